import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

extension DashboardState {
  func drawHeadings(_ grid: MatrixGrid, _ layout: MatrixLayout, on frame: inout Frame) {
    let first = layout.headingRow
    let area = Rect(
      column: layout.cells.column, row: first, columns: layout.cells.columns,
      rows: max(0, layout.cells.row - first))
    drawBandNames(grid, layout, row: first, in: area, on: &frame)
    let selected = grid.selectedColumn(matrix)
    for position in layout.visible {
      guard let start = layout.start(ofColumn: position) else { continue }
      let isLit = (liveCells?.refusedInColumn[grid.columns[position]] ?? 0) > 0
      let style =
        position == selected
        ? Style(.title).adding(.bold)
        : Style(isLit ? .verdictDeny : layout.labelHeight > 0 ? .text : .textDim)
      let glyphColumn = start + layout.cellWidth / 2
      if layout.labelHeight > 0 {
        drawName(
          grid.matrix.targets[grid.columns[position]].name, height: layout.labelHeight,
          at: Position(column: glyphColumn, row: first + 1), in: area, style: style, on: &frame)
      } else if layout.numberHeight > 0 {
        drawNumber(
          position + 1, layout, at: Position(column: start, row: first + 2), in: area,
          style: style, on: &frame)
      }
    }
    if layout.hasFlag { drawFlag(grid, layout, selected, row: first + 1, on: &frame) }
    drawTotalsHeading(grid, layout, on: &frame)
    drawCorner(grid, layout, on: &frame)
  }

  /// A column's name, written downwards to stand on its cells.
  private func drawName(
    _ name: String, height: Int, at place: Position, in area: Rect, style: Style,
    on frame: inout Frame
  ) {
    var characters = Array(StyledText(name).string)
    if characters.count > height {
      // The end tells more apart than the middle: linkerd-destination, linkerd-identity.
      let tail = (height - 1) / 2
      characters =
        Array(characters.prefix(height - 1 - tail)) + Array(glyphs.ellipsis)
        + characters.suffix(tail)
    }
    for (offset, character) in characters.enumerated() {
      frame.draw(
        String(character),
        at: Position(column: place.column, row: place.row + height - characters.count + offset),
        in: area, style: style)
    }
  }

  /// A column's number, beside its neighbours' or, where they would run together, downwards.
  private func drawNumber(
    _ number: Int, _ layout: MatrixLayout, at place: Position, in area: Rect, style: Style,
    on frame: inout Frame
  ) {
    let digits = String(number)
    guard layout.numberHeight > 1 else {
      let text = StyledText(digits, style: style)
      frame.draw(text.padded(to: layout.cellWidth, alignment: .trailing), at: place, in: area)
      return
    }
    let lead = layout.numberHeight - digits.count
    for (offset, digit) in digits.enumerated() {
      frame.draw(
        String(digit),
        at: Position(
          column: place.column + layout.cellWidth / 2, row: place.row + lead + offset),
        in: area, style: style)
    }
  }

  /// What rows and columns are, and what filter and lens leave of them.
  private func drawCorner(_ grid: MatrixGrid, _ layout: MatrixLayout, on frame: inout Frame) {
    let first = layout.headingRow
    let corner = StyledText(
      "\(grid.matrix.clients.count)\(glyphs.times)\(grid.matrix.targets.count)"
        + " \(grid.matrix.grouping.words)",
      .textDim)
    frame.draw(
      corner.truncated(to: layout.labels.columns - 1, ellipsis: glyphs.ellipsis),
      at: Position(column: layout.labels.column + 1, row: first))
    if !matrix.filter.isEmpty || matrix.lens != .all {
      let shown =
        (matrix.filter.isEmpty ? "" : "/\(matrix.filter) ")
        + (matrix.lens == .all
          ? "" : matrix.lens == .traffic ? "by traffic" : "only \(matrix.lens.rawValue)")
      frame.draw(
        StyledText(shown, .filterMatch).truncated(to: layout.labels.columns - 1),
        at: Position(column: layout.labels.column + 1, row: first + 1))
    }
  }

  private func drawBandNames(
    _ grid: MatrixGrid, _ layout: MatrixLayout, row: Int, in area: Rect, on frame: inout Frame
  ) {
    var position = layout.visible.lowerBound
    while position < layout.visible.upperBound {
      let name = grid.namespace(ofColumn: position)
      var end = position + 1
      while end < layout.visible.upperBound, grid.namespace(ofColumn: end) == name { end += 1 }
      if let start = layout.start(ofColumn: position),
        let last = layout.start(ofColumn: end - 1)
      {
        let room = last + layout.cellWidth - start
        frame.verticalLine(
          Rect(
            column: start - 1, row: row, columns: 1, rows: area.rows + layout.cells.rows),
          glyphs: glyphs)
        frame.draw(
          StyledText(name, .band).truncated(to: room, ellipsis: glyphs.ellipsis),
          at: Position(column: start, row: row), in: area)
      }
      position = end
    }
  }

  /// The full name of the selected column, which may hang to the left of it.
  private func drawFlag(
    _ grid: MatrixGrid, _ layout: MatrixLayout, _ selected: Int, row: Int, on frame: inout Frame
  ) {
    guard let start = layout.start(ofColumn: selected) else { return }
    let name = StyledText(grid.matrix.targets[grid.columns[selected]].name, .title, .bold)
    let flag = name.truncated(to: layout.cells.columns - 1, ellipsis: glyphs.ellipsis)
    let column = max(layout.cells.column + 1, min(start, layout.cells.endColumn - flag.width))
    frame.draw(flag, at: Position(column: column, row: row), in: Rect(frame.size))
  }

  func drawTotalsHeading(
    _ grid: MatrixGrid, _ layout: MatrixLayout, on frame: inout Frame
  ) {
    guard !layout.totals.isEmpty else { return }
    var text = StyledText()
    for verdict in [Verdict.allow, .partial, .deny] {
      text += StyledText(String(verdict.glyph(glyphs)), verdict.role)
        .padded(to: 4, alignment: .trailing)
    }
    if grid.inputs.hasTraffic {
      text += StyledText("\(glyphs.liveDeny)/s", .verdictDeny).padded(to: 7, alignment: .trailing)
    }
    frame.draw(text, at: Position(column: layout.totals.column, row: layout.totals.row - 1))
  }
}
