import TerminalUI

extension DashboardState {
  /// Draws the namespaces screen.
  func drawNamespaces(in rect: Rect, on frame: inout Frame) {}
}
