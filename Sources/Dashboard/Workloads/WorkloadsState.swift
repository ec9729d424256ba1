package import TerminalUI

/// What the workloads screen remembers.
package struct WorkloadsState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// The selected row.
  package var cursor = ListCursor()
}
