/// The rules that a single Swift file must keep; each checker returns what it found, in words.
enum SourceRules {
  /// The most lines a file may have.
  static let longest = 600

  /// What an escape from the compiler's checks looks like; each needs a comment that proves it.
  static let escapes = ["try!", "@unchecked Sendable", "nonisolated(unsafe)"]

  /// The modules that a file imports, in order.
  static func imports(of text: String) -> [String] {
    let declaration =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
    return SwiftSource(text).code.compactMap { line in
      line.firstMatch(of: declaration).map { String($0.1) }
    }
  }

  /// The imports of a room's file that no arrow allows.
  static func forbiddenImports(in text: String, of room: String) -> [String] {
    let importable = Rooms.importable(from: room)
    return imports(of: text).filter { !importable.contains($0) }
  }

  /// The places where a file escapes the compiler's checks without a comment on or above the line.
  static func unprovenEscapes(in text: String) -> [String] {
    let source = SwiftSource(text)
    return source.code.enumerated().flatMap { index, line in
      let explained = source.hasComment[index] || (index > 0 && source.hasComment[index - 1])
      return escapes.filter { !explained && line.contains($0) }.map { "line \(index + 1): \($0)" }
    }
  }

  /// Whether a file is longer than a reader should have to bear.
  static func isTooLong(_ text: String) -> Bool {
    text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 > longest
  }

  /// The entries of the top level that have not earned their place.
  static func strangers(amongTopLevel entries: some Sequence<String>) -> [String] {
    entries.filter { !$0.hasPrefix(".") && !Rooms.topLevel.contains($0) }.sorted()
  }
}
