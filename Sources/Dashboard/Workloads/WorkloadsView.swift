import TerminalUI

extension DashboardState {
  /// Draws the workloads screen.
  func drawWorkloads(in rect: Rect, on frame: inout Frame) {}
}
