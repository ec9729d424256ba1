package import KubernetesSnapshot
import LinkerdPolicy

/// An object that lets someone in, and of which nobody made use since the proxies started.
package struct UnusedGrant: Sendable, Hashable {
  /// The ServerAuthorization or AuthorizationPolicy.
  package var grant: ResourceID
  /// The ports that it opens, sorted.
  package var ports: [Port]
  /// Whom it lets in, in plain words.
  package var words: String
  /// Whether another rule lets in a client of these ports that this one would let in as well: the
  /// proxy names only the first that fits (`A-21`).
  package var isOverlapped: Bool
  /// How many pods behind it were not observed, so that it may be in use there.
  package var unobservedPods: Int

  /// Why it may be in use all the same, in plain words.
  package var doubts: [String] {
    (isOverlapped ? ["another rule lets in the same clients"] : [])
      + (unobservedPods > 0 ? ["\(unobservedPods) pods are not observed"] : [])
  }

  /// A port of a workload.
  package struct Port: Sendable, Hashable, Comparable {
    /// The workload.
    package var workload: ResourceID
    /// The port.
    package var port: UInt16

    /// By workload and port.
    package static func < (a: Port, b: Port) -> Bool {
      (a.workload, a.port) < (b.workload, b.port)
    }
  }

  /// The grants of observed pods that no counter names.
  static func grants(
    _ edges: [TrafficEdge], _ policy: ResolvedPolicy, observed: Set<ResourceID>
  ) -> [UnusedGrant] {
    var used: Set<ResourceID> = []
    var admitted: [Port: [TrafficEdge]] = [:]
    for edge in edges where !edge.flow.series.outcome.isRefusal && edge.flow.amount.total > 0 {
      if case .grant(let id) = edge.basis { used.insert(id) }
      if let workload = edge.workload {
        admitted[Port(workload: workload, port: edge.port), default: []].append(edge)
      }
    }
    var found: [ResourceID: UnusedGrant] = [:]
    for workload in policy.workloads {
      for variant in workload.variants {
        let pods = variant.pods.filter { !$0.isTemplate }
        guard !pods.isEmpty, variant.inbound.kind == .pod else { continue }
        let blind = pods.count { !observed.contains($0.id) }
        guard blind < pods.count else { continue }
        for port in variant.ports {
          guard let server = port.server else { continue }
          let place = Port(workload: workload.id, port: port.number)
          for grant in Set(server.grants) {
            guard let id = grant.origin.resourceID(in: workload.namespace), !used.contains(id)
            else { continue }
            var entry =
              found[id]
              ?? UnusedGrant(
                grant: id, ports: [], words: grant.words, isOverlapped: false, unobservedPods: 0)
            if !entry.ports.contains(place) { entry.ports.append(place) }
            entry.unobservedPods += blind
            entry.isOverlapped =
              entry.isOverlapped || (admitted[place] ?? []).contains { grant.mayAdmit($0) }
            found[id] = entry
          }
        }
      }
    }
    return found.values.map { grant in
      var grant = grant
      grant.ports.sort()
      return grant
    }.sorted { $0.grant < $1.grant }
  }
}

extension InboundServer {
  /// All that lets someone in, on the whole port or on a route.
  fileprivate var grants: [ClientAuthorization] {
    authorizations + httpRoutes.flatMap(\.authorizations) + grpcRoutes.flatMap(\.authorizations)
  }
}

extension ClientAuthorization {
  /// Whether it might have let in what another rule let in.
  fileprivate func mayAdmit(_ edge: TrafficEdge) -> Bool {
    guard !edge.isHousekeeping else { return false }
    switch edge.flow.series.client {
    case .identity(let identity): return authentication.accepts(.identity(identity))
    case .anonymous: return authentication.accepts(.anonymous)
    case .plain, .foreignTLS: return authentication.accepts(.none)
    }
  }
}
