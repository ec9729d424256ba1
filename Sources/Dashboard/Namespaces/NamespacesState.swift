package import TerminalUI

/// What the namespaces screen remembers.
package struct NamespacesState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// The selected row.
  package var cursor = ListCursor()
}
