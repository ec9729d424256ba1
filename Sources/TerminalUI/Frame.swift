/// A whole screen as a value: what the views draw and what the terminal, tests and `--script` show.
package struct Frame: Sendable, Equatable {
  /// The screen's size.
  package let size: Size
  /// Where the terminal's cursor stands; hidden when nil or outside.
  package var cursor: Position?
  private var cells: [Cell]

  /// Makes an empty picture.
  package init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The whole area.
  package var bounds: Rect { Rect(size) }

  /// The cell at a place inside the frame; a blank outside.
  package subscript(column: Int, row: Int) -> Cell {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return .blank }
    return cells[row * size.columns + column]
  }

  /// Returns the cells of one row from left to right; none outside the frame.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Puts a character of one or two columns at a place, which must be inside with both halves.
  ///
  /// The remains of wide characters that it overlaps become blanks, so that none is ever split.
  mutating func put(_ character: Character, width: Int, column: Int, row: Int, style: Style) {
    let start = row * size.columns
    let end = column + width
    if cells[start + column].width == 0 { blank(start + column - 1) }
    if end < size.columns, cells[start + end].width == 0 { blank(start + end) }
    cells[start + column] = Cell(character, width: UInt8(width), style: style)
    if width == 2 { cells[start + column + 1] = Cell(" ", width: 0, style: style) }
  }

  private mutating func blank(_ index: Int) {
    cells[index].character = " "
    cells[index].width = 1
  }

  /// Adds a combining mark to the character at a place.
  mutating func combine(_ mark: Unicode.Scalar, column: Int, row: Int) {
    var text = String(cells[row * size.columns + column].character)
    text.unicodeScalars.append(mark)
    // A mark that starts a cluster of its own has no place in a cell.
    if text.count == 1, let combined = text.first {
      cells[row * size.columns + column].character = combined
    }
  }

  /// Changes the looks of the cells of a rectangle, not their characters.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn {
        change(&cells[row * size.columns + column].style)
      }
    }
  }
}
