package import TerminalUI

/// What the what-if screen remembers.
package struct WhatIfState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// The selected row.
  package var cursor = ListCursor()
}
