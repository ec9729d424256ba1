/// Shows which part of a long list is on screen.
package struct Scrollbar: Sendable, Hashable {
  /// The first row on screen.
  package var top: Int
  /// How many rows are on screen.
  package var height: Int
  /// How many rows there are.
  package var count: Int
  /// The signs to draw with.
  package var glyphs: Glyphs

  /// Makes a scrollbar.
  package init(top: Int, height: Int, count: Int, glyphs: Glyphs = .unicode) {
    self.top = top
    self.height = height
    self.count = count
    self.glyphs = glyphs
  }

  /// Whether there is anything off screen.
  package var isNeeded: Bool { count > height && height > 0 }

  /// Draws it over the last column of a rectangle, if it is needed at all.
  package func draw(in rect: Rect, on frame: inout Frame) {
    guard isNeeded, !rect.isEmpty else { return }
    let length = max(1, rect.rows * height / count)
    let travel = rect.rows - length
    let hidden = count - height
    let start = (max(0, min(top, hidden)) * travel + hidden / 2) / hidden
    for row in 0..<rect.rows {
      let isThumb = row >= start && row < start + length
      frame.fill(
        Rect(column: rect.endColumn - 1, row: rect.row + row, columns: 1, rows: 1),
        with: isThumb ? glyphs.thumb : glyphs.track,
        style: Style(isThumb ? .scrollbar : .border))
    }
  }
}
