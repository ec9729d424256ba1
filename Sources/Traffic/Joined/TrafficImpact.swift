package import KubernetesSnapshot
package import LinkerdPolicy

/// What a change of the cluster would do to the traffic that was observed.
package struct TrafficImpact: Sendable, Hashable {
  /// The edges whose traffic would change, the most cut first.
  package var cells: [Cell]

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
  package var cut: Double { cells.reduce(0) { $0 + $1.cut } }
  /// Requests and connections per second of which that is not certain.
  package var perhapsCut: Double { cells.reduce(0) { $0 + $1.perhapsCut } }
  /// Requests and connections per second that would be let in.
  package var gained: Double { cells.reduce(0) { $0 + $1.gained } }
  /// The clients whose traffic would be cut, or perhaps cut, sorted.
  package var clients: [String] {
    Set(cells.filter { $0.cut + $0.perhapsCut > 0 }.map(\.client)).sorted()
  }

  /// Asks the model again about everything that was observed.
  ///
  /// Probes and scrapes are left out; `ExpectedTraffic` speaks of those whether observed or not.
  ///
  /// - Parameters:
  ///   - traffic: What was observed.
  ///   - before: The cluster as it is.
  ///   - after: The cluster as it would be.
  /// - Complexity: O(counters of the namespaces that differ · clients that they may be).
  package init(_ traffic: ObservedTraffic, from before: ResolvedPolicy, to after: ResolvedPolicy) {
    cells = []
    let changed = Set(
      after.namespaces.filter { before.namespaces[$0.key] != $0.value }.map(\.key))
    guard !changed.isEmpty else { return }
    let proxies = ProxyDirectory(before)
    let later = ProxyDirectory(after)
    let judgement = EdgeJudgement(after, clients: ClientDirectory(after))
    var join = TrafficJoin(traffic, before, proxies)
    var sums: [Key: Cell] = [:]
    for flow in traffic.flows where flow.amount.isActive {
      guard let now = proxies.place(of: flow.proxy), changed.contains(now.pod.namespace),
        let then = later.place(of: flow.proxy)
      else { continue }
      let edge = join.edge(flow)
      // What the model cannot explain as it is, it cannot foretell either.
      guard !edge.isHousekeeping, !edge.agreement.isDrift else { continue }
      let outcomes = join.fitting(flow, on: now).map { candidate in
        judgement.decide(flow.series, by: candidate.client, on: then.inbound)?.outcome ?? .unknown
      }
      let rate = flow.amount.rate ?? 0
      let key = Key(client: edge.client, workload: now.workload.id, port: edge.port)
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
  }

  private struct Key: Hashable {
    var client: String
    var workload: ResourceID
    var port: UInt16
  }
}
