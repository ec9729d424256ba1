package import KubernetesSnapshot
package import LinkerdPolicy
package import Traffic

/// What the decisions of the what-if screen come to; the cluster itself stays as it is.
package struct Trial: Sendable {
  /// The decisions.
  package let whatIf: WhatIf
  /// The changed cluster, with the pods that must restart.
  package let outcome: WhatIf.Outcome
  /// The matrix afterwards.
  package let matrix: AccessMatrix
  /// The edges that are gained, lost or changed.
  package let diff: PolicyDiff
  /// How many edges that is, by place.
  package let tally: TrialTally
  /// Probes and scrapes that would fail, or work again.
  package let consequences: [Consequence]
  /// How many pods of each workload must restart first, by name.
  package let restarts: [(owner: ResourceID, pods: Int)]

  /// Works out what some decisions come to.
  ///
  /// - Parameters:
  ///   - whatIf: The decisions.
  ///   - cluster: The cluster as it is.
  ///   - previous: An earlier trial on the same cluster, from which unchanged namespaces are taken.
  package init(_ whatIf: WhatIf, in cluster: LoadedCluster, previous: Trial? = nil) {
    self.whatIf = whatIf
    outcome = whatIf.outcome(in: cluster.policy)
    let known =
      previous.map { ($0.matrix, $0.outcome.policy) } ?? (cluster.matrix, cluster.policy)
    matrix = AccessMatrix(outcome.policy, previous: known)
    diff = PolicyDiff(from: cluster.matrix, to: matrix)
    tally = TrialTally(diff)
    consequences = ExpectedTraffic.consequences(from: cluster.policy, to: outcome.policy)
    restarts = Self.restarts(of: outcome)
  }

  private static func restarts(of outcome: WhatIf.Outcome) -> [(owner: ResourceID, pods: Int)] {
    var owners: [ResourceID: ResourceID] = [:]
    for name in Set(outcome.restarts.map(\.namespace)) {
      for workload in outcome.policy.namespaces[name]?.workloads ?? [] {
        for pod in workload.instances { owners[pod.id] = workload.id }
      }
    }
    let counts = outcome.restarts.reduce(into: [ResourceID: Int]()) {
      $0[owners[$1] ?? $1, default: 0] += 1
    }
    return counts.sorted {
      ($0.key.namespace, $0.key.shortDescription) < ($1.key.namespace, $1.key.shortDescription)
    }.map { ($0.key, $0.value) }
  }
}
