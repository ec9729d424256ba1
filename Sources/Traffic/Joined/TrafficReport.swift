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

  /// The cluster that it was joined with.
  let cluster: JoinedCluster

  /// Joins traffic with a cluster.
  ///
  /// - Parameters:
  ///   - traffic: What was observed.
  ///   - policy: What the proxies are told.
  ///   - previous: An earlier report; of the same cluster, nothing is judged twice.
  /// - Complexity: O(counters · log counters), and O(pods) for another cluster.
  package init(
    _ traffic: ObservedTraffic, _ policy: ResolvedPolicy, previous: TrafficReport? = nil
  ) {
    self.traffic = traffic
    // Clients come and go; what was asked about them is not kept for ever.
    let most = 2 * traffic.flows.count + 100
    let known = previous.flatMap { report in
      report.cluster.isOf(policy) && report.cluster.judgement.count <= most ? report.cluster : nil
    }
    var join = TrafficJoin(traffic, policy, known ?? JoinedCluster(policy))
    edges = Self.sorted(traffic.flows.map { join.edge($0) })
    cluster = join.cluster
    let proxies = cluster.proxies
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
  private static func sorted(_ edges: [TrafficEdge]) -> [TrafficEdge] {
    let ranks = edges.map { edge in
      let refusal = edge.flow.series.outcome.isRefusal ? 0 : edge.isHousekeeping ? 2 : 1
      return (refusal, -(edge.flow.amount.rate ?? 0), -edge.flow.amount.total)
    }
    return edges.indices.sorted { a, b in
      ranks[a] != ranks[b] ? ranks[a] < ranks[b] : precedes(edges[a], edges[b])
    }.map { edges[$0] }
  }

  private static func precedes(_ a: TrafficEdge, _ b: TrafficEdge) -> Bool {
    let x = a.flow.series
    let y = b.flow.series
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
