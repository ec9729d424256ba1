import TerminalUI

extension DashboardState {
  /// Takes in the mouse: tabs and hints can be clicked, lists select, the wheel moves.
  mutating func take(_ event: MouseEvent) -> [DashboardEffect] {
    let layout = screenLayout
    switch event.action {
    case .release: return []
    case .wheelUp: return overlay == nil ? perform(.up) : turnWheel(-1)
    case .wheelDown: return overlay == nil ? perform(.down) : turnWheel(1)
    case .press, .doublePress: break
    }
    if overlay != nil {
      switch overlay {
      case .filter, .command: return []
      case .help, .text, nil: break
      }
      overlay = nil
      return []
    }
    if let index = tabs.tab(at: event.position, in: layout.tabs) {
      return perform(.tab(Tab(rawValue: index + 1) ?? .namespaces))
    }
    if let hint = HintLine(hints).hint(at: event.position, in: layout.hints),
      let key = KeyPress(notation: hint.key),
      let command = KeyMap.command(for: key, on: place.tab)
    {
      return perform(command)
    }
    if layout.player.contains(event.position) {
      jump(toColumn: event.position.column, in: layout.player)
      return []
    }
    guard layout.body.contains(event.position) else { return [] }
    let isOnSelection = select(at: event.position, in: layout.body)
    return isOnSelection && event.action == .doublePress ? perform(.open) : []
  }

  private mutating func turnWheel(_ lines: Int) -> [DashboardEffect] {
    switch overlay {
    case .help(let top): overlay = .help(top: max(0, top + lines))
    case .text(let title, let text, let top):
      overlay = .text(title: title, lines: text, top: max(0, top + lines))
    case .filter, .command, nil: break
    }
    return []
  }

  /// Selects what lies under the mouse.
  ///
  /// - Returns: Whether something does.
  private mutating func select(at position: Position, in body: Rect) -> Bool {
    switch place.tab {
    case .namespaces: selectNamespace(at: position, in: body)
    case .workloads: selectWorkload(at: position, in: body)
    case .matrix: selectCell(at: position, in: body)
    case .detail: selectDetail(at: position, in: body)
    case .whatIf: selectWhatIf(at: position, in: body)
    case .live: selectLive(at: position, in: body)
    }
  }
}
