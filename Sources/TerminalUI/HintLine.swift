/// The keys that are most useful now: `enter open  / filter  ? help`.
package struct HintLine: Sendable, Hashable {
  /// One key and what it does.
  package struct Hint: Sendable, Hashable {
    /// The key's name as it is shown.
    package var key: String
    /// What it does, in a word or two.
    package var word: String
    /// The least important go first when there is little room.
    package var importance: Int

    /// Makes a hint.
    package init(_ key: String, _ word: String, importance: Int = 0) {
      self.key = key
      self.word = word
      self.importance = importance
    }

    fileprivate var width: Int { StyledText(key).width + 1 + StyledText(word).width }
  }

  /// The hints in the order shown.
  package var hints: [Hint]

  /// Makes a line of hints.
  package init(_ hints: [Hint]) { self.hints = hints }

  /// Draws it on the first row of a rectangle.
  package func draw(in rect: Rect, on frame: inout Frame) {
    let area = rect.line(0)
    frame.fill(area, style: Style(.hintText))
    for (hint, start) in layout(columns: area.columns) {
      let place = Position(column: area.column + start, row: area.row)
      let end = frame.draw(hint.key, at: place, in: area, style: Style(.hintKey))
      frame.draw(
        hint.word, at: Position(column: end + 1, row: area.row), in: area, style: Style(.hintText))
    }
  }

  /// Finds the hint under the mouse.
  package func hint(at position: Position, in rect: Rect) -> Hint? {
    let area = rect.line(0)
    guard area.contains(position) else { return nil }
    let column = position.column - area.column
    return layout(columns: area.columns)
      .first { column >= $0.start && column < $0.start + $0.hint.width }?.hint
  }

  private func layout(columns: Int) -> [(hint: Hint, start: Int)] {
    var kept = hints
    func needed() -> Int { kept.reduce(0) { $0 + $1.width + 2 } - 2 }
    while !kept.isEmpty, needed() > columns {
      guard
        let least = kept.indices.min(by: {
          (kept[$0].importance, -$0) < (kept[$1].importance, -$1)
        })
      else { break }
      kept.remove(at: least)
    }
    var start = 0
    return kept.map { hint in
      defer { start += hint.width + 2 }
      return (hint, start)
    }
  }
}
