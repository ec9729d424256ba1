/// A table with a frozen heading, one selected row and a scrollbar when there is more.
///
/// Rows are asked for one by one, and only those on screen are.
package struct Table {
  /// One column of a table.
  package struct Column: Sendable, Hashable {
    /// How wide a column is.
    package enum Width: Sendable, Hashable {
      /// Always the same.
      case fixed(Int)
      /// At least so much, and a share of what the others leave.
      case flexible(minimum: Int, share: Int = 1)
    }

    /// What stands in the heading.
    package var title: String
    /// How wide it is.
    package var width: Width
    /// On which side its texts sit.
    package var alignment: Alignment
    /// Columns of least importance go first when there is little room; the first column never goes.
    package var importance: Int
    /// The arrow beside the title: true for ascending, nil when not sorted by this column.
    package var isAscending: Bool?

    /// Makes a column.
    package init(
      _ title: String, _ width: Width, alignment: Alignment = .leading, importance: Int = 0,
      isAscending: Bool? = nil
    ) {
      self.title = title
      self.width = width
      self.alignment = alignment
      self.importance = importance
      self.isAscending = isAscending
    }
  }

  /// The columns from left to right.
  package var columns: [Column]
  /// How many rows there are.
  package var rowCount: Int
  /// The selection and the place scrolled to.
  package var cursor: ListCursor
  /// Whether keys go to this table; otherwise the selection is drawn fainter.
  package var isFocused: Bool
  /// What is written when there are no rows.
  package var placeholder: StyledText
  /// The signs to draw with.
  package var glyphs: Glyphs
  /// Gives the texts of a row, one for each column.
  package var row: (Int) -> [StyledText]

  /// Makes a table.
  package init(
    columns: [Column], rowCount: Int, cursor: ListCursor = ListCursor(), isFocused: Bool = true,
    placeholder: StyledText = "", glyphs: Glyphs = .unicode, row: @escaping (Int) -> [StyledText]
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.cursor = cursor
    self.isFocused = isFocused
    self.placeholder = placeholder
    self.glyphs = glyphs
    self.row = row
  }

  /// How many rows a table of some height can show below its heading.
  package static func bodyHeight(in rect: Rect) -> Int { max(0, rect.rows - 1) }

  /// The selected row of all, such as `3/40`; empty without rows.
  package var position: String {
    guard rowCount > 0 else { return "" }
    return "\(max(0, min(rowCount - 1, cursor.selected)) + 1)/\(rowCount)"
  }
}
