import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// Draws the matrix screen.
  func drawMatrix(in rect: Rect, on frame: inout Frame) {
    guard let grid, !rect.isEmpty else { return }
    guard !grid.lines.isEmpty, !grid.columns.isEmpty else {
      let why =
        matrix.filter.isEmpty && matrix.lens == .all
        ? "there is nothing to connect to: the source has no workloads"
        : "no cell fits: esc clears the filter, D changes the lens"
      frame.draw(StyledText(" " + why, .textDim), at: rect.origin, in: rect)
      return
    }
    let layout = MatrixLayout(rect, grid, matrix)
    drawHeadings(grid, layout, on: &frame)
    let selected = grid.selectedLine(matrix)
    let height = layout.cells.rows
    let top = ListCursor(selected: selected, top: matrix.top)
      .settled(count: grid.lines.count, height: height).top
    for row in 0..<height where top + row < grid.lines.count {
      drawLine(
        grid, layout, index: top + row, row: layout.cells.row + row,
        isSelected: top + row == selected, on: &frame)
    }
    Scrollbar(top: top, height: height, count: grid.lines.count, glyphs: glyphs).draw(
      in: Rect(
        column: max(layout.cells.endColumn, layout.totals.endColumn) - 1, row: layout.cells.row,
        columns: 1, rows: height), on: &frame)
    drawLegend(grid, in: layout.legend, on: &frame)
    drawLens(grid, layout, on: &frame)
  }

  private func drawLine(
    _ grid: MatrixGrid, _ layout: MatrixLayout, index: Int, row: Int, isSelected: Bool,
    on frame: inout Frame
  ) {
    let line = grid.lines[index]
    drawLabel(grid, layout, line, row: row, isSelected: isSelected, on: &frame)
    let selectedColumn = grid.selectedColumn(matrix)
    for position in layout.visible {
      guard let start = layout.start(ofColumn: position),
        let verdict = grid.verdict(line, grid.columns[position])
      else { continue }
      let isCursor = isSelected && position == selectedColumn
      let ground: Role? =
        isCursor ? .selection : isSelected || position == selectedColumn ? .crosshair : nil
      let column = grid.columns[position]
      let isChanged = grid.isChanged(line, column) || isRecent(line, column, in: grid)
      let isVisible = grid.isVisible(line, column)
      var attributes: Attributes = isCursor ? [.bold] : []
      if isChanged { attributes.formUnion([.underline, .bold]) }
      var glyph = isVisible ? verdict.glyph(glyphs) : " "
      var style = Style(verdict.role, on: ground, attributes)
      let live = liveCells?.cell(line, column)
      if isVisible, let live, live.refused > 0 {
        glyph = glyphs.liveDeny
        // What is refused right now shines; until the window ends it keeps its sign.
        style =
          live.isFresh && !isCursor
          ? Style(.liveDeny, on: nil, attributes)
          : Style(.verdictDeny, on: ground, attributes.union(.bold))
      } else if matrix.lens == .traffic, live == nil {
        style = Style(.border, on: ground, attributes.union(.dim))
      }
      let place = Position(column: start, row: row)
      switch layout.cellWidth {
      case 3:
        frame.draw(
          isCursor ? "[\(glyph)]" : " \(glyph)\(isChanged ? "*" : " ")", at: place, style: style)
      case 2: frame.draw(isCursor ? ">\(glyph)" : " \(glyph)", at: place, style: style)
      default: frame.draw(String(glyph), at: place, style: style)
      }
    }
    drawTotals(grid, layout, line, row: row, on: &frame)
  }

  /// Whether the cell changed a moment ago.
  private func isRecent(_ line: MatrixGrid.Line, _ column: Int, in grid: MatrixGrid) -> Bool {
    guard !recent.isEmpty else { return false }
    let target = grid.matrix.targets[column].id
    return switch line {
    case .client(let row):
      recent.contains(.init(client: grid.matrix.clients[row].id, target: target))
    case .band(_, let clients, true):
      clients.contains {
        recent.contains(.init(client: grid.matrix.clients[$0].id, target: target))
      }
    case .band: false
    }
  }

  private func drawLabel(
    _ grid: MatrixGrid, _ layout: MatrixLayout, _ line: MatrixGrid.Line, row: Int,
    isSelected: Bool, on frame: inout Frame
  ) {
    let text: StyledText
    switch line {
    case .band(let name, let clients, let isFolded):
      let sign = isFolded ? glyphs.collapsed : glyphs.expanded
      text =
        StyledText("\(name == nil ? glyphs.horizontal : sign) ", .band)
        + StyledText(name ?? "outside namespaces", .band, .bold)
        + StyledText(name == nil ? "" : " \(clients.count)", .textDim)
    case .client(let index):
      text = StyledText("   " + grid.matrix.clients[index].name, .text)
    }
    let ground: Role? = isSelected ? .crosshair : nil
    var label = text.truncated(to: layout.labels.columns - 1, ellipsis: glyphs.ellipsis)
    label = label.padded(to: layout.labels.columns - 1).on(ground)
    let place = Position(column: layout.labels.column, row: row)
    frame.draw(label, at: place, in: layout.labels)
    if isSelected {
      frame.draw(String(glyphs.pointer), at: place, style: Style(.title, on: .crosshair, .bold))
    }
  }

  private func drawTotals(
    _ grid: MatrixGrid, _ layout: MatrixLayout, _ line: MatrixGrid.Line, row: Int,
    on frame: inout Frame
  ) {
    guard !layout.totals.isEmpty, case .client(let client) = line else { return }
    let totals = grid.totals[client]
    var text = StyledText()
    for count in [totals.admitted, totals.partial, totals.denied] {
      text += StyledText(String(count), count == 0 ? .textDim : .text)
        .padded(to: 4, alignment: .trailing)
    }
    if grid.inputs.hasTraffic, case .client(let index) = line {
      let refused = liveCells?.refusedInRow[index] ?? 0
      let sum = refused > 0 ? TrafficNumbers.rate(refused) : String(glyphs.none)
      text += StyledText(sum, refused > 0 ? .verdictDeny : .verdictNone)
        .padded(to: 7, alignment: .trailing)
    }
    frame.draw(text, at: Position(column: layout.totals.column, row: row), in: layout.totals)
  }

  private func drawLegend(_ grid: MatrixGrid, in rect: Rect, on frame: inout Frame) {
    guard !rect.isEmpty else { return }
    var text = StyledText(" ")
    if let liveCells, let loaded = traffic.loaded, loaded.hasRates {
      var words = " \(liveCells.litCount) refused in \(loaded.report.traffic.window.description)"
      if liveCells.strayCount > 0 { words += ", \(liveCells.strayCount) elsewhere: 6" }
      text += StyledText(String(glyphs.liveDeny), .verdictDeny, .bold)
      text += StyledText(words + "  ", .textDim)
    }
    for verdict in Verdict.allCases {
      let count = grid.count(verdict)
      if count == 0 { continue }
      text += StyledText(String(verdict.glyph(glyphs)), verdict.role)
      text += StyledText(" \(count) \(verdict.rawValue)  ", .textDim)
    }
    if trial != nil || !recent.isEmpty { text += StyledText("* changed  ", .changed) }
    frame.draw(text.truncated(to: rect.columns, ellipsis: glyphs.ellipsis), at: rect.origin)
    let hidden =
      grid.columns.count - MatrixLayout(screenLayout.body, grid, matrix).starts.count
    if hidden > 0 {
      let more = StyledText("\(hidden) more columns \(glyphs.right) ", .info)
      let column = rect.endColumn - more.width
      if column > rect.column + text.width {
        frame.draw(more, at: Position(column: column, row: rect.row))
      }
    }
  }

  private func drawLens(_ grid: MatrixGrid, _ layout: MatrixLayout, on frame: inout Frame) {
    let rect = layout.lens
    guard !rect.isEmpty else { return }
    let lines: [StyledText]
    if layout.hasSideLens {
      frame.verticalLine(rect, glyphs: glyphs)
      lines = explanation(in: grid, width: rect.columns - 3) ?? bandWords(grid)
    } else {
      frame.horizontalLine(rect, glyphs: glyphs)
      lines = summary(in: grid, limit: rect.rows - 3) ?? bandWords(grid)
    }
    let inner =
      layout.hasSideLens
      ? Rect(
        column: rect.column + 2, row: rect.row, columns: max(0, rect.columns - 2), rows: rect.rows)
      : Rect(
        column: rect.column + 1, row: rect.row + 1, columns: max(0, rect.columns - 1),
        rows: max(0, rect.rows - 1))
    for (offset, line) in lines.prefix(inner.rows).enumerated() {
      frame.draw(
        line.truncated(to: inner.columns, ellipsis: glyphs.ellipsis),
        at: Position(column: inner.column, row: inner.row + offset), in: inner)
    }
  }

  private func bandWords(_ grid: MatrixGrid) -> [StyledText] {
    guard case .band(let name, let clients, let isFolded) = grid.lines[grid.selectedLine(matrix)]
    else { return [] }
    return [
      StyledText("namespace \(name ?? "")", .accent),
      StyledText("\(clients.count) clients; o \(isFolded ? "opens" : "folds") it", .textDim),
    ]
  }
}
