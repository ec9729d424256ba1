/// A box in the middle of the screen with a title and text that can be scrolled.
package struct Popup: Sendable, Hashable {
  /// What stands in the upper border.
  package var title: String
  /// The lines of text.
  package var lines: [StyledText]
  /// The first line shown.
  package var top: Int
  /// What stands in the lower border, such as the keys that work here.
  package var footer: String
  /// The signs to draw with.
  package var glyphs: Glyphs

  /// Makes a box.
  package init(
    title: String, lines: [StyledText], top: Int = 0, footer: String = "",
    glyphs: Glyphs = .unicode
  ) {
    self.title = title
    self.lines = lines
    self.top = top
    self.footer = footer
    self.glyphs = glyphs
  }

  /// Returns the rectangle that the box takes: as large as the text needs, at most all but a margin.
  package func rect(in rect: Rect) -> Rect { place(in: rect).outer }

  /// The rectangle, and the lines broken to fit into it.
  private func place(in rect: Rect) -> (outer: Rect, lines: [StyledText]) {
    let margin = rect.columns > 60 && rect.rows > 16 ? 2 : 0
    let room = rect.inset(columns: margin, rows: margin / 2)
    let shown = lines.flatMap { $0.wrapped(to: max(1, room.columns - 4), indent: 2) }
    let titles = max(StyledText(title).width, StyledText(footer).width) + 2
    let width = max(shown.map(\.width).max() ?? 0, titles) + 4
    return (room.centered(Size(columns: width, rows: shown.count + 2)), shown)
  }

  /// Returns the first line that is really shown, so that the last lines fill the box.
  package func settledTop(in rect: Rect) -> Int {
    let (outer, lines) = place(in: rect)
    return max(0, min(top, lines.count - max(0, outer.rows - 2)))
  }

  /// Draws it over what is there.
  package func draw(in rect: Rect, on frame: inout Frame) {
    let (outer, lines) = place(in: rect)
    guard !outer.isEmpty else { return }
    frame.fill(outer, style: Style(.popup))
    frame.box(outer, glyphs: glyphs, style: Style(.borderFocus, on: .popup))
    label(title, row: outer.row, style: Style(.title, on: .popup), in: outer, on: &frame)
    if outer.rows >= 2 {
      label(
        footer, row: outer.endRow - 1, style: Style(.hintText, on: .popup), in: outer, on: &frame)
    }
    let inner = outer.inset(columns: 2, rows: 1)
    let first = max(0, min(top, lines.count - inner.rows))
    for (offset, line) in lines.dropFirst(first).prefix(inner.rows).enumerated() {
      frame.draw(
        line.on(.popup).truncated(to: inner.columns, ellipsis: glyphs.ellipsis),
        at: Position(column: inner.column, row: inner.row + offset), in: inner)
    }
    let side = outer.inset(rows: 1)
    Scrollbar(top: first, height: side.rows, count: lines.count, glyphs: glyphs)
      .draw(in: side, on: &frame)
  }

  private func label(
    _ text: String, row: Int, style: Style, in outer: Rect, on frame: inout Frame
  ) {
    guard !text.isEmpty, outer.columns > 4 else { return }
    let area = Rect(column: outer.column + 2, row: row, columns: outer.columns - 4, rows: 1)
    let line = StyledText(" \(text) ", style: style)
    frame.draw(
      line.truncated(to: area.columns, ellipsis: glyphs.ellipsis), at: area.origin, in: area)
  }
}
