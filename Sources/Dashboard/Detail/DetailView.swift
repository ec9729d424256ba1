import LinkerdPolicy
import TerminalUI

/// Where the parts of the detail screen lie: what is known, the lines, the reasons.
struct DetailLayout {
  let header: Rect
  let table: Rect
  let reasons: Rect

  init(_ rect: Rect, headerLines: Int, rows: Int) {
    let header = min(headerLines, rect.rows / 3)
    let left = rect.rows - header
    // The reasons get half of what is left, and whatever the lines do not need.
    let reasons = left < 8 ? 0 : max(left / 2, left - rows - 2)
    let parts = rect.rows(.cells(header), .share(1), .cells(reasons))
    self.header = parts[0]
    table = parts[1]
    self.reasons = parts[2]
  }
}

extension DashboardState {
  /// Where the parts of the open detail screen lie.
  var detailLayout: DetailLayout { detailLayout(in: screenLayout.body) }

  func detailLayout(in rect: Rect) -> DetailLayout {
    DetailLayout(rect, headerLines: detailHeaderLines.count, rows: detailRows.count)
  }

  private var detailHeaderLines: [StyledText] {
    guard let policy = cluster?.policy, let workload = detailWorkload else { return [] }
    return detailHeader(of: workload, in: policy)
  }

  /// Draws the detail screen.
  func drawDetail(in rect: Rect, on frame: inout Frame) {
    guard detailWorkload != nil else {
      frame.draw(
        StyledText("the source has no workloads", .textDim)
          .truncated(to: rect.columns, ellipsis: glyphs.ellipsis), at: rect.origin, in: rect)
      return
    }
    let lines = detailHeaderLines
    let rows = detailRows
    let layout = DetailLayout(rect, headerLines: lines.count, rows: rows.count)
    for (index, line) in lines.prefix(layout.header.rows).enumerated() {
      let area = layout.header.line(index)
      frame.draw(
        line.truncated(to: area.columns, ellipsis: glyphs.ellipsis), at: area.origin, in: area)
    }
    let table = detailTable(rows, in: layout.table)
    table.draw(in: layout.table, on: &frame)
    drawReasons(table, rows, in: layout.reasons, on: &frame)
  }

  func detailTable(_ rows: [DetailRow], in rect: Rect) -> Table {
    let after = detailRowsAfterTrial()
    let isWide = rect.columns >= 100
    let cursor = detail.selection.settled(
      in: rows.lazy.map(\.id), height: Table.bodyHeight(in: rect))
    let verdictWidth = trial == nil ? 11 : isWide ? 21 : 13
    return Table(
      columns: [
        Table.Column("PORT / ROUTE", .flexible(minimum: 16, share: 3), importance: 9),
        Table.Column("SERVER", .flexible(minimum: 12, share: 2), importance: 3),
        Table.Column("VERDICT", .fixed(verdictWidth), importance: 8),
        Table.Column("BY", .flexible(minimum: 16, share: 3), importance: 5),
      ],
      rowCount: rows.count, cursor: cursor,
      placeholder: StyledText(
        filter.isEmpty
          ? "no ports are known of this workload"
          : "no line contains \"\(filter)\"; esc clears the filter", .textDim),
      glyphs: glyphs
    ) { index in
      let row = rows[index]
      let next = after.successor(of: row)
      let by =
        next.map(\.by) == row.by || next == nil
        ? StyledText(row.by) : StyledText("\(glyphs.arrow) \(next?.by ?? "")", .changed)
      let texts = [
        label(of: row), StyledText(row.owner),
        verdictText(row, after: next?.verdict, isWide: isWide), by,
      ]
      return row.isProxyPort ? texts.map { $0.adding(.dim) } : texts
    }
  }

  private func label(of row: DetailRow) -> StyledText {
    var text = StyledText(row.isPort ? row.label : "  " + row.label)
    if row.isPort { text = text.adding(.bold) }
    if let spoken = row.spoken { text += StyledText("  \(spoken.rawValue)", .textDim) }
    if !row.remarks.isEmpty {
      text += StyledText("  (\(row.remarks.joined(separator: ", ")))", .textDim)
    }
    return text
  }

  private func verdictText(_ row: DetailRow, after: Verdict?, isWide: Bool) -> StyledText {
    guard let after, after != row.verdict else { return row.verdict.text(glyphs) }
    let before =
      isWide
      ? row.verdict.text(glyphs)
      : StyledText(String(row.verdict.glyph(glyphs)), row.verdict.role)
    return before + StyledText(" \(glyphs.arrow) ", .changed) + after.text(glyphs)
  }

  /// Why the selected line is as it is, as far as there is room.
  private func drawReasons(
    _ table: Table, _ rows: [DetailRow], in rect: Rect, on frame: inout Frame
  ) {
    guard rect.rows > 1 else { return }
    frame.horizontalLine(rect.line(0), glyphs: glyphs)
    let title = StyledText(" why  ", .title) + StyledText("\(table.position) ", .textDim)
    frame.draw(title, at: Position(column: rect.column + 2, row: rect.row), in: rect)
    guard !rows.isEmpty else { return }
    let lines = whyLines(of: rows[table.cursor.selected], width: rect.columns)
    let room = rect.rows - 1
    let shown = lines.count > room ? room - 1 : room
    for (index, line) in lines.prefix(shown).enumerated() {
      let area = rect.line(index + 1)
      frame.draw(
        line.truncated(to: area.columns, ellipsis: glyphs.ellipsis), at: area.origin, in: area)
    }
    if lines.count > room {
      let more = StyledText("\(lines.count - shown) more lines: w", .textDim)
      frame.draw(more, at: rect.line(room).origin, in: rect)
    }
  }
}
