/// The screens one can go to, with their digits: `1 namespaces  2 workloads  3 matrix`.
package struct Tabs: Sendable, Hashable {
  /// The names; the first has the digit 1.
  package var names: [String]
  /// Which is open.
  package var selected: Int

  /// Makes a row of tabs.
  package init(_ names: [String], selected: Int) {
    self.names = names
    self.selected = selected
  }

  /// Draws them on the first row of a rectangle.
  package func draw(in rect: Rect, on frame: inout Frame) {
    let area = rect.line(0)
    frame.fill(area, style: Style(.tab))
    for place in layout(columns: area.columns) {
      let style = Style(place.index == selected ? .tabActive : .tab)
      frame.draw(
        place.label, at: Position(column: area.column + place.start, row: area.row), in: area,
        style: style)
    }
  }

  /// Finds the tab under the mouse.
  package func tab(at position: Position, in rect: Rect) -> Int? {
    let area = rect.line(0)
    guard area.contains(position) else { return nil }
    let column = position.column - area.column
    return layout(columns: area.columns)
      .first { column >= $0.start && column < $0.start + StyledText($0.label).width }?.index
  }

  /// Names all while there is room; otherwise only the open tab keeps its name.
  private func layout(columns: Int) -> [(index: Int, label: String, start: Int)] {
    let full = names.indices.map { " \($0 + 1) \(names[$0]) " }
    let total = full.reduce(0) { $0 + StyledText($1).width }
    var start = 0
    return names.indices.map { index in
      let label = total <= columns || index == selected ? full[index] : " \(index + 1) "
      defer { start += StyledText(label).width }
      return (index, label, start)
    }
  }
}
