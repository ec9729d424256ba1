import LinkerdPolicy
package import TerminalUI

extension DashboardState {
  /// The screen as a picture.
  ///
  /// - Complexity: O(cells), whatever the size of the cluster.
  package var frame: Frame {
    var frame = Frame(size)
    let layout = screenLayout
    drawHeader(in: layout.header, on: &frame)
    tabs.draw(in: layout.tabs, on: &frame)
    drawBody(in: layout.body, on: &frame)
    drawMessage(in: layout.message, on: &frame)
    drawReplay(in: layout.player, on: &frame)
    HintLine(hints).draw(in: layout.hints, on: &frame)
    switch overlay {
    case .filter(let prompt, _), .command(let prompt):
      prompt.draw(in: layout.hints, on: &frame)
    case .help, .text, nil: popup?.draw(in: Rect(size), on: &frame)
    }
    return frame
  }

  var tabs: Tabs {
    Tabs(Tab.allCases.map(\.name), selected: place.tab.rawValue - 1)
  }

  var hints: [HintLine.Hint] {
    KeyMap.bindings(on: place.tab).compactMap { binding in
      guard let hint = binding.hint, let key = binding.keys.first else { return nil }
      // Without traffic there is nothing to go to.
      if binding.command == .nextRefused, traffic.loaded == nil { return nil }
      return HintLine.Hint(key.notation, hint, importance: binding.importance)
    }
  }

  private func drawBody(in rect: Rect, on frame: inout Frame) {
    guard cluster != nil else {
      drawWaiting(in: rect, on: &frame)
      return
    }
    switch place.tab {
    case .namespaces: drawNamespaces(in: rect, on: &frame)
    case .workloads: drawWorkloads(in: rect, on: &frame)
    case .matrix: drawMatrix(in: rect, on: &frame)
    case .detail: drawDetail(in: rect, on: &frame)
    case .whatIf: drawWhatIf(in: rect, on: &frame)
    case .live: drawLive(in: rect, on: &frame)
    }
  }

  /// What stands in place of a screen until there is a cluster.
  private func drawWaiting(in rect: Rect, on frame: inout Frame) {
    var lines: [StyledText] = []
    switch source.phase {
    case .loading(let progress):
      lines = [
        StyledText("reading \(source.title) \(glyphs.ellipsis)", .text),
        StyledText(progress, .textDim),
      ]
    case .failed(let reason):
      lines = [StyledText("nothing to show", .error, .bold), ""]
      lines += reason.split(separator: "\n").map { StyledText(String($0), .text) }
      lines += ["", StyledText("R tries again, q quits, --demo shows a small cluster", .textDim)]
      lines += [""] + source.problems.map { StyledText($0.text, .textDim) }
    case .loaded: break
    }
    let area = rect.inset(columns: 2, rows: rect.rows > 6 ? 1 : 0)
    let rows = lines.flatMap { $0.wrapped(to: max(1, area.columns), indent: 2) }
    for (index, row) in rows.prefix(area.rows).enumerated() {
      frame.draw(row, at: Position(column: area.column, row: area.row + index), in: area)
    }
  }

  private func drawMessage(in rect: Rect, on frame: inout Frame) {
    guard let message else { return }
    frame.draw(
      StyledText(" " + message.text, message.isError ? .error : .info)
        .truncated(to: rect.columns, ellipsis: glyphs.ellipsis), at: rect.origin, in: rect)
  }
}
