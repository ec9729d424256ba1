import TerminalUI

extension DashboardState {
  /// Does what a key means on the detail screen.
  mutating func updateDetail(_ command: Command) {}

  /// Selects what lies under the mouse.
  mutating func selectDetail(at position: Position, in rect: Rect) -> Bool { false }
}
