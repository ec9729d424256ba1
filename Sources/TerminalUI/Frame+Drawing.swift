extension Frame {
  /// Writes text of one look, clipped to a rectangle; hidden characters are made visible.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - position: Where it starts, which may be outside.
  ///   - rect: What may be drawn on; the whole frame if nil.
  ///   - style: How it looks.
  /// - Returns: The column after the text, as if nothing had been clipped.
  @discardableResult
  package mutating func draw(
    _ text: String, at position: Position, in rect: Rect? = nil, style: Style = .text
  ) -> Int {
    draw(visible: VisibleText(text).string, at: position, in: rect ?? bounds, style: style)
  }

  /// Writes text of several looks, clipped to a rectangle.
  /// - Returns: The column after the text, as if nothing had been clipped.
  @discardableResult
  package mutating func draw(
    _ text: StyledText, at position: Position, in rect: Rect? = nil
  ) -> Int {
    var column = position.column
    for span in text.spans {
      column = draw(
        visible: span.text, at: Position(column: column, row: position.row), in: rect ?? bounds,
        style: span.style)
    }
    return column
  }

  private mutating func draw(
    visible text: String, at position: Position, in rect: Rect, style: Style
  ) -> Int {
    let area = rect.intersection(bounds)
    let isRowInside = position.row >= area.row && position.row < area.endRow
    var column = position.column
    var base: Int?
    for scalar in text.unicodeScalars {
      let width = TextWidth.columns(of: scalar)
      if width == 0 {
        if let base { combine(scalar, column: base, row: position.row) }
        continue
      }
      base = nil
      if isRowInside {
        if column >= area.column && column + width <= area.endColumn {
          put(Character(scalar), width: width, column: column, row: position.row, style: style)
          base = column
        } else {
          // Half of a wide character inside: a blank instead.
          for half in column..<column + width where half >= area.column && half < area.endColumn {
            put(" ", width: 1, column: half, row: position.row, style: style)
          }
        }
      }
      column += width
    }
    return column
  }

  /// Covers a rectangle with one character of one column.
  package mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .text) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn {
        put(character, width: 1, column: column, row: row, style: style)
      }
    }
  }

  /// Draws a line from left to right over the first row of a rectangle.
  package mutating func horizontalLine(
    _ rect: Rect, glyphs: Glyphs = .unicode, style: Style = Style(.border)
  ) {
    fill(rect.line(0), with: glyphs.horizontal, style: style)
  }

  /// Draws a line from top to bottom over the first column of a rectangle.
  package mutating func verticalLine(
    _ rect: Rect, glyphs: Glyphs = .unicode, style: Style = Style(.border)
  ) {
    let line = Rect(
      column: rect.column, row: rect.row, columns: min(1, rect.columns), rows: rect.rows)
    fill(line, with: glyphs.vertical, style: style)
  }

  /// Draws a border along the inside of a rectangle; below 2x2 there is nothing to draw.
  package mutating func box(
    _ rect: Rect, glyphs: Glyphs = .unicode, style: Style = Style(.border)
  ) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let right = rect.endColumn - 1
    let bottom = rect.endRow - 1
    fill(rect.line(0), with: glyphs.horizontal, style: style)
    fill(rect.line(rect.rows - 1), with: glyphs.horizontal, style: style)
    for column in [rect.column, right] {
      let side = Rect(column: column, row: rect.row, columns: 1, rows: rect.rows)
      fill(side, with: glyphs.vertical, style: style)
    }
    let corners = [
      (rect.column, rect.row, glyphs.topLeft), (right, rect.row, glyphs.topRight),
      (rect.column, bottom, glyphs.bottomLeft), (right, bottom, glyphs.bottomRight),
    ]
    for (column, row, corner) in corners {
      fill(Rect(column: column, row: row, columns: 1, rows: 1), with: corner, style: style)
    }
  }
}
