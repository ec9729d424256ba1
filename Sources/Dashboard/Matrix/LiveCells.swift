import KubernetesSnapshot
import LinkerdPolicy
import Traffic

/// Where traffic lights the matrix: what was refused and let in at each cell within the window.
struct LiveCells: Sendable {
  /// What one cell's client got of its ports.
  struct Cell: Sendable {
    /// Refused per second.
    var refused = 0.0
    /// Let in per second.
    var passed = 0.0
    /// Whether something was refused in the last ten seconds.
    var isFresh = false
    /// The lines of the live screen that say more, the most refused first.
    var rows: [LiveRow] = []

    /// The ports on which something was refused.
    var refusedPorts: Set<UInt16> { Set(rows.filter(\.isRefused).map(\.id.port)) }
  }

  /// What it is made of; when this changes, another one is due.
  struct Inputs: Hashable, Sendable {
    var matrix: Int
    var traffic: Int
  }

  let inputs: Inputs
  private let width: Int
  private var cells: [Int: Cell] = [:]
  /// What is refused per second in each row and column, by their positions in the matrix.
  private(set) var refusedInRow: [Int: Double] = [:]
  private(set) var refusedInColumn: [Int: Double] = [:]
  /// The cell that is refused most; nil when none is.
  private(set) var worst: (row: Int, column: Int)?
  /// How many cells are lit.
  private(set) var litCount = 0
  /// How many refused edges have no cell.
  private(set) var strayCount = 0

  /// Finds the cells of observed traffic.
  ///
  /// - Complexity: O(lines + clients + ports).
  init(_ traffic: LoadedTraffic, on matrix: AccessMatrix, inputs: Inputs) {
    self.inputs = inputs
    width = matrix.targets.count
    guard traffic.hasRates else { return }
    let places = Places(matrix)
    for row in traffic.rows {
      let columns = places.columns(of: row)
      guard let line = places.line(of: row), !columns.isEmpty else {
        if row.isRefused { strayCount += 1 }
        continue
      }
      let isFresh = row.edges.contains {
        $0.flow.series.outcome.isRefusal && traffic.isFresh($0.flow.amount.lastSeen)
      }
      for column in columns {
        let key = line * width + column
        let wasLit = (cells[key]?.refused ?? 0) > 0
        cells[key, default: Cell()].refused += row.refused
        cells[key, default: Cell()].passed += row.passed
        cells[key, default: Cell()].rows.append(row)
        guard row.isRefused else { continue }
        if isFresh { cells[key, default: Cell()].isFresh = true }
        if !wasLit { litCount += 1 }
        refusedInRow[line, default: 0] += row.refused
        refusedInColumn[column, default: 0] += row.refused
      }
    }
    let most = cells.filter { $0.value.refused > 0 }
      .max { ($0.value.refused, -$0.key) < ($1.value.refused, -$1.key) }
    worst = most.map { ($0.key / width, $0.key % width) }
  }

  /// The traffic of a cell; nil when there is none.
  subscript(client row: Int, target column: Int) -> Cell? { cells[row * width + column] }

  /// The traffic of a line and a column; a folded namespace sums up its clients.
  func cell(_ line: MatrixGrid.Line, _ column: Int) -> Cell? {
    switch line {
    case .client(let row): return self[client: row, target: column]
    case .band(_, _, false): return nil
    case .band(_, let clients, true):
      let members = clients.compactMap { self[client: $0, target: column] }
      guard var sum = members.first else { return nil }
      for member in members.dropFirst() {
        sum.refused += member.refused
        sum.passed += member.passed
        sum.isFresh = sum.isFresh || member.isFresh
        sum.rows += member.rows
      }
      return sum
    }
  }

  /// Finds the rows and columns of a matrix.
  private struct Places {
    private let lines: [MatrixClient.ID: Int]
    private var ports: [PortPlace: Set<Int>] = [:]
    private var workloads: [ResourceID: Set<Int>] = [:]
    private let grouping: AccessMatrix.Grouping

    init(_ matrix: AccessMatrix) {
      grouping = matrix.grouping
      lines = Dictionary(
        matrix.clients.enumerated().map { ($0.element.id, $0.offset) },
        uniquingKeysWith: { first, _ in first })
      for (column, target) in matrix.targets.enumerated() {
        for port in target.ports {
          let place = PortPlace(workload: port.workload, port: port.resolved.number)
          ports[place, default: []].insert(column)
          workloads[port.workload, default: []].insert(column)
        }
        if case .workload(let id) = target.id { workloads[id, default: []].insert(column) }
      }
    }

    func line(of row: LiveRow) -> Int? {
      guard let id = row.matrixRow?.id else { return nil }
      guard grouping == .namespace else { return lines[id] }
      let client = MatrixClient(id: id, client: Client(address: .known([]), tls: .none))
      return lines[client.namespace.map(MatrixClient.ID.namespace) ?? id]
    }

    /// The columns of a port, or those of its workload where no column names the port.
    func columns(of row: LiveRow) -> [Int] {
      guard let workload = row.workload else { return [] }
      if let exact = ports[PortPlace(workload: workload, port: row.id.port)] {
        return exact.sorted()
      }
      return grouping == .port ? [] : (workloads[workload] ?? []).sorted()
    }
  }
}
