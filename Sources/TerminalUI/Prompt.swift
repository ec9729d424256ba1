/// A line in which the user types: a filter, a command, a name.
package struct Prompt: Sendable, Hashable {
  /// What stands before the text, such as `/` or `:`.
  package var label: String
  /// What was typed.
  package private(set) var text: String
  /// How many characters precede the cursor.
  package private(set) var cursor: Int

  /// What a key did to the line.
  package enum Outcome: Sendable, Hashable {
    /// The text or the cursor changed.
    case edited
    /// The user is done.
    case submitted
    /// The user gave up.
    case cancelled
    /// The key means nothing here.
    case ignored
  }

  /// Makes a line with the cursor at its end.
  package init(label: String, text: String = "") {
    self.label = label
    self.text = text
    cursor = text.count
  }

  /// Replaces the text and puts the cursor at its end, as completion does.
  package mutating func replace(with text: String) {
    self.text = text
    cursor = text.count
  }

  /// Writes text at the cursor; line breaks and tabs become blanks.
  package mutating func insert(_ pasted: String) {
    let line = String(pasted.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    text.insert(contentsOf: line, at: index(cursor))
    // Marks may have joined the character before, so count anew.
    cursor = min(text.count, cursor + line.count)
  }

  /// Edits the line by the keys of text fields and of readline.
  package mutating func handle(_ press: KeyPress) -> Outcome {
    if let character = press.typed {
      insert(String(character))
      return .edited
    }
    switch (press.key, press.modifiers) {
    case (.enter, _): return .submitted
    case (.escape, _), (.character("c"), .ctrl), (.character("g"), .ctrl): return .cancelled
    case (.backspace, []), (.character("h"), .ctrl):
      if text.isEmpty { return .cancelled }
      remove(from: cursor - 1, to: cursor)
    case (.delete, []), (.character("d"), .ctrl): remove(from: cursor, to: cursor + 1)
    case (.left, []), (.character("b"), .ctrl): cursor = max(0, cursor - 1)
    case (.right, []), (.character("f"), .ctrl): cursor = min(text.count, cursor + 1)
    case (.home, _), (.character("a"), .ctrl): cursor = 0
    case (.end, _), (.character("e"), .ctrl): cursor = text.count
    case (.character("u"), .ctrl): remove(from: 0, to: cursor)
    case (.character("k"), .ctrl): remove(from: cursor, to: text.count)
    case (.character("w"), .ctrl), (.backspace, .alt): remove(from: wordStart, to: cursor)
    default: return .ignored
    }
    return .edited
  }

  private var wordStart: Int {
    let before = Array(text.prefix(cursor))
    var start = before.count
    while start > 0, before[start - 1] == " " { start -= 1 }
    while start > 0, before[start - 1] != " " { start -= 1 }
    return start
  }

  private func index(_ offset: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
  }

  private mutating func remove(from start: Int, to end: Int) {
    let start = max(0, start)
    guard start < end else { return }
    text.removeSubrange(index(start)..<index(end))
    cursor = min(start, text.count)
  }

  /// Draws the line on the first row of a rectangle and puts the terminal's cursor into it.
  ///
  /// When the text is longer than the room, the part around the cursor is shown.
  package func draw(in rect: Rect, on frame: inout Frame) {
    let area = rect.line(0)
    guard !area.isEmpty else { return }
    frame.fill(area, style: Style(.prompt))
    let start = frame.draw(label, at: area.origin, in: area, style: Style(.accent, on: .prompt))
    let field = area.intersection(
      Rect(column: start, row: area.row, columns: area.endColumn - start, rows: 1))
    guard !field.isEmpty else { return }
    let before = StyledText(String(text.prefix(cursor))).width
    let shift = max(0, before - field.columns + 1)
    frame.draw(
      text, at: Position(column: field.column - shift, row: field.row), in: field,
      style: Style(.prompt))
    frame.cursor = Position(column: field.column + before - shift, row: field.row)
  }
}
