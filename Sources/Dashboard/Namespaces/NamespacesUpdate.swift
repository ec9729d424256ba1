import TerminalUI

extension DashboardState {
  /// Does what a key means on the namespaces screen.
  mutating func updateNamespaces(_ command: Command) {}

  /// Selects what lies under the mouse.
  mutating func selectNamespace(at position: Position, in rect: Rect) -> Bool { false }
}
