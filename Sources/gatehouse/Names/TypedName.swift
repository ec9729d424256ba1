import KubernetesSnapshot

/// A name as people write it: `deploy/web`, `emojivoto/deploy/web`, `emojivoto/web`, `web`.
struct TypedName: Hashable, Sendable {
  /// The namespace that was written in front.
  var namespace: String?
  /// The kind that was written.
  var kind: ResourceKind?
  /// The name itself.
  var name: String

  /// The ways in which a text can be read, the likeliest first.
  static func readings(of text: String) -> [TypedName] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !parts.contains("") else { return [] }
    switch parts.count {
    case 1: return [TypedName(name: text)]
    case 2:
      let typed = kind(named: parts[0]).map { TypedName(kind: $0, name: parts[1]) }
      return [typed, TypedName(namespace: parts[0], name: parts[1])].compactMap { $0 }
    case 3:
      return kind(named: parts[1])
        .map { [TypedName(namespace: parts[0], kind: $0, name: parts[2])] } ?? []
    default: return []
    }
  }

  /// The kind that `deploy`, `deployment` or `deployments` means.
  private static func kind(named text: String) -> ResourceKind? {
    let word = text.lowercased()
    let kinds = ResourceKind.allCases.filter { kind in
      kind.isWorkload
        || [.namespace, .pod, .serviceAccount, .service, .externalWorkload].contains(kind)
    }
    return kinds.first { [$0.shortName, $0.kind.lowercased(), $0.plural].contains(word) }
  }
}
