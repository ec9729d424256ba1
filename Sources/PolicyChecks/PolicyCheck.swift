package import LinkerdPolicy

/// A check: an id, what it looks for, and how.
package struct PolicyCheck: Sendable {
  /// A short name that does not change: `void-policy`.
  package let id: String
  /// What it looks for.
  package let title: String
  /// How bad its findings are.
  package let severity: Finding.Severity
  /// Looks at one namespace of a cluster, and at nothing beyond it but what holds for the whole cluster.
  let run: @Sendable (ResolvedNamespace, ResolvedPolicy, PolicyCheck) -> [Finding]

  /// All checks.
  package static let all: [PolicyCheck] = [
    voidPolicy, failingProbe, hiddenServer, idleServer, missingPort, pendingDefault,
  ]

  /// What all checks find in a cluster, errors first, then by object.
  package static func findings(in policy: ResolvedPolicy) -> [Finding] {
    policy.namespaces.values.flatMap { findings(in: $0, of: policy) }.sorted()
  }

  /// What all checks find in one namespace, errors first, then by object.
  ///
  /// - Parameters:
  ///   - namespace: The namespace.
  ///   - policy: Its cluster.
  /// - Returns: The findings, which the namespace's objects and the cluster's configuration decide.
  package static func findings(
    in namespace: ResolvedNamespace, of policy: ResolvedPolicy
  ) -> [Finding] {
    all.flatMap { $0.run(namespace, policy, $0) }.sorted()
  }
}
