package import KubernetesSnapshot

/// What a check has to say about one object.
package struct Finding: Sendable, Hashable, Comparable {
  /// How bad it is.
  package enum Severity: String, Sendable, Hashable, Comparable {
    case error, warning

    /// Errors come first.
    package static func < (a: Severity, b: Severity) -> Bool { a == .error && b == .warning }
  }

  /// The check's id.
  package var id: String
  /// How bad it is.
  package var severity: Severity
  /// The object.
  package var object: ResourceID
  /// What is wrong, in a sentence without a subject.
  package var message: String

  /// Errors first, then by object.
  package static func < (a: Finding, b: Finding) -> Bool {
    (a.severity, a.object, a.id, a.message) < (b.severity, b.object, b.id, b.message)
  }
}
