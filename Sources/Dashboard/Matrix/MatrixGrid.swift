import LinkerdPolicy

/// The lines and columns that the matrix screen shows, after folding, filter and lens.
struct MatrixGrid {
  /// One line of the grid.
  enum Line: Hashable {
    /// A namespace's title, or that of the clients outside namespaces.
    case band(name: String?, clients: Range<Int>, isFolded: Bool)
    /// A client, by its position in the matrix.
    case client(Int)
  }

  /// The matrix that is shown: under the what-if, if there is one.
  let matrix: AccessMatrix
  /// The matrix of the cluster as it is; the same when nothing is tried.
  let before: AccessMatrix
  /// The lines from top to bottom.
  private(set) var lines: [Line] = []
  /// The columns from left to right, as positions in the matrix.
  private(set) var columns: [Int] = []
  private let isShown: (Verdict, Bool) -> Bool
  private let comparesRows: Bool

  init(matrix: AccessMatrix, before: AccessMatrix, state: MatrixState) {
    self.matrix = matrix
    self.before = before
    comparesRows = matrix.clients == before.clients && matrix.targets.count == before.targets.count
    let lens = state.lens
    isShown = { verdict, isChanged in
      switch lens {
      case .all: true
      case .denied: verdict == .deny
      case .partial: verdict == .partial
      case .changed: isChanged
      }
    }
    var clients = Array(matrix.clients.indices)
    columns = Array(matrix.targets.indices)
    let words = state.filter.lowercased()
    if !words.isEmpty {
      let rows = clients.filter { matrix.clients[$0].title.lowercased().contains(words) }
      let targets = columns.filter { matrix.targets[$0].title.lowercased().contains(words) }
      // What fits neither a row nor a column shows nothing; otherwise the other axis stays whole.
      if !rows.isEmpty || targets.isEmpty { clients = rows }
      if !targets.isEmpty { columns = targets }
    }
    if lens != .all {
      columns = columns.filter { column in clients.contains { shows($0, column) } }
      clients = clients.filter { row in columns.contains { shows(row, $0) } }
    }
    lines = bands(of: clients, folded: state.folded)
  }

  /// The clients outside namespaces first, then the namespaces in order.
  private func bands(of clients: [Int], folded: Set<String>) -> [Line] {
    var lines: [Line] = []
    let outside = clients.filter { matrix.clients[$0].namespace == nil }
    func append(_ name: String?, _ members: [Int]) {
      guard let first = members.first, let last = members.last else { return }
      let isFolded = name.map(folded.contains) ?? false
      lines.append(.band(name: name, clients: first..<last + 1, isFolded: isFolded))
      if !isFolded { lines += members.map(Line.client) }
    }
    append(nil, outside)
    let inside = clients.filter { matrix.clients[$0].namespace != nil }
    if matrix.grouping == .namespace {
      return lines + inside.map(Line.client)
    }
    var start = 0
    while start < inside.count {
      let name = matrix.clients[inside[start]].namespace
      var end = start
      while end < inside.count, matrix.clients[inside[end]].namespace == name { end += 1 }
      append(name, Array(inside[start..<end]))
      start = end
    }
    return lines
  }

  /// The verdict of a line and a column; a folded namespace sums up its clients.
  func verdict(_ line: Line, _ column: Int) -> Verdict? {
    switch line {
    case .client(let row): return matrix[client: row, target: column]
    case .band(_, _, false): return nil
    case .band(_, let clients, true):
      let verdicts = Set(clients.map { matrix[client: $0, target: column] })
      return verdicts.count == 1 ? verdicts.first : verdicts.isEmpty ? nil : .partial
    }
  }

  /// Whether the what-if changes the cell.
  func isChanged(_ line: Line, _ column: Int) -> Bool {
    switch line {
    case .client(let row): changes(row, column)
    case .band(_, let clients, let isFolded):
      isFolded && clients.contains { changes($0, column) }
    }
  }

  /// Whether the lens shows the cell.
  func isVisible(_ line: Line, _ column: Int) -> Bool {
    guard case .client(let row) = line else { return true }
    return shows(row, column)
  }

  private func changes(_ row: Int, _ column: Int) -> Bool {
    comparesRows && before[client: row, target: column] != matrix[client: row, target: column]
  }

  private func shows(_ row: Int, _ column: Int) -> Bool {
    isShown(matrix[client: row, target: column], changes(row, column))
  }

  /// The line that the state selects, or the first client.
  func selectedLine(_ state: MatrixState) -> Int {
    let index = lines.firstIndex { line in
      switch line {
      case .client(let row): state.band == nil && matrix.clients[row].id == state.client
      case .band(let name, _, _): name != nil && name == state.band
      }
    }
    return index ?? lines.firstIndex { if case .client = $0 { true } else { false } } ?? 0
  }

  /// The column that the state selects, as a position in `columns`.
  func selectedColumn(_ state: MatrixState) -> Int {
    columns.firstIndex { matrix.targets[$0].id == state.target } ?? 0
  }

  /// The namespace of a column.
  func namespace(ofColumn position: Int) -> String {
    matrix.targets[columns[position]].namespace
  }
}

extension DashboardState {
  /// The grid as it is to be shown; nil before a cluster is there.
  var grid: MatrixGrid? {
    guard let cluster else { return nil }
    let now = matrix.regrouped?.now ?? cluster.matrix
    let tried = matrix.regrouped == nil ? trial?.matrix : matrix.regrouped?.trial
    return MatrixGrid(matrix: tried ?? now, before: now, state: matrix)
  }

  /// Groups the columns as the state says; ServiceAccounts are at hand already.
  mutating func regroup() {
    guard let cluster, matrix.grouping != .serviceAccount else {
      matrix.regrouped = nil
      return
    }
    let now = AccessMatrix(cluster.policy, by: matrix.grouping)
    let tried = trial.map {
      AccessMatrix($0.outcome.policy, by: matrix.grouping, previous: (now, cluster.policy))
    }
    matrix.regrouped = .init(now: now, trial: tried)
  }
}
