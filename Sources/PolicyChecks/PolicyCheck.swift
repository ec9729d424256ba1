package import LinkerdPolicy

/// A check: an id, what it looks for, and how.
package struct PolicyCheck: Sendable {
  /// A short name that does not change: `void-policy`.
  package let id: String
  /// What it looks for.
  package let title: String
  /// How bad its findings are.
  package let severity: Finding.Severity
  /// Looks at a cluster.
  let run: @Sendable (ResolvedPolicy, PolicyCheck) -> [Finding]

  /// All checks.
  package static let all: [PolicyCheck] = [
    voidPolicy, failingProbe, hiddenServer, idleServer, missingPort, pendingDefault,
  ]

  /// What all checks find in a cluster, errors first, then by object.
  package static func findings(in policy: ResolvedPolicy) -> [Finding] {
    all.flatMap { $0.run(policy, $0) }
      .sorted { ($0.severity, $0.object, $0.id) < ($1.severity, $1.object, $1.id) }
  }
}
