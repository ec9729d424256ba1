/// How many columns and rows a screen or a part of it has; never negative.
package struct Size: Sendable, Hashable {
  /// The width in terminal columns.
  package let columns: Int
  /// The height in rows.
  package let rows: Int

  /// Makes a size; what is below zero counts as zero.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// Whether there is no cell at all.
  package var isEmpty: Bool { columns == 0 || rows == 0 }
}

/// A cell's place, counted from the top left corner, which is (0, 0).
package struct Position: Sendable, Hashable {
  /// Columns to the right of the left edge.
  package var column: Int
  /// Rows below the top edge.
  package var row: Int

  /// Names a place, which may lie outside of any frame.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
