import TerminalUI

/// What a trial comes to, line by line; a line is made when it is looked at, since there may be millions.
struct EffectLines: RandomAccessCollection {
  private var sections: [(end: Int, line: (Int) -> StyledText)] = []

  let startIndex = 0
  private(set) var endIndex = 0

  /// Adds lines.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - line: Makes one of them, by its place among these.
  mutating func append(_ count: Int, _ line: @escaping (Int) -> StyledText) {
    guard count > 0 else { return }
    endIndex += count
    sections.append((endIndex, line))
  }

  /// Adds one line.
  mutating func append(_ line: StyledText) { append(1) { _ in line } }

  subscript(position: Int) -> StyledText {
    var start = 0
    for section in sections {
      if position < section.end { return section.line(position - start) }
      start = section.end
    }
    return StyledText()
  }
}
