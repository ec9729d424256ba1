import KubernetesSnapshot

extension ReferenceResolver {
  /// S-15: sort by creation time, missing first, then name; the first that selects owns the port.
  func owner(of port: Int, on workload: ReferenceWorkload) -> Server? {
    let candidates = servers.filter { $0.meta.namespace == workload.namespace }
    // S-17: beside Servers that the API server stored, one that it did not is newer than all.
    func isNew(_ server: Server) -> Bool {
      !isStored(server.meta) && candidates.contains { $0.meta.resourceVersion != nil }
    }
    func age(_ server: Server) -> (Int, Int64, String) {
      (
        isNew(server) ? 1 : 0, server.meta.creationTimestamp?.secondsSince1970 ?? .min,
        server.meta.name
      )
    }
    return candidates.sorted { age($0) < age($1) }.first { server in
      selects(server, workload) && claimedPorts(server, workload).contains(port)
    }
  }

  /// S-3: a `podSelector` Server never applies to external workloads, and vice versa.
  private func selects(_ server: Server, _ workload: ReferenceWorkload) -> Bool {
    switch server.selector {
    case .pods(let selector): workload.isPod && Self.matches(selector, workload.labels)
    case .externalWorkloads(let selector):
      !workload.isPod && Self.matches(selector, workload.labels)
    }
  }

  /// S-8, P-7: a number is that port, declared or not; a name is what the containers call so.
  private func claimedPorts(_ server: Server, _ workload: ReferenceWorkload) -> Set<Int> {
    switch server.port {
    case .number(let number): [number]
    case .name(let name): workload.numbers(named: name)
    }
  }

  /// S-4 … S-6: all expressions and all labels.
  static func matches(_ selector: LabelSelector, _ labels: [String: String]) -> Bool {
    for (key, value) in selector.matchLabels where labels[key] != value { return false }
    for expression in selector.matchExpressions {
      let label = labels[expression.key]
      switch expression.operator {
      case .isIn:
        // An absent list: never.
        guard let values = expression.values, let label, values.contains(label) else {
          return false
        }
      case .notIn:
        guard let values = expression.values else { return false }
        if let label, values.contains(label) { return false }
      case .exists:
        // Any list, even an empty one: never.
        guard expression.values == nil, label != nil else { return false }
      case .doesNotExist:
        guard expression.values == nil, label == nil else { return false }
      }
    }
    return true
  }

  /// L-3: the names of rate limits that may apply to a Server; stale statuses may accept several.
  func rateLimits(on server: Server) -> Set<String> {
    let candidates = rateLimits.filter { limit in
      limit.meta.namespace == server.meta.namespace && limit.target.name == server.meta.name
        && names(limit.target, kind: "Server", group: "policy.linkerd.io")
    }
    let stored = candidates.filter { limit in
      isStored(limit.meta)
        && (limit.conditions ?? []).contains { $0.type == "Accepted" && $0.status == "True" }
    }
    if !stored.isEmpty { return Set(stored.map(\.meta.name)) }
    // A stored one that was not accepted is still the oldest; a manifest's may be.
    if candidates.contains(where: { isStored($0.meta) }) { return [] }
    return Set(candidates.map(\.meta.name).sorted().prefix(1))
  }

  /// group and kind without case; an empty or absent group is `core`.
  func names(_ reference: TargetReference, kind: String, group: String) -> Bool {
    let given = reference.group ?? ""
    return reference.kind.lowercased() == kind.lowercased()
      && (given.isEmpty ? "core" : given.lowercased()) == group
  }
}
