/// The traffic of the workloads of one namespace, per second within the window.
package struct NamespaceTraffic: Sendable, Hashable {
  /// The namespace.
  package var name: String
  /// What happened, per second; probes and what the proxies' own ports let in are left out.
  package var rates: [TrafficOutcome: Double] = [:]
  /// How many edges were refused something.
  package var refusedEdges = 0
  /// How many edges the model says cannot be.
  package var driftingEdges = 0

  /// A namespace of which nothing was seen.
  package init(name: String) { self.name = name }

  /// Refused requests and connections per second, of every kind.
  package var refused: Double {
    rates.reduce(0) { $0 + ($1.key.isRefusal ? $1.value : 0) }
  }
  /// Requests and connections per second that got through; rate-limited ones count as let in, too.
  package var passed: Double {
    max(0, self[.allowed] + self[.audit] - self[.rateLimited])
  }

  /// The rate of one outcome.
  package subscript(outcome: TrafficOutcome) -> Double { rates[outcome] ?? 0 }

  /// Sums edges up.
  static func sums(of edges: [TrafficEdge]) -> [NamespaceTraffic] {
    var sums: [String: NamespaceTraffic] = [:]
    for edge in edges where !edge.isHousekeeping {
      var sum = sums[edge.namespace] ?? NamespaceTraffic(name: edge.namespace)
      sum.rates[edge.flow.series.outcome, default: 0] += edge.flow.amount.rate ?? 0
      if edge.flow.amount.isActive {
        if edge.flow.series.outcome.isRefusal { sum.refusedEdges += 1 }
        if edge.agreement.isDrift { sum.driftingEdges += 1 }
      }
      sums[edge.namespace] = sum
    }
    return sums.values.sorted { $0.name < $1.name }
  }
}
