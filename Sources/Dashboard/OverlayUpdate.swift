import TerminalUI

extension DashboardState {
  /// Takes a key while something lies over the screen.
  mutating func take(_ press: KeyPress, in overlay: Overlay) -> [DashboardEffect] {
    switch overlay {
    case .filter(var prompt, let before):
      switch prompt.handle(press) {
      case .submitted: self.overlay = nil
      case .cancelled:
        self.overlay = nil
        filter = before
      case .edited, .ignored:
        self.overlay = .filter(prompt, before: before)
        filter = prompt.text
      }
    case .command(var prompt):
      let outcome = prompt.handle(press)
      self.overlay = outcome == .edited || outcome == .ignored ? .command(prompt) : nil
      if outcome == .submitted { return perform(typed: prompt.text) }
    case .help(let top): scroll(press, from: top) { .help(top: $0) }
    case .text(let title, let lines, let top):
      scroll(press, from: top) { .text(title: title, lines: lines, top: $0) }
    }
    return []
  }

  /// Scrolls a pop-up; any key that does not scroll closes it.
  private mutating func scroll(
    _ press: KeyPress, from top: Int, _ moved: (Int) -> Overlay
  ) {
    let page = max(1, size.rows - 8)
    switch KeyMap.command(for: press, on: .namespaces) {
    case .up: overlay = moved(max(0, top - 1))
    case .down: overlay = moved(settled(top + 1))
    case .pageUp, .halfPageUp: overlay = moved(max(0, top - page))
    case .pageDown, .halfPageDown: overlay = moved(settled(top + page))
    case .first: overlay = moved(0)
    case .last: overlay = moved(settled(.max))
    default: overlay = nil
    }
  }

  private func settled(_ top: Int) -> Int {
    popup.map { popup in
      var popup = popup
      popup.top = top
      return popup.settledTop(in: Rect(size))
    } ?? top
  }
}
