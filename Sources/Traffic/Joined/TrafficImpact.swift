package import KubernetesSnapshot
package import LinkerdPolicy

/// What a change of the cluster would do to the traffic that was observed.
package struct TrafficImpact: Sendable, Hashable {
  /// The edges whose traffic would change, the most cut first.
  package private(set) var cells: [Cell]

  /// What would become of one client's traffic to one port.
  package struct Cell: Sendable, Hashable {
    /// The client as people call it.
    package var client: String
    /// The row of the matrix that the client is; nil when nothing says which.
    package var row: MatrixClient.ID?
    /// The workload.
    package var workload: ResourceID
    /// The port.
    package var port: UInt16
    /// Requests and connections per second that are let in, and would be refused.
    package var cut = 0.0
    /// Requests and connections per second of which that is not certain.
    package var perhapsCut = 0.0
    /// Requests and connections per second that are refused, and would be let in.
    package var gained = 0.0
  }

  /// Requests and connections per second that would be cut.
  package private(set) var cut = 0.0
  /// Requests and connections per second of which that is not certain.
  package private(set) var perhapsCut = 0.0
  /// Requests and connections per second that would be let in.
  package private(set) var gained = 0.0
  /// The clients whose traffic would be cut, or perhaps cut, sorted.
  package private(set) var clients: [String] = []
  private var places: [Place: Int] = [:]

  /// What would become of the traffic of a row of the matrix to a port; nil where nothing changes.
  package subscript(
    row: MatrixClient.ID, workload workload: ResourceID, port port: UInt16
  ) -> Cell? {
    places[Place(row: row, workload: workload, port: port)].map { cells[$0] }
  }

  /// Asks the model again about everything that was observed.
  ///
  /// Probes and scrapes are left out; `ExpectedTraffic` speaks of those whether observed or not.
  ///
  /// - Parameters:
  ///   - report: What was observed, joined with the cluster as it is.
  ///   - before: The cluster as it is.
  ///   - after: The cluster as it would be.
  /// - Complexity: O(counters), and what the model needs for those of the namespaces that differ.
  package init(_ report: TrafficReport, from before: ResolvedPolicy, to after: ResolvedPolicy) {
    cells = []
    let changed = Set(
      after.namespaces.filter { before.namespaces[$0.key] != $0.value }.map(\.key))
    guard !changed.isEmpty else { return }
    let later = ProxyDirectory(after, namespaces: changed)
    var judgement = EdgeJudgement(after, clients: report.cluster.clients)
    var sums: [Key: Cell] = [:]
    // What the model cannot explain as it is, it cannot foretell either.
    for edge in report.edges
    where edge.flow.amount.isActive && changed.contains(edge.namespace) && !edge.isHousekeeping
      && !edge.agreement.isDrift
    {
      let flow = edge.flow
      guard let workload = edge.workload, let then = later.place(of: flow.proxy) else { continue }
      let outcomes = judgement.outcomes(of: edge, on: then)
      let rate = flow.amount.rate ?? 0
      let key = Key(client: edge.client, workload: workload, port: edge.port)
      var cell =
        sums[key]
        ?? Cell(client: edge.client, row: edge.row, workload: key.workload, port: key.port)
      switch flow.series.outcome {
      case .allowed, .audit:
        if outcomes.allSatisfy({ $0 == .deny || $0 == .noRoute }) {
          cell.cut += rate
        } else if !outcomes.allSatisfy(\.isAllowed) {
          cell.perhapsCut += rate
        } else {
          continue
        }
      case .denied where outcomes.allSatisfy(\.isAllowed): cell.gained += rate
      default: continue
      }
      sums[key] = cell
    }
    cells = sums.values.sorted { a, b in
      let x = (-a.cut, -a.perhapsCut, -a.gained)
      let y = (-b.cut, -b.perhapsCut, -b.gained)
      return x != y ? x < y : (a.workload, a.port, a.client) < (b.workload, b.port, b.client)
    }
    for (index, cell) in cells.enumerated() {
      cut += cell.cut
      perhapsCut += cell.perhapsCut
      gained += cell.gained
      if let row = cell.row {
        places[Place(row: row, workload: cell.workload, port: cell.port)] = index
      }
    }
    clients = Set(cells.filter { $0.cut + $0.perhapsCut > 0 }.map(\.client)).sorted()
  }

  private struct Place: Hashable {
    var row: MatrixClient.ID
    var workload: ResourceID
    var port: UInt16
  }

  private struct Key: Hashable {
    var client: String
    var workload: ResourceID
    var port: UInt16
  }
}
