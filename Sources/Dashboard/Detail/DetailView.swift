import TerminalUI

extension DashboardState {
  /// Draws the detail screen.
  func drawDetail(in rect: Rect, on frame: inout Frame) {}
}
