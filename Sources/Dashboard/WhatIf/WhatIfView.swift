import LinkerdPolicy
import TerminalUI

extension DashboardState {
  /// Draws the what-if screen: levels with what is tried, sums beside, effects below.
  func drawWhatIf(in rect: Rect, on frame: inout Frame) {
    let parts = whatIfParts(rect)
    levelTable(whatIfLevels, in: parts.levels).draw(in: parts.levels, on: &frame)
    for (offset, line) in effectSummary.prefix(parts.summary.rows).enumerated() {
      frame.draw(
        line, at: Position(column: parts.summary.column + 1, row: parts.summary.row + offset),
        in: parts.summary)
    }
    frame.horizontalLine(parts.rule, glyphs: glyphs)
    let lines = effectLines
    let top = max(0, min(whatIfScreen.effectsTop, lines.count - parts.effects.rows))
    for (offset, line) in lines.dropFirst(top).prefix(parts.effects.rows).enumerated() {
      frame.draw(
        line.truncated(to: parts.effects.columns - 2, ellipsis: glyphs.ellipsis),
        at: Position(column: parts.effects.column + 1, row: parts.effects.row + offset),
        in: parts.effects)
    }
    Scrollbar(top: top, height: parts.effects.rows, count: lines.count, glyphs: glyphs)
      .draw(in: parts.effects, on: &frame)
    if !parts.rule.isEmpty, trial != nil {
      let title = StyledText(
        " effects: \(whatIfScreen.lens.rawValue), nothing is applied ", .title)
      frame.draw(
        title, at: Position(column: parts.rule.column + 2, row: parts.rule.row), in: parts.rule)
    }
  }

  /// Where the parts lie.
  func whatIfParts(_ rect: Rect) -> (levels: Rect, summary: Rect, rule: Rect, effects: Rect) {
    // Before anything is tried there are no effects, and the levels take their room.
    let levels = trial == nil ? rect.rows - 4 : max(4, rect.rows * 2 / 5)
    let down =
      rect.rows >= 8
      ? rect.rows(.cells(levels), .cells(1), .share(1))
      : rect.rows(.share(1), .cells(0), .cells(0))
    let summaryWidth = trial != nil && rect.columns >= 76 ? 40 : 0
    let across = down[0].columns(.share(1), .cells(summaryWidth))
    return (across[0], across[1], down[1], down[2])
  }

  /// The levels as a table: where, what is set now, and what is tried.
  func levelTable(_ levels: [WhatIf.Level], in rect: Rect) -> Table {
    let cursor = ListCursor(selected: selectedLevel(in: levels), top: whatIfScreen.top)
      .settled(count: levels.count, height: Table.bodyHeight(in: rect))
    // `cluster-unauthenticated`, twice, beside a name.
    let isWide = rect.columns >= 72
    return Table(
      columns: [
        .init("SCOPE", .flexible(minimum: 16, share: 2)),
        .init("NOW", .flexible(minimum: 10)),
        .init("TRY", .flexible(minimum: 10)),
      ],
      rowCount: levels.count, cursor: cursor,
      placeholder: StyledText("no meshed workload to try a default policy on", .textDim),
      glyphs: glyphs
    ) { index in
      let level = levels[index]
      let scope: StyledText =
        switch level {
        case .cluster: StyledText("cluster", .text, .bold)
        case .namespace(let name): StyledText("  ns \(name)", .text)
        case .workload(let id): StyledText("    \(id.shortDescription)", .textDim)
        }
      func name(_ mode: DefaultInboundPolicy) -> String {
        isWide ? mode.rawValue : mode.shortName
      }
      let now = cluster?.policy.setting(at: level).map(name) ?? "-"
      let tried: StyledText =
        whatIf.decision(at: level).map { step in
          StyledText(step.policy.map(name) ?? "unset", .changed, .bold)
        } ?? StyledText("-", .textDim)
      return [scope, StyledText(now, now == "-" ? .textDim : .text), tried]
    }
  }
}
