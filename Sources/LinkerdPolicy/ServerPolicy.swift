import KubernetesSnapshot

/// What one Server means for every port that it owns, whatever the workload.
struct ServerPolicy: Hashable, Sendable {
  /// The Server.
  var server: Server
  /// Who may use every route; sorted.
  var authorizations: [ClientAuthorization] = []
  /// Accepted HTTP routes, in order; none means the default routes.
  var httpRoutes: [InboundHTTPRoute] = []
  /// Accepted gRPC routes, in order; none means the default route.
  var grpcRoutes: [InboundGRPCRoute] = []
  /// The accepted rate limit.
  var rateLimit: HTTPLocalRateLimitPolicy?
  /// Objects that were meant for this Server and decide nothing.
  var voids: [VoidResource] = []

  /// The policy of a port of a workload.
  ///
  /// - Parameters:
  ///   - port: A port that the Server owns.
  ///   - workload: The workload, whose probes may open paths (`R-21`).
  ///   - mesh: The mesh configuration.
  /// - Returns: The whole inbound policy of the port.
  func inboundServer(
    port: UInt16, workload: InboundWorkload, mesh: MeshConfiguration
  ) -> InboundServer {
    let rules = mesh.rules
    let spoken = InboundProtocol(server.proxyProtocol, rules)
    var policy = InboundServer(
      reference: .server(server.meta.name), protocol: spoken, authorizations: authorizations,
      httpRoutes: [], grpcRoutes: [], rateLimit: nil, invalid: nil, proxy: workload.proxy)
    if spoken.usesHTTPRoutes {
      policy.httpRoutes =
        httpRoutes.isEmpty
        ? workload.defaultHTTPRoutes(port: port, mesh: mesh) : httpRoutes
      policy.rateLimit = rateLimit
    } else if spoken == .grpc {
      let standIn = rules.hasRoutes ? InboundGRPCRoute.default : .anything
      policy.grpcRoutes = grpcRoutes.isEmpty ? [standIn] : grpcRoutes
      let bare = grpcRoutes.first { route in
        route.rules.contains { $0.matches.contains { !$0.hasMethod } }
      }
      policy.invalid = bare.map { "GRPCRoute \($0.reference.name) has a match without a method" }
    } else if spoken == .opaque, !rules.clientsLearnOpaqueServers {
      policy.losesIdentities = !workload.portsOpaqueToClients.contains(port)
    }
    return policy
  }
}

extension InboundWorkload {
  /// The routes of a port without accepted routes (`R-20` … `R-22`).
  func defaultHTTPRoutes(port: UInt16, mesh: MeshConfiguration) -> [InboundHTTPRoute] {
    guard let paths = probePaths[port], !mesh.probeNetworks.isEmpty else { return [.default] }
    return [.default, .probe(paths: paths.sorted(), networks: mesh.probeNetworks)]
  }
}
