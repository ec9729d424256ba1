import LinkerdPolicy
import TerminalUI
import Traffic

/// Where the parts of a list screen lie: what is shown, the table, what the selected row means, the
/// signs.
struct ListLayout {
  let title: Rect
  let table: Rect
  let lens: Rect
  let legend: Rect

  /// How many lines the lens has where there is room, below its rule.
  static let lensLines = 3

  init(_ rect: Rect) {
    let parts = rect.rows(
      .cells(rect.rows >= 6 ? 1 : 0), .share(1),
      .cells(rect.rows >= 12 ? Self.lensLines + 1 : 0), .cells(rect.rows >= 8 ? 1 : 0))
    title = parts[0]
    table = parts[1]
    lens = parts[2]
    legend = parts[3]
  }

  /// How many rows the table shows.
  var height: Int { Table.bodyHeight(in: table) }
}

extension DashboardState {
  /// Where the parts of the open list screen lie.
  var listLayout: ListLayout { ListLayout(screenLayout.body) }

  /// The line above a list: `3/6 of 40 namespaces  filter "web"` and how it is sorted.
  func drawTitle(
    _ table: Table, of noun: String, total: Int, sort: String, in rect: Rect,
    on frame: inout Frame
  ) {
    var left = StyledText(table.rowCount == 0 ? "0" : table.position, .title)
    if !filter.isEmpty { left += StyledText(" of \(total)", .textDim) }
    left += StyledText(" \(noun)", .text)
    if !filter.isEmpty { left += StyledText("  filter \"\(filter)\"", .filterMatch) }
    let right = StyledText(sort.isEmpty ? "" : "sorted by \(sort)", .textDim)
    let start = rect.endColumn - right.width
    let room = start - rect.column - 2
    if room >= left.width {
      frame.draw(right, at: Position(column: start, row: rect.row), in: rect)
    }
    frame.draw(
      left.truncated(to: rect.columns, ellipsis: glyphs.ellipsis), at: rect.origin, in: rect)
  }

  /// The lines below a list, under a rule.
  func drawLens(_ lines: [StyledText], in rect: Rect, on frame: inout Frame) {
    guard !rect.isEmpty else { return }
    frame.horizontalLine(rect.line(0), glyphs: glyphs)
    for (index, line) in lines.prefix(rect.rows - 1).enumerated() {
      let area = rect.line(index + 1)
      frame.draw(
        line.truncated(to: area.columns, ellipsis: glyphs.ellipsis), at: area.origin, in: area)
    }
  }

  /// The signs of a list screen with their words, as many as fit.
  func drawLegend(in rect: Rect, on frame: inout Frame) {
    guard !rect.isEmpty else { return }
    var parts = [Verdict.allow, .partial, .deny, .audit, .open, .unknown].map { $0.text(glyphs) }
    parts += [
      StyledText("* must restart", .warning), StyledText("E error", .error),
      StyledText("W warning", .warning),
    ]
    var line = StyledText()
    for part in parts {
      let next = line.spans.isEmpty ? part : line + StyledText("  ") + part
      if next.width > rect.columns { break }
      line = next
    }
    frame.draw(line, at: rect.origin, in: rect)
  }

  /// How many cells have a verdict; a dot for none, so that numbers stand out.
  func countText(_ count: Int, _ verdict: Verdict) -> StyledText {
    count == 0
      ? StyledText(String(glyphs.none), .verdictNone) : StyledText("\(count)", verdict.role)
  }

  /// What is refused per second; a dot for nothing, a question mark where somebody does not look.
  func refusedText(_ rate: Double, isUnseen: Bool) -> StyledText {
    let unseen = StyledText(isUnseen ? String(glyphs.unknown) : "", .warning)
    if rate > 0 {
      return unseen + StyledText(TrafficNumbers.rate(rate), .verdictDeny, .bold)
    }
    return isUnseen ? unseen : StyledText(String(glyphs.none), .verdictNone)
  }

  /// `1E 2W`; a dot for none.
  func findingsText(errors: Int, warnings: Int) -> StyledText {
    if errors + warnings == 0 { return StyledText(String(glyphs.none), .verdictNone) }
    var text = StyledText()
    if errors > 0 { text += StyledText("\(errors)E", .error) }
    if errors > 0, warnings > 0 { text += StyledText(" ") }
    if warnings > 0 { text += StyledText("\(warnings)W", .warning) }
    return text
  }

  /// A default policy, with what a trial makes of it.
  ///
  /// - Parameters:
  ///   - before: The default as it is.
  ///   - after: The default under the trial; nil without one.
  ///   - level: The level of the row, to tell that something is tried there without effect.
  ///   - isWide: Whether there is room for full names.
  /// - Returns: `deny`, or `deny → audit`.
  func defaultText(
    _ before: EffectiveDefault, after: EffectiveDefault?, level: WhatIf.Level, isWide: Bool
  ) -> StyledText {
    let now = StyledText(before.text(isShort: !isWide), before.isMeshed ? .text : .textDim)
    if let after, after.modes != before.modes {
      return StyledText(before.text(isShort: true), .textDim)
        + StyledText(" \(glyphs.arrow) ", .changed)
        + StyledText(after.text(isShort: true), .changed, .bold)
    }
    return whatIf.decision(at: level) == nil ? now : now + StyledText(" (try)", .changed)
  }

  /// A row's name, with a mark when something of it changed a moment ago.
  func marked(_ name: StyledText, _ isRecent: Bool) -> StyledText {
    isRecent ? name.adding(.bold) + StyledText(" *", .changed, .bold) : name
  }

  /// What a trial comes to for one row: `what-if default deny: 3 edges gained, 12 lost`.
  func trialLine(_ tally: EdgeTally, level: WhatIf.Level) -> StyledText? {
    guard let trial else { return nil }
    let step = whatIf.decision(at: level)
    guard step != nil || !tally.isEmpty else { return nil }
    var line = StyledText("what-if ", .changed, .bold)
    if let step { line += StyledText("default \(step.policy?.rawValue ?? "unset")  ", .changed) }
    line += StyledText("\(glyphs.gained)\(tally.gained) gained  ", .gained)
    line += StyledText("\(glyphs.lost)\(tally.lost) lost  ", .lost)
    if tally.changed > 0 {
      line += StyledText("\(glyphs.changed)\(tally.changed) changed  ", .changed)
    }
    let restarts = trial.outcome.restarts.count
    if restarts > 0 {
      line += StyledText("pods to restart in all: \(restarts)", .warning)
    }
    return line
  }
}
