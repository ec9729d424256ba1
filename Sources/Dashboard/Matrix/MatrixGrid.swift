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

    /// Whether the same lines and columns are shown of the same clients and targets, whatever their
    /// verdicts.
    fileprivate func hasSameShape(as other: Inputs) -> Bool {
      lens.showsAll && other.lens.showsAll && filter == other.filter && folded == other.folded
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

    fileprivate mutating func remove(_ verdict: Verdict) {
      switch verdict {
      case .allow, .audit, .open: admitted -= 1
      case .partial: partial -= 1
      case .deny: denied -= 1
      case .none, .unknown: break
      }
    }
  }

  /// The matrix that is shown: under the what-if, if there is one.
  private(set) var matrix: AccessMatrix
  /// The matrix of the cluster as it is; the same when nothing is tried.
  private(set) var before: AccessMatrix
  /// The lines from top to bottom.
  private(set) var lines: [Line] = []
  /// The columns from left to right, as positions in the matrix.
  private(set) var columns: [Int] = []
  /// What the grid was made of.
  private(set) var inputs: Inputs
  /// For each client, by its position in the matrix, the sums over the shown columns.
  private(set) var totals: [Totals]
  /// How many columns the longest label of a line takes, and how many lines the longest name of a
  /// column, before either is cut.
  private(set) var labelWidth = 0
  private(set) var nameHeight = 0
  /// How many namespaces the shown columns are from.
  private(set) var bandCount = 0
  private var comparesRows: Bool
  /// The clients that fit, by their positions in the matrix, also those in folded namespaces.
  private var clients: [Int] = []
  /// How many of the shown cells have each verdict, by its position.
  private var sums = Verdict.allCases.map { _ in 0 }
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
    comparesRows = Self.areAlike(matrix, before)
    totals = Array(repeating: Totals(), count: matrix.clients.count)
    clients = Array(matrix.clients.indices)
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
    for column in columns {
      let verdicts = matrix.verdicts(target: column)
      for row in clients {
        let verdict = verdicts[row]
        totals[row].add(verdict)
        if inputs.lens.showsAll || shows(row, column) { sums[verdict.position] += 1 }
      }
    }
  }

  /// The grid with the verdicts of another matrix, where it has the same lines and columns.
  ///
  /// - Parameters:
  ///   - matrix: The matrix that is shown.
  ///   - before: The matrix of the cluster as it is.
  ///   - inputs: What the grid is made of now.
  /// - Returns: The same as a new grid; nil where its lines or columns may be others.
  /// - Complexity: O(clients + targets), and O(clients) for each column that differs.
  func showing(_ matrix: AccessMatrix, before: AccessMatrix, inputs: Inputs) -> MatrixGrid? {
    guard inputs.hasSameShape(as: self.inputs),
      matrix.clients.elementsEqual(self.matrix.clients, by: { $0.id == $1.id }),
      matrix.targets.elementsEqual(self.matrix.targets, by: { $0.id == $1.id })
    else { return nil }
    var grid = self
    grid.matrix = matrix
    grid.before = before
    grid.inputs = inputs
    grid.comparesRows = Self.areAlike(matrix, before)
    for column in columns {
      let old = self.matrix.verdicts(target: column)
      let new = matrix.verdicts(target: column)
      if old == new { continue }
      for row in clients where old[row] != new[row] {
        grid.totals[row].remove(old[row])
        grid.totals[row].add(new[row])
        grid.sums[old[row].position] -= 1
        grid.sums[new[row].position] += 1
      }
    }
    return grid
  }

  /// How many of the shown cells have a verdict.
  func count(_ verdict: Verdict) -> Int { sums[verdict.position] }

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

  /// Whether two matrices have the same lines and columns, so that their cells can be compared.
  private static func areAlike(_ matrix: AccessMatrix, _ before: AccessMatrix) -> Bool {
    matrix.clients == before.clients && matrix.targets.count == before.targets.count
  }

  private func changes(_ row: Int, _ column: Int) -> Bool {
    comparesRows && before[client: row, target: column] != matrix[client: row, target: column]
  }

  private func shows(_ row: Int, _ column: Int) -> Bool {
    switch inputs.lens {
    case .all, .traffic: true
    case .denied: matrix[client: row, target: column] == .deny
    case .partial: matrix[client: row, target: column] == .partial
    case .changed: changes(row, column)
    case .refused: (live?[client: row, target: column]?.refused ?? 0) > 0
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
      let shown = tried ?? before
      grid =
        grid?.showing(shown, before: before, inputs: inputs)
        ?? MatrixGrid(matrix: shown, before: before, live: liveCells, inputs: inputs)
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
