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
      for row in matrix.clients.indices {
        counts[target.namespace, default: [:]][matrix[client: row, target: column], default: 0] += 1
      }
    }
    self.counts = counts
    let found = Dictionary(grouping: findings) { finding in
      finding.object.kind == .namespace ? finding.object.name : finding.object.namespace
    }
    namespaceRows = policy.namespaces.keys.sorted().compactMap { name in
      policy.namespaces[name].map {
        NamespaceRow($0, in: policy, verdicts: counts[name] ?? [:], findings: found[name] ?? [])
      }
    }
  }
}
