/// Where the data comes from, and how far it has come.
package struct SourceStatus: Sendable, Hashable {
  /// What the header calls it: a context, `demo`, a file's name.
  package var title: String
  /// How far loading has come.
  package var phase: Phase
  /// How well it is kept up with; nil for a source that is read once.
  package var following: Following?
  /// What could not be read, and why.
  package var problems: [Problem]

  /// How well a live source is kept up with.
  package enum Following: Sendable, Hashable {
    /// Changes come in as they happen.
    case live
    /// What is there may be old, since this many seconds of the program's clock; the text says why.
    case lost(since: Double, reason: String)
  }

  /// How far loading has come.
  package enum Phase: Sendable, Hashable {
    /// On its way; the text says how far: `pods 1240, 12 MB of 191 MB`.
    case loading(String)
    /// Complete, at this many seconds of the program's clock.
    case loaded(at: Double)
    /// Nothing could be read; the text says why.
    case failed(String)
  }

  /// Something that could not be read.
  package struct Problem: Sendable, Hashable {
    /// How bad it is.
    package enum Severity: Sendable, Hashable, Comparable {
      case note, warning, error
    }

    /// How bad it is.
    package var severity: Severity
    /// The place and the cause: `mesh.yaml:12: spec.port: …`.
    package var text: String

    /// A problem from its parts.
    package init(_ severity: Severity, _ text: String) {
      self.severity = severity
      self.text = text
    }
  }

  /// A source that is being read.
  package init(title: String, phase: Phase = .loading(""), problems: [Problem] = []) {
    self.title = title
    self.phase = phase
    self.problems = problems
  }
}
