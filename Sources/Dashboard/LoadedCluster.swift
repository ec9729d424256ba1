import KubernetesSnapshot
package import LinkerdPolicy
package import PolicyChecks

/// A cluster, resolved and summed up for the screens.
package struct LoadedCluster: Sendable, Equatable {
  /// The resolved policy.
  package let policy: ResolvedPolicy
  /// The matrix between ServiceAccounts.
  package let matrix: AccessMatrix
  /// What the checks found.
  package let findings: [Finding]
  /// The namespaces, summed up, sorted by name.
  package let namespaceRows: [NamespaceRow]
  /// The workloads of all namespaces, in the order of their namespaces.
  package let allWorkloadRows: [WorkloadRow]

  private let namespaces: [String: LoadedNamespace]

  /// Sums up a resolved cluster.
  ///
  /// - Parameters:
  ///   - policy: The resolved policy.
  ///   - previous: An earlier state, from which what did not change is taken over.
  /// - Complexity: O(namespaces + workloads), and O(clients · ports) of the namespaces that changed.
  package init(_ policy: ResolvedPolicy, previous: LoadedCluster? = nil) {
    self.policy = policy
    let matrix = AccessMatrix(policy, previous: previous.map { ($0.matrix, $0.policy) })
    self.matrix = matrix
    var namespaces: [String: LoadedNamespace] = [:]
    for (name, namespace) in policy.namespaces {
      if let previous, let known = previous.namespaces[name],
        policy.isSame(in: name, as: previous.policy), matrix.isSame(in: name, as: previous.matrix)
      {
        namespaces[name] = known
      } else {
        namespaces[name] = LoadedNamespace(namespace, in: policy, matrix)
      }
    }
    self.namespaces = namespaces
    let ordered = namespaces.sorted { $0.key < $1.key }.map(\.value)
    namespaceRows = ordered.map(\.row)
    allWorkloadRows = ordered.flatMap(\.workloadRows)
    findings = ordered.flatMap(\.row.findings).sorted()
  }

  /// The workloads of a namespace, summed up, sorted by kind and name.
  package func workloadRows(in namespace: String) -> [WorkloadRow] {
    namespaces[namespace]?.workloadRows ?? []
  }
}

/// A namespace, summed up for the screens.
private struct LoadedNamespace: Sendable, Equatable {
  let row: NamespaceRow
  let workloadRows: [WorkloadRow]

  init(_ namespace: ResolvedNamespace, in policy: ResolvedPolicy, _ matrix: AccessMatrix) {
    let findings = PolicyCheck.findings(in: namespace, of: policy)
    let pending = Set(policy.podsWithAnotherDefault(in: namespace.name))
    row = NamespaceRow(
      namespace, in: policy, pending: pending.count,
      verdicts: matrix.counts(namespace: namespace.name), findings: findings)
    let verdicts = matrix.workloadCounts(in: namespace)
    let findingsOfObjects = Dictionary(grouping: findings, by: \.object)
    workloadRows = namespace.workloads.map {
      WorkloadRow(
        $0, in: policy, pending: pending, verdicts: verdicts[$0.id] ?? [:],
        findings: findingsOfObjects[$0.id] ?? [])
    }
  }
}
