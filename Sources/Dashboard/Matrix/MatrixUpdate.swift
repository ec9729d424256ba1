import LinkerdPolicy
import TerminalUI

extension DashboardState {
  /// Does what a key means on the matrix screen.
  mutating func updateMatrix(_ command: Command) {
    guard let grid, !grid.lines.isEmpty, !grid.columns.isEmpty else {
      if command == .lens { nextLens() }
      return
    }
    let page = max(1, MatrixLayout(screenLayout.body, grid, matrix).cells.rows - 1)
    switch command {
    case .up: move(lines: -1, in: grid)
    case .down: move(lines: 1, in: grid)
    case .pageUp: move(lines: -page, in: grid)
    case .pageDown: move(lines: page, in: grid)
    case .halfPageUp: move(lines: -max(1, page / 2), in: grid)
    case .halfPageDown: move(lines: max(1, page / 2), in: grid)
    case .first: move(lines: -grid.lines.count, in: grid)
    case .last: move(lines: grid.lines.count, in: grid)
    case .left: select(column: grid.selectedColumn(matrix) - 1, in: grid)
    case .right: select(column: grid.selectedColumn(matrix) + 1, in: grid)
    case .firstColumn: select(column: 0, in: grid)
    case .lastColumn: select(column: grid.columns.count - 1, in: grid)
    case .nextDenied: seek(1, in: grid) { grid.verdict($0, $1) == .deny }
    case .previousDenied: seek(-1, in: grid) { grid.verdict($0, $1) == .deny }
    case .nextRefused: seekRefused(in: grid)
    case .followWorst:
      live.followsWorst.toggle()
      followWorst()
      say(live.followsWorst ? "following what is refused most" : "not following any more")
    case .nextDifferent: seekInRow(1, in: grid)
    case .previousDifferent: seekInRow(-1, in: grid)
    case .nextBand: moveBand(1, in: grid)
    case .previousBand: moveBand(-1, in: grid)
    case .fold: fold(grid)
    case .foldAll:
      let names = Set(grid.matrix.clients.compactMap(\.namespace))
      matrix.folded = matrix.folded.isEmpty ? names : []
    case .lens: nextLens()
    case .changeGrouping:
      let all = AccessMatrix.Grouping.allCases
      let next = ((all.firstIndex(of: matrix.grouping) ?? 0) + 1) % all.count
      matrix.grouping = all[next]
      matrix.target = nil
      regroup()
      say("columns are \(matrix.grouping.words)")
    case .toggle:
      cycleDefault(at: .namespace(grid.namespace(ofColumn: grid.selectedColumn(matrix))))
    case .why:
      if let lines = explanation(in: grid, width: max(20, size.columns - 12)) {
        overlay = .text(title: "why", lines: lines, top: 0)
      }
    case .open: openCell(grid)
    default: break
    }
    settleMatrix()
  }

  /// Selects the cell, row or column under the mouse.
  mutating func selectCell(at position: Position, in rect: Rect) -> Bool {
    guard let grid, !grid.lines.isEmpty, !grid.columns.isEmpty else { return false }
    let layout = MatrixLayout(rect, grid, matrix)
    let top = matrix.top
    var hit = false
    if position.column >= layout.cells.column, position.column < layout.cells.endColumn,
      position.row < layout.cells.endRow,
      let index = layout.starts.lastIndex(where: { $0 <= position.column })
    {
      select(column: layout.left + index, in: grid)
      hit = true
    }
    let line = position.row - layout.cells.row + top
    if position.row >= layout.cells.row, position.row < layout.cells.endRow,
      position.column < layout.totals.endColumn || layout.totals.isEmpty,
      grid.lines.indices.contains(line)
    {
      select(line: line, in: grid)
      hit = true
    }
    settleMatrix()
    return hit
  }

  /// Keeps the selected line on screen, and remembers the first column that is.
  mutating func settleMatrix() {
    refreshGrid()
    guard let grid else { return }
    let layout = MatrixLayout(screenLayout.body, grid, matrix)
    let cursor = ListCursor(selected: grid.selectedLine(matrix), top: matrix.top)
      .settled(count: grid.lines.count, height: layout.cells.rows)
    // The title of the first namespace belongs to its first client.
    matrix.top = cursor.selected <= 1 ? 0 : cursor.top
    matrix.left = layout.left
  }

  private mutating func select(column position: Int, in grid: MatrixGrid) {
    let clamped = max(0, min(grid.columns.count - 1, position))
    matrix.target = grid.matrix.targets[grid.columns[clamped]].id
  }

  private mutating func select(line index: Int, in grid: MatrixGrid) {
    switch grid.lines[index] {
    case .client(let row):
      matrix.client = grid.matrix.clients[row].id
      matrix.band = nil
    case .band(let name, _, _): matrix.band = name
    }
  }

  /// Moves over lines; titles of namespaces can be selected, that of the outside cannot.
  private mutating func move(lines: Int, in grid: MatrixGrid) {
    var index = max(0, min(grid.lines.count - 1, grid.selectedLine(matrix) + lines))
    if case .band(nil, _, _) = grid.lines[index] { index = min(grid.lines.count - 1, index + 1) }
    select(line: index, in: grid)
  }

  private mutating func moveBand(_ step: Int, in grid: MatrixGrid) {
    let current = grid.selectedLine(matrix)
    let titles = grid.lines.indices.filter {
      if case .band(let name, _, _) = grid.lines[$0] { name != nil } else { false }
    }
    let next = step > 0 ? titles.first { $0 > current } : titles.last { $0 < current }
    if let next { select(line: next, in: grid) }
  }

  /// Goes to the next cell, row by row, where something was refused.
  private mutating func seekRefused(in grid: MatrixGrid) {
    guard let liveCells, liveCells.litCount > 0 else {
      say(
        traffic.loaded == nil
          ? "no traffic was seen: 6 says how to see some" : "nothing is refused in this window")
      return
    }
    seek(1, in: grid) { (liveCells.cell($0, $1)?.refused ?? 0) > 0 }
  }

  /// Goes to the next cell, row by row, that fits.
  private mutating func seek(
    _ step: Int, in grid: MatrixGrid, _ fits: (MatrixGrid.Line, Int) -> Bool
  ) {
    let width = grid.columns.count
    let count = grid.lines.count * width
    let start = grid.selectedLine(matrix) * width + grid.selectedColumn(matrix)
    for offset in 1..<max(2, count) {
      let index = ((start + step * offset) % count + count) % count
      let line = grid.lines[index / width]
      if case .client = line, fits(line, grid.columns[index % width]) {
        select(line: index / width, in: grid)
        select(column: index % width, in: grid)
        return
      }
    }
    say("no such cell")
  }

  private mutating func seekInRow(_ step: Int, in grid: MatrixGrid) {
    let line = grid.lines[grid.selectedLine(matrix)]
    let start = grid.selectedColumn(matrix)
    let verdict = grid.verdict(line, grid.columns[start])
    var position = start + step
    while grid.columns.indices.contains(position) {
      if grid.verdict(line, grid.columns[position]) != verdict {
        select(column: position, in: grid)
        return
      }
      position += step
    }
  }

  private mutating func fold(_ grid: MatrixGrid) {
    let name: String?
    switch grid.lines[grid.selectedLine(matrix)] {
    case .band(let band, _, _): name = band
    case .client(let row): name = grid.matrix.clients[row].namespace
    }
    guard let name else { return }
    if matrix.folded.remove(name) == nil { matrix.folded.insert(name) }
    matrix.band = name
  }

  private mutating func nextLens() {
    let all = MatrixState.Lens.allCases
    matrix.lens = all[((all.firstIndex(of: matrix.lens) ?? 0) + 1) % all.count]
    // Without traffic there is nothing to look for.
    if matrix.lens == .refused, traffic.loaded == nil { matrix.lens = .all }
    say(matrix.lens.words)
  }

  /// Opens the target's workload, seen from the client's side.
  private mutating func openCell(_ grid: MatrixGrid) {
    let line = grid.lines[grid.selectedLine(matrix)]
    guard case .client(let row) = line else {
      fold(grid)
      return
    }
    let target = grid.matrix.targets[grid.columns[grid.selectedColumn(matrix)]]
    var next = place
    next.namespace = target.namespace
    if case .namespace = target.id {
      next.tab = .workloads
    } else {
      next.tab = .detail
      next.workload = workload(of: target)
      next.client = grid.matrix.clients[row].id
    }
    go(to: next)
  }
}

extension AccessMatrix.Grouping {
  /// What a column stands for, in the plural.
  var words: String {
    switch self {
    case .serviceAccount: "ServiceAccounts"
    case .namespace: "namespaces"
    case .workload: "workloads"
    case .port: "ports"
    }
  }
}
