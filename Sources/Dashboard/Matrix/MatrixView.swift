import TerminalUI

extension DashboardState {
  /// Draws the matrix screen.
  func drawMatrix(in rect: Rect, on frame: inout Frame) {}
}
