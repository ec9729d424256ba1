import TerminalUI

/// Where the parts of the matrix lie, and how many lines and columns fit.
struct MatrixLayout {
  /// The names of the clients.
  let labels: Rect
  /// The cells, without their headings.
  let cells: Rect
  /// The sums at the right.
  let totals: Rect
  /// The line with the legend.
  let legend: Rect
  /// The lens, below or at the right.
  let lens: Rect
  /// Whether the lens stands at the right.
  let hasSideLens: Bool
  /// How many lines the names of the columns take, written downwards; 0 where they have no room.
  let labelHeight: Int
  /// How many lines the numbers of the columns take, where the names have no room: one digit a line
  /// unless they stay apart beside each other.
  let numberHeight: Int
  /// Whether the selected column's name has a line, where the names have no room.
  let hasFlag: Bool
  /// The columns of one cell.
  let cellWidth: Int
  /// The position of each visible column on screen, from the first visible on.
  private(set) var starts: [Int] = []
  /// The first visible column.
  let left: Int
  /// The line with the names of the bands.
  let headingRow: Int

  /// Lays the matrix out.
  ///
  /// - Parameters:
  ///   - rect: What the screen gives.
  ///   - grid: The lines and columns.
  ///   - state: Where the user looks.
  init(_ rect: Rect, _ grid: MatrixGrid, _ state: MatrixState) {
    hasSideLens = rect.columns >= 110 && rect.rows >= 8
    let sides = rect.columns(
      .share(1), .cells(hasSideLens ? max(40, min(64, rect.columns / 3)) : 0))
    let lensHeight = hasSideLens || rect.rows < 12 ? 0 : rect.rows >= 24 ? 6 : 4
    let parts = sides[0].rows(
      .share(1), .cells(lensHeight), .cells(rect.rows >= 8 ? 1 : 0))
    lens = hasSideLens ? sides[1] : parts[1]
    legend = parts[2]

    let body = parts[0]
    let labelWidth = min(max(18, grid.labelWidth), max(8, min(34, body.columns * 3 / 10)))
    let totalsWidth = body.columns < 90 ? 0 : grid.inputs.hasTraffic ? 20 : 13
    let across = body.columns(.cells(labelWidth), .share(1), .cells(totalsWidth))
    labelHeight = body.rows >= 26 ? min(grid.nameHeight, body.rows / 3, 16) : 0
    let room = across[1].columns - grid.bandCount
    let count = max(1, grid.columns.count)
    let width = count * 3 <= room ? 3 : count * 2 <= room ? 2 : count <= room ? 1 : 2
    cellWidth = width
    let digits = String(count).count
    // On a low terminal the cells count more than what they are called.
    numberHeight = labelHeight > 0 || body.rows < 8 ? 0 : digits < width ? 1 : digits
    hasFlag = labelHeight == 0 && body.rows >= 5
    // The names of the bands, then names downwards, or the selected name above the numbers.
    let headings = min(body.rows, 1 + labelHeight + (hasFlag ? 1 : 0) + numberHeight)
    func below(_ part: Rect) -> Rect {
      Rect(
        column: part.column, row: part.row + headings, columns: part.columns,
        rows: max(0, part.rows - headings))
    }
    labels = below(across[0])
    cells = below(across[1])
    totals = below(across[2])
    headingRow = body.row
    let selected = grid.selectedColumn(state)
    // Walk back from the selection as far as there is room, but not past the remembered place.
    var first = min(max(0, state.left), max(0, grid.columns.count - 1))
    if selected < first { first = selected }
    while first < selected,
      Self.extent(grid, from: first, through: selected, width: width) > cells.columns
    {
      first += 1
    }
    while first > 0,
      Self.extent(grid, from: first - 1, through: grid.columns.count - 1, width: width)
        <= cells.columns
    {
      first -= 1
    }
    left = first
    var column = cells.column
    for position in first..<max(first, grid.columns.count) {
      if position == first || Self.startsBand(grid, position) { column += 1 }
      guard column + width <= cells.endColumn else { break }
      starts.append(column)
      column += width
    }
  }

  /// The positions in `grid.columns` that are on screen.
  var visible: Range<Int> { left..<left + starts.count }

  /// Where a column's cell starts; nil when it is not on screen.
  func start(ofColumn position: Int) -> Int? {
    visible.contains(position) ? starts[position - left] : nil
  }

  static func startsBand(_ grid: MatrixGrid, _ position: Int) -> Bool {
    position == 0
      || grid.namespace(ofColumn: position) != grid.namespace(ofColumn: position - 1)
  }

  private static func extent(
    _ grid: MatrixGrid, from first: Int, through last: Int, width: Int
  ) -> Int {
    guard first <= last else { return 0 }
    var columns = 1 + width
    for position in first..<last {
      columns += width + (startsBand(grid, position + 1) ? 1 : 0)
    }
    return columns
  }
}
