import LinkerdPolicy
import TerminalUI

extension DashboardState {
  /// A popup of more lines is read by nobody.
  private static let longestPopup = 2000

  /// Does what a key means on the what-if screen.
  mutating func updateWhatIf(_ command: Command) {
    let levels = whatIfLevels
    let page = max(1, whatIfParts(screenLayout.body).levels.rows - 2)
    switch command {
    case .up: moveLevel(-1, in: levels)
    case .down: moveLevel(1, in: levels)
    case .pageUp: moveLevel(-page, in: levels)
    case .pageDown: moveLevel(page, in: levels)
    case .first: moveLevel(-levels.count, in: levels)
    case .last: moveLevel(levels.count, in: levels)
    case .halfPageUp: scrollEffects(-page)
    case .halfPageDown: scrollEffects(page)
    case .toggle:
      if levels.indices.contains(selectedLevel(in: levels)) {
        cycleDefault(at: levels[selectedLevel(in: levels)])
        whatIfScreen.effectsTop = 0
      }
    case .lens:
      let all = WhatIfState.Lens.allCases
      let next = ((all.firstIndex(of: whatIfScreen.lens) ?? 0) + 1) % all.count
      whatIfScreen.lens = all[next]
      whatIfScreen.effectsTop = 0
      say("effects: \(whatIfScreen.lens.rawValue)")
    case .why:
      let lines = effectLines
      let more = lines.count - Self.longestPopup
      overlay = .text(
        title: "effects",
        lines: effectSummary + [""] + lines.prefix(Self.longestPopup)
          + (more > 0 ? [StyledText("and \(more) more", .textDim)] : []), top: 0)
    case .open: openLevel(in: levels)
    default: break
    }
  }

  /// Selects the level under the mouse.
  mutating func selectWhatIf(at position: Position, in rect: Rect) -> Bool {
    let levels = whatIfLevels
    let parts = whatIfParts(rect)
    guard let row = levelTable(levels, in: parts.levels).row(at: position, in: parts.levels) else {
      return false
    }
    whatIfScreen.level = levels[row]
    return true
  }

  /// The position of the selected level.
  func selectedLevel(in levels: [WhatIf.Level]) -> Int {
    levels.firstIndex { $0 == whatIfScreen.level } ?? 0
  }

  private mutating func moveLevel(_ rows: Int, in levels: [WhatIf.Level]) {
    guard !levels.isEmpty else { return }
    var cursor = ListCursor(selected: selectedLevel(in: levels), top: whatIfScreen.top)
    cursor.move(by: rows, count: levels.count)
    let parts = whatIfParts(screenLayout.body)
    cursor = cursor.settled(count: levels.count, height: Table.bodyHeight(in: parts.levels))
    whatIfScreen.level = levels[cursor.selected]
    whatIfScreen.top = cursor.top
  }

  private mutating func scrollEffects(_ rows: Int) {
    let height = whatIfParts(screenLayout.body).effects.rows
    let last = max(0, effectLines.count - max(1, height))
    whatIfScreen.effectsTop = max(0, min(last, whatIfScreen.effectsTop + rows))
  }

  private mutating func openLevel(in levels: [WhatIf.Level]) {
    guard levels.indices.contains(selectedLevel(in: levels)) else { return }
    var next = place
    switch levels[selectedLevel(in: levels)] {
    case .cluster: next.tab = .namespaces
    case .namespace(let name):
      next.namespace = name
      next.tab = .workloads
    case .workload(let id):
      next.namespace = id.namespace
      next.workload = id
      next.tab = .detail
    }
    go(to: next)
  }
}
