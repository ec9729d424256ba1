import TerminalUI
import Traffic

/// Where the parts of the live screen lie: what is shown, sums, lines, what the chosen line means.
struct LiveLayout {
  let title: Rect
  let sums: Rect
  let table: Rect
  let lens: Rect

  /// Lays the screen out.
  ///
  /// - Parameters:
  ///   - rect: What the screen gives.
  ///   - state: The dashboard, whose sums get as many lines as they need and there is room for.
  init(_ rect: Rect, _ state: DashboardState) {
    // Sums are rates, and one look is none.
    let namespaces =
      state.traffic.loaded.map { $0.hasRates ? $0.namespaces.count : 0 } ?? 0
    let sums = rect.rows >= 16 && namespaces > 0 ? min(namespaces + 1, max(4, rect.rows / 4)) : 0
    let lens = rect.rows < 10 ? 0 : rect.rows < 24 ? 6 : max(7, rect.rows / 3)
    let parts = rect.rows(
      .cells(rect.rows >= 6 ? 1 : 0), .cells(sums), .cells(sums > 0 && rect.rows >= 24 ? 1 : 0),
      .share(1),
      .cells(lens))
    title = parts[0]
    self.sums = parts[1]
    table = parts[3]
    self.lens = parts[4]
  }
}

extension DashboardState {
  /// Draws the live screen.
  func drawLive(in rect: Rect, on frame: inout Frame) {
    guard let loaded = traffic.loaded else {
      let area = rect.inset(columns: min(2, rect.columns / 4), rows: rect.rows > 6 ? 1 : 0)
      for (index, line) in emptyLines.prefix(area.rows).enumerated() {
        frame.draw(
          line.truncated(to: area.columns, ellipsis: glyphs.ellipsis), at: area.line(index).origin,
          in: area)
      }
      return
    }
    let layout = LiveLayout(rect, self)
    let items = liveItems
    let table = liveTable(items, in: layout.table)
    drawLiveTitle(table, loaded, in: layout.title, on: &frame)
    sumsTable(loaded, namespace: selectedLiveItem(among: items)?.namespace, in: layout.sums)
      .draw(in: layout.sums, on: &frame)
    table.draw(in: layout.table, on: &frame)
    let lines =
      items.isEmpty ? [] : reasons(of: items[table.cursor.selected], width: layout.lens.columns)
    drawLens(lines, in: layout.lens, on: &frame)
    let room = layout.lens.rows - 1
    if lines.count > room, room > 1 {
      let more = StyledText(" \(lines.count - room) more lines: w ", .textDim)
      frame.draw(
        more, at: Position(column: layout.lens.endColumn - more.width - 2, row: layout.lens.row),
        in: layout.lens)
    }
  }

  /// What stands in place of the screen until traffic was seen: how to see some.
  private var emptyLines: [StyledText] {
    func row(_ command: String, _ words: String) -> StyledText {
      StyledText("  \(command)", .accent).padded(to: 41) + StyledText(words, .text)
    }
    let ways = [
      row("gatehouse --prometheus URL", "a Prometheus of the mesh"),
      row("gatehouse --metrics ONE --metrics TWO", "files of two moments"),
      row("gatehouse --context NAME", "its linkerd-viz, or its proxies"),
    ]
    switch traffic.status {
    case .waiting, .answering:
      return [StyledText("looking at traffic \(glyphs.ellipsis)", .text)]
    case .none:
      return [
        StyledText("no source of traffic: who is refused right now is not known", .text, .bold),
        StyledText("the other screens say who would be; these have traffic:", .textDim), "",
      ] + ways
    case .failing(let reason):
      return [StyledText("traffic cannot be seen", .error, .bold)]
        + StyledText(reason, .text).wrapped(to: max(20, size.columns - 6))
        + [StyledText("it is tried again; other sources are:", .textDim), ""] + ways
    }
  }

  private func drawLiveTitle(
    _ table: Table, _ loaded: LoadedTraffic, in rect: Rect, on frame: inout Frame
  ) {
    var left = StyledText(table.rowCount == 0 ? "0" : table.position, .title)
    left += StyledText(" \(live.lens.words)", .text)
    if !live.filter.isEmpty { left += StyledText("  filter \"\(live.filter)\"", .filterMatch) }
    var right = StyledText()
    func add(_ text: String, _ role: Role, _ attributes: Attributes = []) {
      if !right.spans.isEmpty { right += StyledText("  ") }
      right += StyledText(text, role, attributes)
    }
    if traffic.isPaused { add("paused", .changed, .bold) }
    if live.followsWorst { add("following", .live) }
    let unseen = loaded.report.unobserved.count
    if unseen > 0 { add("\(unseen) pod\(unseen == 1 ? "" : "s") not observed", .warning) }
    if loaded.hasRates {
      add(
        "\(TrafficNumbers.rate(loaded.refused))/s refused",
        loaded.refused > 0 ? .verdictDeny : .textDim)
      add("in \(loaded.report.traffic.window.description)", .textDim)
    } else {
      add("since the proxies started: rates need a second look", .textDim)
    }
    let start = rect.endColumn - right.width
    let room = max(0, start - rect.column - 2)
    frame.draw(right, at: Position(column: start, row: rect.row), in: rect)
    frame.draw(left.truncated(to: room, ellipsis: glyphs.ellipsis), at: rect.origin, in: rect)
  }

  /// The sums of the namespaces; the one of the chosen line is marked.
  private func sumsTable(_ loaded: LoadedTraffic, namespace: String?, in rect: Rect) -> Table {
    let rows = loaded.namespaces
    let unit = loaded.hasRates ? "/S" : ""
    func figure(_ title: String, _ width: Int, _ importance: Int) -> Table.Column {
      Table.Column(title, .fixed(width), alignment: .trailing, importance: importance)
    }
    func rate(_ value: Double, _ role: Role) -> StyledText {
      value == 0
        ? StyledText(String(glyphs.none), .verdictNone)
        : StyledText(TrafficNumbers.rate(value), role)
    }
    return Table(
      columns: [
        Table.Column("NAMESPACE", .flexible(minimum: 12), importance: 9),
        figure("PASSED" + unit, 9, 6), figure("DENIED" + unit, 9, 8),
        figure("404" + unit, 6, 5), figure("LIMITED" + unit, 10, 3), figure("CUT" + unit, 6, 1),
        figure("AUDIT" + unit, 8, 4), figure("EDGES", 6, 2), figure("DRIFT", 6, 3),
        figure("UNSEEN", 7, 7),
      ],
      rowCount: rows.count,
      cursor: ListCursor(selected: rows.firstIndex { $0.name == namespace } ?? 0),
      isFocused: false, glyphs: glyphs
    ) { index in
      let sum = rows[index]
      let unseen = loaded.unobservedInNamespace[sum.name] ?? 0
      return [
        StyledText(sum.name), rate(sum.passed, .verdictAllow), rate(sum[.denied], .verdictDeny),
        rate(sum[.noRoute], .verdictDeny), rate(sum[.rateLimited], .verdictDeny),
        rate(sum[.terminated], .verdictDeny), rate(sum[.audit], .verdictAudit),
        countText(sum.refusedEdges, .deny), countText(sum.driftingEdges, .unknown),
        unseen == 0
          ? StyledText(String(glyphs.none), .verdictNone) : StyledText("\(unseen)", .warning),
      ]
    }
  }
}
