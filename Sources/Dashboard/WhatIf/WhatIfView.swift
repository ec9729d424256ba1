import TerminalUI

extension DashboardState {
  /// Draws the what-if screen.
  func drawWhatIf(in rect: Rect, on frame: inout Frame) {}
}
