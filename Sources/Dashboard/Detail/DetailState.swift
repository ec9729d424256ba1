package import TerminalUI

/// What the detail screen remembers.
package struct DetailState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// The selected row.
  package var cursor = ListCursor()
}
