extension Table {
  /// Draws it.
  package func draw(in rect: Rect, on frame: inout Frame) {
    guard !rect.isEmpty else { return }
    frame.fill(rect)
    let layout = layout(in: rect)
    for place in layout {
      let column = columns[place.index]
      var title = StyledText(column.title, .heading)
      if let isAscending = column.isAscending {
        let arrow = isAscending ? glyphs.ascending : glyphs.descending
        title = title.truncated(to: place.width - 1, ellipsis: glyphs.ellipsis)
        title.append(String(arrow), style: Style(.accent))
      }
      draw(title, alignment: column.alignment, at: place, row: rect.row, in: rect, on: &frame)
    }
    let height = Table.bodyHeight(in: rect)
    let shown = cursor.settled(count: rowCount, height: height)
    if rowCount == 0, height > 0 {
      let line = placeholder.truncated(to: rect.columns, ellipsis: glyphs.ellipsis)
      frame.draw(line, at: Position(column: rect.column, row: rect.row + 1), in: rect)
    }
    for index in shown.top..<max(shown.top, min(rowCount, shown.top + height)) {
      let line = rect.row + 1 + index - shown.top
      let texts = row(index)
      for place in layout where place.index < texts.count {
        draw(
          texts[place.index], alignment: columns[place.index].alignment, at: place, row: line,
          in: rect, on: &frame)
      }
      if index == shown.selected {
        let ground: Role = isFocused ? .selection : .selectionInactive
        let bar = Rect(column: rect.column, row: line, columns: textWidth(in: rect), rows: 1)
        frame.restyle(bar) { $0.ground = ground }
      }
    }
    let body = rect.rows(.cells(1), .share(1))[1]
    Scrollbar(top: shown.top, height: height, count: rowCount, glyphs: glyphs)
      .draw(in: body, on: &frame)
  }

  /// Finds the row under the mouse; nil on the heading and below the last row.
  package func row(at position: Position, in rect: Rect) -> Int? {
    guard rect.contains(position), position.row > rect.row else { return nil }
    let shown = cursor.settled(count: rowCount, height: Table.bodyHeight(in: rect))
    let index = shown.top + position.row - rect.row - 1
    return index < rowCount ? index : nil
  }

  /// Finds the column whose title is under the mouse; nil elsewhere.
  package func heading(at position: Position, in rect: Rect) -> Int? {
    guard rect.contains(position), position.row == rect.row else { return nil }
    return layout(in: rect).first {
      position.column >= $0.start && position.column < $0.start + $0.width
    }?.index
  }

  private struct Place {
    var index: Int
    var start: Int
    var width: Int
  }

  /// What the scrollbar leaves.
  private func textWidth(in rect: Rect) -> Int {
    rowCount > Table.bodyHeight(in: rect) ? max(0, rect.columns - 1) : rect.columns
  }

  /// Drops what does not fit and gives out the room: one blank between columns.
  private func layout(in rect: Rect) -> [Place] {
    // A blank before the scrollbar keeps numbers apart from it.
    let available = textWidth(in: rect) - (textWidth(in: rect) < rect.columns ? 1 : 0)
    var kept = Array(columns.indices)
    func needed() -> Int {
      kept.reduce(max(0, kept.count - 1)) { sum, index in
        switch columns[index].width {
        case .fixed(let width): sum + width
        case .flexible(let minimum, _): sum + minimum
        }
      }
    }
    while kept.count > 1, needed() > available {
      guard
        let least = kept.indices.dropFirst().min(by: {
          (columns[kept[$0]].importance, -$0) < (columns[kept[$1]].importance, -$1)
        })
      else { break }
      kept.remove(at: least)
    }
    let extents = kept.map { index -> Extent in
      switch columns[index].width {
      case .fixed(let width): .cells(width)
      case .flexible(let minimum, let share): .share(share, minimum: minimum)
      }
    }
    let widths = Rect.lengths(extents, available: available - max(0, kept.count - 1))
    var start = rect.column
    return zip(kept, widths).map { index, width in
      defer { start += width + 1 }
      return Place(index: index, start: start, width: width)
    }
  }

  private func draw(
    _ text: StyledText, alignment: Alignment, at place: Place, row: Int, in rect: Rect,
    on frame: inout Frame
  ) {
    let line = text.truncated(to: place.width, ellipsis: glyphs.ellipsis)
      .padded(to: place.width, alignment: alignment)
    let area = Rect(column: place.start, row: row, columns: place.width, rows: 1)
    frame.draw(line, at: area.origin, in: area.intersection(rect))
  }
}
