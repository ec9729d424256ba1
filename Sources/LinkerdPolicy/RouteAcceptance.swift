import KubernetesSnapshot

/// Which routes and rate limits a Server accepted (`R-6`, `R-7`, `L-3`).
///
/// For stored objects the status that the controller wrote counts, as it does for the controller
/// itself. For manifests it is worked out from the objects at hand, and so it is for a stored route
/// whose Server is new, or gets a new GRPCRoute: its status is about to change (`M-7`).
struct RouteAcceptance {
  /// Servers that some GRPCRoute names, in any namespace, so that HTTPRoutes conflict.
  private let serversWithGRPCRoutes: Set<ServerName>
  /// Of these, the ones that a manifest's GRPCRoute names.
  private let serversWithNewGRPCRoutes: Set<ServerName>
  private let snapshot: Snapshot
  private let view: ControllerView

  private struct ServerName: Hashable {
    var namespace: String
    var name: String
  }

  /// Looks at every GRPCRoute of a snapshot, since conflicts cross namespaces.
  ///
  /// - Parameters:
  ///   - snapshot: The cluster.
  ///   - view: What of it counts, and by whose rules.
  /// - Complexity: O(namespaces + GRPCRoutes).
  init(_ snapshot: Snapshot, view: ControllerView) {
    self.view = view
    var claimed: Set<ServerName> = []
    var newlyClaimed: Set<ServerName> = []
    for (namespace, contents) in snapshot.namespaces {
      let routes = view.hidden[.grpcRoute] == nil ? contents.grpcRoutes : [:]
      for route in routes.values where view.rules.problem(in: route) == nil {
        for parent in route.parents where parent.isServer {
          let name = ServerName(namespace: parent.namespace ?? namespace, name: parent.name)
          claimed.insert(name)
          if !route.meta.isStored { newlyClaimed.insert(name) }
        }
      }
    }
    serversWithGRPCRoutes = claimed
    serversWithNewGRPCRoutes = newlyClaimed
    self.snapshot = snapshot
  }

  /// Whether a GRPCRoute, in any namespace, names the Server (`R-7`).
  func hasGRPCRoute(server: String, namespace: String) -> Bool {
    serversWithGRPCRoutes.contains(ServerName(namespace: namespace, name: server))
  }

  /// Whether an HTTPRoute is accepted by a Server.
  func accepts(_ route: HTTPRoute, server: String) -> Bool {
    if !view.rules.asksForRouteStatus { return true }
    let name = ServerName(namespace: route.meta.namespace, name: server)
    if hasStatus(route.meta, about: name), !serversWithNewGRPCRoutes.contains(name) {
      return Self.isAccepted(route.status, server: server)
    }
    return object(name) != nil && !serversWithGRPCRoutes.contains(name)
  }

  /// Whether a GRPCRoute is accepted by a Server.
  func accepts(_ route: GRPCRoute, server: String) -> Bool {
    let name = ServerName(namespace: route.meta.namespace, name: server)
    return hasStatus(route.meta, about: name)
      ? Self.isAccepted(route.status, server: server) : object(name) != nil
  }

  /// Whether a route's status already takes the Server into account.
  ///
  /// Sources without resource versions do not tell a new Server from one without a time.
  private func hasStatus(_ route: ObjectMeta, about server: ServerName) -> Bool {
    route.isStored && (route.resourceVersion == nil || object(server)?.meta.isStored != false)
  }

  private func object(_ server: ServerName) -> Server? {
    view.hidden[.server] == nil
      ? snapshot.namespaces[server.namespace]?.servers[server.name] : nil
  }

  private static func isAccepted(_ status: [RouteParentStatus]?, server: String) -> Bool {
    (status ?? []).contains { entry in
      entry.controllerName == "linkerd.io/policy-controller" && entry.parentRef.kind == "Server"
        && entry.parentRef.name == server && isAccepted(entry.conditions)
    }
  }

  private static func isAccepted(_ conditions: [Condition]?) -> Bool {
    (conditions ?? []).contains { $0.type == "Accepted" && $0.status == "True" }
  }

  /// The rate limit that applies to a Server, of those that target it (`L-3`).
  ///
  /// - Parameter candidates: The policies that target the Server.
  /// - Returns: The accepted one; nil when none is.
  static func rateLimit(
    among candidates: [HTTPLocalRateLimitPolicy]
  ) -> HTTPLocalRateLimitPolicy? {
    let ordered = candidates.sorted { a, b in
      switch (a.meta.creationTimestamp, b.meta.creationTimestamp) {
      case (let first?, let second?) where first != second: first < second
      case (_?, nil): true
      case (nil, _?): false
      default: a.meta.name < b.meta.name
      }
    }
    return ordered.first { $0.meta.isStored && isAccepted($0.conditions) }
      ?? (ordered.contains(where: \.meta.isStored) ? nil : ordered.first)
  }
}
