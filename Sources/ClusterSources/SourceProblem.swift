/// Something that is wrong with an input, with its place and in plain words.
///
/// The words may quote the input, which is untrusted: whoever prints them makes control characters
/// visible, as with any text of a cluster.
package struct SourceProblem: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// How much a problem matters.
  package enum Severity: String, Hashable, Sendable, Comparable, Codable {
    /// Something of the input is lost.
    case error
    /// Everything was read, but may not mean what its author thinks.
    case warning
    /// Worth knowing.
    case note

    /// The more severe is less, so that it sorts first.
    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }
  }

  /// A line and a column, both counted from one.
  package struct Position: Hashable, Sendable, Comparable, Codable {
    /// The line.
    package var line: Int
    /// The column in bytes; absent when only the line is known.
    package var column: Int?

    /// A position from its parts.
    package init(line: Int, column: Int? = nil) {
      self.line = line
      self.column = column
    }

    /// The earlier position is less.
    package static func < (a: Self, b: Self) -> Bool {
      (a.line, a.column ?? 0) < (b.line, b.column ?? 0)
    }
  }

  /// The file's name as given, `stdin`, or `cluster`.
  package var source: String
  /// Which document of a file with several, counted from one.
  package var document: Int?
  /// The line and column, if the problem has a place.
  package var position: Position?
  /// The object that it is about: `Server emojivoto/web-http`.
  package var object: String?
  /// The path of the field: `spec.port`; empty when it is not about a field.
  package var field: String
  /// What was found, and what was expected.
  package var message: String
  /// How much it matters.
  package var severity: Severity

  /// A problem from its parts.
  package init(
    source: String, document: Int? = nil, position: Position? = nil, object: String? = nil,
    field: String = "", message: String, severity: Severity = .error
  ) {
    self.source = source
    self.document = document
    self.position = position
    self.object = object
    self.field = field
    self.message = message
    self.severity = severity
  }

  /// `mesh.yaml:12:7: document 2: Server emojivoto/web: spec.port: expected a number, found "x"`.
  package var description: String {
    var place = source
    if let position {
      place += ":\(position.line)"
      if let column = position.column { place += ":\(column)" }
    }
    let parts = [
      place, document.map { $0 > 1 ? "document \($0)" : "" } ?? "", object ?? "", field, message,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// By source, then document and position, then severity and words.
  package static func < (a: SourceProblem, b: SourceProblem) -> Bool {
    if a.source != b.source { return a.source < b.source }
    if a.position != b.position {
      return (a.position ?? Position(line: 0)) < (b.position ?? Position(line: 0))
    }
    if a.document != b.document { return (a.document ?? 0) < (b.document ?? 0) }
    return (a.severity, a.field, a.message) < (b.severity, b.field, b.message)
  }
}
