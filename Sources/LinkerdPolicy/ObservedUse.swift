import KubernetesSnapshot

/// What is known of a use of a port after the fact, such as a counter tells: not the request itself,
/// but what the proxy made of it.
public enum ObservedUse: Hashable, Sendable {
  /// A connection that was judged as a whole.
  case connection
  /// A request that took a route.
  case route(RouteReference)
  /// A request for which there was no route.
  case noRoute
}

extension ResolvedPolicy {
  /// Judges a use of a port of which only the way is known.
  ///
  /// - Parameters:
  ///   - use: What the proxy made of it.
  ///   - client: Who it was.
  ///   - port: The port, declared or not.
  ///   - workload: The workload.
  /// - Returns: The decision; nil when the port's policy leaves no such way, as with a route that it
  ///   does not have.
  public func decide(
    _ use: ObservedUse, by client: Client, port: UInt16, on workload: InboundWorkload
  ) -> AccessDecision? {
    let server: InboundServer
    switch guarding(port: port, of: workload) {
    case .enforced(let enforced): server = enforced
    case .skipped where client.identity != nil:
      // Mesh clients reach the port through the proxy's own, which does not skip it (`E-21`).
      server = inboundServer(port: port, of: workload)
    case .unmeshed, .skipped, .startupDefault:
      return decide(client, .connection, port: port, on: workload, destination: nil)
    }
    // What could not be read may hold the way that is missing here.
    let isBlind = doubt?.sparesAllowed == false
    guard
      let evaluation = server.evaluate(use, by: client, port: port)
        ?? (isBlind ? AccessEvaluation(outcome: .unknown, rule: "R-19") : nil)
    else { return nil }
    let traffic: AccessRequest.Traffic =
      use == .connection ? .connection : .request(HTTPRequest())
    return decision(
      evaluation, client, traffic, port: port, on: workload, server: server)
  }
}

extension InboundServer {
  /// Judges a use of which only the way is known; nil when there is no such way.
  func evaluate(_ use: ObservedUse, by client: Client, port: UInt16) -> AccessEvaluation? {
    if case .connection = use {
      return evaluate(client, .connection, port: port, destination: nil)
    }
    let chances = possibilities.compactMap { server in
      server.evaluateAlone(use, by: client, port: port).map { (server.reference, $0) }
    }
    guard let first = chances.first?.1 else { return nil }
    if chances.allSatisfy({ $0.1.outcome == first.outcome }) { return first }
    return AccessEvaluation(
      outcome: .unknown, rule: "O-1",
      chances: chances.map { (owner: $0.0, outcome: $0.1.outcome) })
  }

  private func evaluateAlone(
    _ use: ObservedUse, by client: Client, port: UInt16
  ) -> AccessEvaluation? {
    switch use {
    case .connection: return nil
    case .route(let reference):
      if invalid != nil {
        return reference == .invalid
          ? evaluate(client, .request(HTTPRequest()), port: port, destination: nil) : nil
      }
      guard let own = authorizations(ofRoute: reference) else { return nil }
      var evaluation = judge(
        seen(client), candidates: own + authorizations + [.localhost], rule: "E-27")
      evaluation.route = reference
      if evaluation.outcome == .deny {
        evaluation.symptom = .refused(isGRPC: self.protocol == .grpc)
      }
      return evaluation
    case .noRoute:
      guard invalid == nil, mayMissRoutes(client) else { return nil }
      let isForeign = self.protocol == .tls || self.protocol == .opaque
      return AccessEvaluation(
        outcome: .noRoute, rule: isForeign ? "E-21" : "R-19",
        symptom: .noRoute(isGRPC: self.protocol == .grpc))
    }
  }

  private func authorizations(ofRoute reference: RouteReference) -> [ClientAuthorization]? {
    self.protocol == .grpc
      ? grpcRoutes.first { $0.reference == reference }?.authorizations
      : httpRoutes.first { $0.reference == reference }?.authorizations
  }

  /// Whether some request finds no route.
  private func mayMissRoutes(_ client: Client) -> Bool {
    switch self.protocol {
    case .tls, .opaque: client.identity != nil && proxy.meetsTransportHeaders
    // A request that is no gRPC call fits no method.
    case .grpc: true
    case .detect, .http1, .http2:
      !httpRoutes.contains { route in
        route.hosts.isEmpty
          && route.rules.contains { $0.matches.isEmpty || $0.matches.contains { $0.isAnything } }
      }
    }
  }
}

extension HTTPRouteMatch {
  /// Whether it matches every request.
  var isAnything: Bool {
    let anyPath = if case .prefix("/") = path { true } else { path == nil }
    return anyPath && method == nil && headers.isEmpty && queryParams.isEmpty
  }
}
