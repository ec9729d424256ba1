import KubernetesSnapshot
package import LinkerdPolicy

/// Observed traffic, joined with the model.
package struct TrafficReport: Sendable {
  /// What was observed.
  package var traffic: ObservedTraffic
  /// Every edge, the most refused first, then the busiest.
  package var edges: [TrafficEdge]
  /// Meshed pods of which nothing was observed, sorted.
  package var unobserved: [UnobservedPod]
  /// Objects that let someone in, of which nobody made use, sorted.
  package var unusedGrants: [UnusedGrant]
  /// The traffic of each namespace, sorted by name.
  package var namespaces: [NamespaceTraffic]

  /// Joins traffic with a cluster.
  ///
  /// - Parameters:
  ///   - traffic: What was observed.
  ///   - policy: What the proxies are told.
  /// - Complexity: O(counters · clients that they may be).
  package init(_ traffic: ObservedTraffic, _ policy: ResolvedPolicy) {
    self.traffic = traffic
    let proxies = ProxyDirectory(policy)
    var join = TrafficJoin(traffic, policy, proxies)
    edges = traffic.flows.map { join.edge($0) }.sorted(by: Self.precedes)
    unobserved = UnobservedPod.pods(of: traffic, policy, proxies)
    unusedGrants = UnusedGrant.grants(edges, policy, observed: Self.observed(traffic, proxies))
    namespaces = NamespaceTraffic.sums(of: edges)
  }

  /// The edges on which the model and the proxies disagree.
  package var drift: [TrafficEdge] { edges.filter(\.agreement.isDrift) }

  private static func observed(
    _ traffic: ObservedTraffic, _ proxies: ProxyDirectory
  ) -> Set<ResourceID> {
    Set(traffic.looks.keys.compactMap { proxies.place(of: $0)?.pod })
  }

  /// Refused before let in, more before less, then by name.
  private static func precedes(_ a: TrafficEdge, _ b: TrafficEdge) -> Bool {
    let x = a.flow.series
    let y = b.flow.series
    func rank(_ edge: TrafficEdge) -> (Int, Double, Double) {
      let refusal = edge.flow.series.outcome.isRefusal ? 0 : edge.isHousekeeping ? 2 : 1
      return (refusal, -(edge.flow.amount.rate ?? 0), -edge.flow.amount.total)
    }
    if rank(a) != rank(b) { return rank(a) < rank(b) }
    if a.flow.proxy != b.flow.proxy { return a.flow.proxy < b.flow.proxy }
    func name(_ edge: TrafficEdge) -> (String, String, String) {
      let series = edge.flow.series
      return (
        edge.client, "\(series.outcome)\(series.unit)\(series.route?.name ?? "")",
        (series.authority?.name ?? "") + (series.limitScope ?? "")
          + (series.client.plainReason ?? "")
      )
    }
    return x.port != y.port ? x.port < y.port : name(a) < name(b)
  }
}
