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

  private func drawHeadings(_ grid: MatrixGrid, _ layout: MatrixLayout, on frame: inout Frame) {
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

  private func drawTotalsHeading(
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
      guard let count = grid.counts[verdict] else { continue }
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
