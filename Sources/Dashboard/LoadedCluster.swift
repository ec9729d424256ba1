import KubernetesSnapshot
package import LinkerdPolicy
package import PolicyChecks

/// A cluster, resolved and summed up for the screens.
package struct LoadedCluster: Sendable {
  /// The resolved policy.
  package let policy: ResolvedPolicy
  /// The matrix between ServiceAccounts.
  package let matrix: AccessMatrix
  /// What the checks found.
  package let findings: [Finding]
  /// The verdict counts of each target namespace: how many cells have each verdict.
  package let counts: [String: [Verdict: Int]]
  /// The namespaces, summed up, sorted by name.
  package let namespaceRows: [NamespaceRow]
  /// The workloads of each namespace, summed up, sorted by kind and name.
  package let workloadRows: [String: [WorkloadRow]]
  /// The workloads of all namespaces, in the order of their namespaces.
  package let allWorkloadRows: [WorkloadRow]

  /// Sums up a resolved cluster.
  ///
  /// - Parameters:
  ///   - policy: The resolved policy.
  ///   - previous: An earlier state, from which what did not change is taken over.
  package init(_ policy: ResolvedPolicy, previous: LoadedCluster? = nil) {
    self.policy = policy
    let matrix = AccessMatrix(policy, previous: previous.map { ($0.matrix, $0.policy) })
    self.matrix = matrix
    findings = PolicyCheck.findings(in: policy)
    var counts: [String: [Verdict: Int]] = [:]
    for (column, target) in matrix.targets.enumerated() {
      counts[target.namespace, default: [:]]
        .merge(matrix.counts(target: column), uniquingKeysWith: +)
    }
    self.counts = counts
    let found = Dictionary(grouping: findings) { finding in
      finding.object.kind == .namespace ? finding.object.name : finding.object.namespace
    }
    let verdicts = matrix.counts(of: policy.workloads.map(\.id))
    let findingsOfObjects = Dictionary(grouping: findings, by: \.object)
    var workloadRows: [String: [WorkloadRow]] = [:]
    for (name, namespace) in policy.namespaces {
      let pending = Set(policy.podsWithAnotherDefault(in: name))
      workloadRows[name] = namespace.workloads.map {
        WorkloadRow(
          $0, in: policy, pending: pending, verdicts: verdicts[$0.id] ?? [:],
          findings: findingsOfObjects[$0.id] ?? [])
      }
    }
    self.workloadRows = workloadRows
    allWorkloadRows = workloadRows.keys.sorted().flatMap { workloadRows[$0] ?? [] }
    namespaceRows = policy.namespaces.keys.sorted().compactMap { name in
      policy.namespaces[name].map {
        NamespaceRow($0, in: policy, verdicts: counts[name] ?? [:], findings: found[name] ?? [])
      }
    }
  }
}
