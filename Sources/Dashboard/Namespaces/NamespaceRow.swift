package import LinkerdPolicy
package import PolicyChecks

/// A namespace, summed up for a list.
package struct NamespaceRow: Sendable, Hashable, Identifiable {
  /// The name.
  package let id: String
  /// The default policies of its pods.
  package let `default`: EffectiveDefault
  /// How many workloads it has.
  package let workloads: Int
  /// How many pods it has, without those that only a template promises.
  package let pods: Int
  /// How many of them are meshed.
  package let meshedPods: Int
  /// How many cells of its columns have each verdict.
  package let verdicts: [Verdict: Int]
  /// What the checks found in it, errors first.
  package let findings: [Finding]
  /// How many findings are errors.
  package let errors: Int
  /// What a filter looks at, in lower case.
  let searchText: String

  /// How many findings are warnings.
  package var warnings: Int { findings.count - errors }

  /// Sums up a namespace.
  init(
    _ namespace: ResolvedNamespace, in policy: ResolvedPolicy, pending: Int,
    verdicts: [Verdict: Int], findings: [Finding]
  ) {
    id = namespace.name
    `default` = EffectiveDefault(ofNamespace: id, in: policy, pending: pending)
    workloads = namespace.workloads.count
    var pods = 0
    var meshed = 0
    for variant in namespace.workloads.flatMap(\.variants) {
      let running = variant.pods.count { !$0.isTemplate }
      pods += running
      if variant.inbound.enforcement != .unmeshed { meshed += running }
    }
    self.pods = pods
    meshedPods = meshed
    self.verdicts = verdicts
    self.findings = findings
    errors = findings.count { $0.severity == .error }
    searchText =
      ([id, `default`.text(isShort: false)] + findings.map { "\($0.id) \($0.message)" })
      .joined(separator: "\n").lowercased()
  }
}

/// What the namespaces are sorted by.
package enum NamespaceSort: String, CaseIterable, Sendable, Hashable {
  case name
  case policy = "default"
  case workloads, pods, allowed, denied, findings
  /// What is refused per second, which the row does not know.
  case refused

  /// Whether a row comes before another; the name breaks ties.
  func precedes(_ a: NamespaceRow, _ b: NamespaceRow) -> Bool {
    func most(_ key: (NamespaceRow) -> Int) -> Bool {
      let (x, y) = (key(a), key(b))
      return x == y ? a.id < b.id : x > y
    }
    switch self {
    case .name: return a.id < b.id
    case .policy:
      return (a.default.text(isShort: false), a.id) < (b.default.text(isShort: false), b.id)
    case .workloads: return most(\.workloads)
    case .pods: return most(\.pods)
    case .allowed: return most { $0.verdicts[.allow] ?? 0 }
    case .denied: return most { $0.verdicts[.deny] ?? 0 }
    case .findings: return most { $0.errors * 10_000 + $0.warnings }
    case .refused: return a.id < b.id
    }
  }
}
