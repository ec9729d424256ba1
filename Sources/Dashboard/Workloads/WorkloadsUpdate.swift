import TerminalUI

extension DashboardState {
  /// Does what a key means on the workloads screen.
  mutating func updateWorkloads(_ command: Command) {}

  /// Selects what lies under the mouse.
  mutating func selectWorkload(at position: Position, in rect: Rect) -> Bool { false }
}
