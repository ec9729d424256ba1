import TerminalUI

extension DashboardState {
  /// Does what a key means on the matrix screen.
  mutating func updateMatrix(_ command: Command) {}

  /// Selects what lies under the mouse.
  mutating func selectCell(at position: Position, in rect: Rect) -> Bool { false }
}
