package import TerminalUI

/// What the matrix screen remembers.
package struct MatrixState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// The selected row.
  package var cursor = ListCursor()
}
