import LinkerdPolicy

/// The lines and columns that the matrix screen shows, after folding, filter and lens.
///
/// It is made once for each change of what it is made of, not for each frame: with a thousand
/// accounts there are a million cells to filter.
struct MatrixGrid: Sendable {
  /// What a grid is made of; when this changes, another one is due.
  struct Inputs: Hashable, Sendable {
    /// Counts the changes of the matrices themselves.
    let revision: Int
    let filter: String
    let lens: MatrixState.Lens
    let folded: Set<String>
    /// Whether there is traffic to show.
    let hasTraffic: Bool
    /// Counts the changes of traffic, where it decides what is shown.
    let traffic: Int

    init(_ state: MatrixState, revision: Int, traffic: LiveTraffic) {
      self.revision = revision
      filter = state.filter
      lens = state.lens
      folded = state.folded
      hasTraffic = traffic.loaded != nil
      self.traffic = state.lens == .refused ? traffic.revision : 0
    }
  }

  /// One line of the grid.
  enum Line: Hashable, Sendable {
    /// A namespace's title, or that of the clients outside namespaces.
    case band(name: String?, clients: Range<Int>, isFolded: Bool)
    /// A client, by its position in the matrix.
    case client(Int)
  }

  /// How many columns let a client in, in part, or not at all.
  struct Totals: Sendable {
    var admitted = 0
    var partial = 0
    var denied = 0

    fileprivate mutating func add(_ verdict: Verdict) {
      switch verdict {
      case .allow, .audit, .open: admitted += 1
      case .partial: partial += 1
      case .deny: denied += 1
      case .none, .unknown: break
      }
    }
  }

  /// The matrix that is shown: under the what-if, if there is one.
  let matrix: AccessMatrix
  /// The matrix of the cluster as it is; the same when nothing is tried.
  let before: AccessMatrix
  /// The lines from top to bottom.
  private(set) var lines: [Line] = []
  /// The columns from left to right, as positions in the matrix.
  private(set) var columns: [Int] = []
  /// What the grid was made of.
  let inputs: Inputs
  /// How many of the shown cells have each verdict.
  private(set) var counts: [Verdict: Int] = [:]
  /// For each client, by its position in the matrix, the sums over the shown columns.
  private(set) var totals: [Totals]
  /// How many columns the longest label of a line takes, and how many lines the longest name of a
  /// column, before either is cut.
  private(set) var labelWidth = 0
  private(set) var nameHeight = 0
  /// How many namespaces the shown columns are from.
  private(set) var bandCount = 0
  private let comparesRows: Bool
  private let live: LiveCells?
  private var lineOfClient: [MatrixClient.ID: Int] = [:]
  private var lineOfBand: [String: Int] = [:]
  private var columnOfTarget: [MatrixTarget.ID: Int] = [:]

  /// Makes a grid.
  ///
  /// - Complexity: O(clients · targets).
  init(matrix: AccessMatrix, before: AccessMatrix, live: LiveCells?, inputs: Inputs) {
    self.matrix = matrix
    self.before = before
    self.inputs = inputs
    self.live = inputs.lens == .refused ? live : nil
    comparesRows = matrix.clients == before.clients && matrix.targets.count == before.targets.count
    totals = Array(repeating: Totals(), count: matrix.clients.count)
    var clients = Array(matrix.clients.indices)
    columns = Array(matrix.targets.indices)
    let words = inputs.filter.lowercased()
    if !words.isEmpty {
      let rows = clients.filter { matrix.clients[$0].title.lowercased().contains(words) }
      let targets = columns.filter { matrix.targets[$0].title.lowercased().contains(words) }
      // What fits neither a row nor a column shows nothing; otherwise the other axis stays whole.
      if !rows.isEmpty || targets.isEmpty { clients = rows }
      if !targets.isEmpty { columns = targets }
    }
    if inputs.lens != .all {
      columns = columns.filter { column in clients.contains { shows($0, column) } }
      clients = clients.filter { row in columns.contains { shows(row, $0) } }
    }
    lines = bands(of: clients, folded: inputs.folded)
    for (index, line) in lines.enumerated() {
      switch line {
      case .client(let row): lineOfClient[matrix.clients[row].id] = index
      case .band(let name, _, _): if let name { lineOfBand[name] = index }
      }
    }
    for (position, column) in columns.enumerated() {
      columnOfTarget[matrix.targets[column].id] = position
    }
    labelWidth = lines.map(width(of:)).max() ?? 0
    nameHeight = columns.map { matrix.targets[$0].name.count }.max() ?? 0
    bandCount = Set(columns.map { matrix.targets[$0].namespace }).count
    var sums = Verdict.allCases.map { _ in 0 }
    for column in columns {
      for row in clients {
        let verdict = matrix[client: row, target: column]
        totals[row].add(verdict)
        if shows(row, column) { sums[verdict.position] += 1 }
      }
    }
    counts = Dictionary(uniqueKeysWithValues: zip(Verdict.allCases, sums).filter { $0.1 > 0 })
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

  private func width(of line: Line) -> Int {
    switch line {
    case .band(let name, _, _): (name ?? "outside namespaces").count + 6
    case .client(let row): matrix.clients[row].name.count + 4
    }
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
    switch inputs.lens {
    case .all: true
    case .denied: matrix[client: row, target: column] == .deny
    case .partial: matrix[client: row, target: column] == .partial
    case .changed: changes(row, column)
    case .refused: (live?[client: row, target: column]?.refused ?? 0) > 0
    case .traffic: true
    }
  }

  /// The line that the state selects, or the first client.
  func selectedLine(_ state: MatrixState) -> Int {
    let selected =
      state.band.map { lineOfBand[$0] } ?? state.client.flatMap { lineOfClient[$0] }
    return selected ?? lines.firstIndex { if case .client = $0 { true } else { false } } ?? 0
  }

  /// The column that the state selects, as a position in `columns`.
  func selectedColumn(_ state: MatrixState) -> Int {
    state.target.flatMap { columnOfTarget[$0] } ?? 0
  }

  /// The namespace of a column.
  func namespace(ofColumn position: Int) -> String {
    matrix.targets[columns[position]].namespace
  }
}

extension DashboardState {
  /// Makes the grid anew where something that it is made of has changed.
  mutating func refreshGrid() {
    let inputs = MatrixGrid.Inputs(matrix, revision: matrixRevision, traffic: traffic)
    let liveInputs = LiveCells.Inputs(matrix: matrixRevision, traffic: traffic.revision)
    guard grid?.inputs != inputs || (inputs.hasTraffic && liveCells?.inputs != liveInputs) else {
      return
    }
    guard let cluster else {
      grid = nil
      return
    }
    let before = matrix.regrouped?.now ?? cluster.matrix
    let tried = matrix.regrouped == nil ? trial?.matrix : matrix.regrouped?.trial
    if liveCells?.inputs != liveInputs {
      liveCells = traffic.loaded.map { LiveCells($0, on: tried ?? before, inputs: liveInputs) }
    }
    if grid?.inputs != inputs {
      grid = MatrixGrid(matrix: tried ?? before, before: before, live: liveCells, inputs: inputs)
    }
  }

  /// Groups the columns as the state says; ServiceAccounts are at hand already.
  ///
  /// - Parameters:
  ///   - before: The cluster that the columns are grouped of so far, where it changed.
  ///   - isNews: Whether to mark what changed.
  mutating func regroup(since before: LoadedCluster? = nil, isNews: Bool = false) {
    defer { matrixRevision += 1 }
    guard let cluster, matrix.grouping != .serviceAccount else {
      matrix.regrouped = nil
      return
    }
    let known = before.flatMap { before in matrix.regrouped.map { ($0.now, before.policy) } }
    let now = AccessMatrix(cluster.policy, by: matrix.grouping, previous: known)
    if isNews, let (old, _) = known { recent.add(now.changedCells(since: old), at: self.now) }
    let tried = trial.map {
      AccessMatrix($0.outcome.policy, by: matrix.grouping, previous: (now, cluster.policy))
    }
    matrix.regrouped = .init(now: now, trial: tried)
  }
}
