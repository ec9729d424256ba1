/// Which row of a list is selected, and which is the first on screen.
package struct ListCursor: Sendable, Hashable {
  /// The selected row.
  package var selected: Int
  /// The first row on screen.
  package var top: Int

  /// Makes a cursor; at the first row by default.
  package init(selected: Int = 0, top: Int = 0) {
    self.selected = selected
    self.top = top
  }

  /// Moves the selection by some rows, stopping at the ends.
  package mutating func move(by rows: Int, count: Int) {
    let (sum, overflow) = selected.addingReportingOverflow(rows)
    selected = max(0, min(count - 1, overflow ? (rows < 0 ? 0 : count - 1) : sum))
  }

  /// Returns the cursor that a list of this length and height shows.
  ///
  /// The selection lies inside the list and on screen, and no room is left empty below the end.
  package func settled(count: Int, height: Int) -> ListCursor {
    guard count > 0 else { return ListCursor() }
    let selected = max(0, min(count - 1, selected))
    let height = max(1, height)
    var top = max(0, min(top, count - height))
    if selected < top { top = selected }
    if selected >= top + height { top = selected - height + 1 }
    return ListCursor(selected: selected, top: top)
  }
}
