import KubernetesSnapshot
import LinkerdPolicy
import Traffic

/// One line of the live screen: what one client got of one port and route, over all pods.
struct LiveRow: Sendable, Identifiable {
  /// Which client, port and route.
  struct ID: Sendable, Hashable {
    var client: String
    var target: String
    var port: UInt16
    var route: String
  }

  let id: ID
  /// What the proxies counted, the most refused first; never empty.
  let edges: [TrafficEdge]
  /// What was let in: per second, or in all where there are no rates.
  let passed: Double
  /// What was refused, likewise.
  let refused: Double
  /// Whether the figures are rates.
  let hasRates: Bool
  /// The rate in equal parts of the window: of what was refused, if anything was.
  let points: [Double?]
  /// When it was first and last seen, in seconds since 1970; the first is nil where nobody knows.
  let firstSeen: Double?
  let lastSeen: Double?
  /// What a filter looks at, in lower case.
  let searchText: String

  /// The edge that counts most.
  var worst: TrafficEdge { edges[0] }
  var client: String { worst.client }
  var workload: ResourceID? { worst.workload }
  /// Whether anything was refused.
  var isRefused: Bool { refused > 0 }
  /// Whether the model says that this cannot be.
  var isDrift: Bool { edges.contains { $0.agreement.isDrift } }
  /// Whether nobody wrote a rule for what was let in.
  var leansOnDefault: Bool { edges.contains(where: \.leansOnDefault) }

  /// The row of the matrix that stands for the client; nil when none does.
  ///
  /// A client whom nothing names stands in the row of all like it, one of several addresses in that of
  /// the most frequent.
  var matrixRow: (id: MatrixClient.ID, isCertain: Bool)? {
    if let row = worst.row { return (row, true) }
    let possible = worst.possibleRows
    if worst.flow.addresses.isEmpty, possible.contains(.unmeshedPod) {
      return (.unmeshedPod, possible.count == 1)
    }
    return possible.first.map { ($0, possible.count == 1) }
  }

  /// The lines of a report: what was seen within the window, without the mesh's own traffic.
  static func rows(of report: TrafficReport) -> [LiveRow] {
    let hasRates = report.traffic.hasRates
    var order: [ID] = []
    var members: [ID: [TrafficEdge]] = [:]
    for edge in report.edges where !edge.isHousekeeping {
      guard hasRates ? edge.flow.amount.isActive : edge.flow.amount.total > 0 else { continue }
      let id = ID(edge)
      if members[id] == nil { order.append(id) }
      members[id, default: []].append(edge)
    }
    return order.compactMap { id in members[id].map { LiveRow(id: id, $0, hasRates: hasRates) } }
      .sorted { a, b in
        a.refused != b.refused ? a.refused > b.refused : a.refused == 0 && a.passed > b.passed
      }
  }

  private init(id: ID, _ edges: [TrafficEdge], hasRates: Bool) {
    self.id = id
    self.edges = edges
    self.hasRates = hasRates
    func sum(_ edges: [TrafficEdge]) -> Double {
      edges.reduce(0) { $0 + (hasRates ? $1.flow.amount.rate ?? 0 : $1.flow.amount.total) }
    }
    let refusals = edges.filter { $0.flow.series.outcome.isRefusal }
    let entries = edges.filter { !$0.flow.series.outcome.isRefusal }
    refused = sum(refusals)
    passed = sum(entries)
    let shown = (refusals.isEmpty ? entries : refusals).map(\.flow.amount)
    points = (0..<TrafficAmount.pointCount).map { index in
      let known = shown.compactMap { $0.points.indices.contains(index) ? $0.points[index] : nil }
      return known.isEmpty ? nil : known.reduce(0, +)
    }
    let firsts = shown.map(\.firstSeen)
    firstSeen = firsts.contains(nil) ? nil : firsts.compactMap { $0 }.min()
    lastSeen = shown.compactMap(\.lastSeen).max()
    let outcomes = Set(edges.map(TrafficNumbers.outcome)).sorted().joined(separator: " ")
    searchText = "\(id.client) \(id.target):\(id.port) \(id.route) \(outcomes)".lowercased()
  }
}

extension LiveRow.ID {
  fileprivate init(_ edge: TrafficEdge) {
    let series = edge.flow.series
    client = edge.client + TrafficNumbers.addresses(edge)
    target = TrafficNumbers.place(edge)
    port = edge.port
    route =
      switch (series.route, series.unit, series.outcome) {
      case (let route?, _, _): route.name
      case (nil, .connection, _): "TCP"
      case (nil, _, .noRoute): "no route"
      case (nil, _, _): "any"
      }
  }
}
