import TerminalUI

extension DashboardState {
  /// Does what a key means on the what-if screen.
  mutating func updateWhatIf(_ command: Command) {}

  /// Selects what lies under the mouse.
  mutating func selectWhatIf(at position: Position, in rect: Rect) -> Bool { false }
}
