/// A rectangle of cells: a place and a size.
package struct Rect: Sendable, Hashable {
  /// The first column.
  package let column: Int
  /// The first row.
  package let row: Int
  /// The width and height.
  package let size: Size

  /// Makes a rectangle; a width or height below zero counts as zero.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    size = Size(columns: columns, rows: rows)
  }

  /// Makes the rectangle of a whole screen.
  package init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// The width in columns.
  package var columns: Int { size.columns }
  /// The height in rows.
  package var rows: Int { size.rows }
  /// The first column to the right of it.
  package var endColumn: Int { column + size.columns }
  /// The first row below it.
  package var endRow: Int { row + size.rows }
  /// Whether it holds no cell.
  package var isEmpty: Bool { size.isEmpty }
  /// The top left cell.
  package var origin: Position { Position(column: column, row: row) }

  /// Tells whether a cell lies in it.
  package func contains(_ position: Position) -> Bool {
    position.column >= column && position.column < endColumn
      && position.row >= row && position.row < endRow
  }

  /// Returns the cells that both have; empty when they do not meet.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// Returns what is left when a margin is taken off on each side.
  package func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    let takenColumns = min(columns, size.columns)
    let takenRows = min(rows, size.rows)
    return Rect(
      column: column + takenColumns, row: row + takenRows,
      columns: size.columns - 2 * takenColumns, rows: size.rows - 2 * takenRows)
  }

  /// Returns the centred rectangle of at most the size asked for.
  package func centered(_ wanted: Size) -> Rect {
    let width = min(wanted.columns, columns)
    let height = min(wanted.rows, rows)
    return Rect(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width,
      rows: height)
  }

  /// Returns one row of it, empty when there is no such row.
  package func line(_ index: Int) -> Rect {
    guard index >= 0, index < rows else {
      return Rect(column: column, row: row, columns: columns, rows: 0)
    }
    return Rect(column: column, row: row + index, columns: columns, rows: 1)
  }
}
