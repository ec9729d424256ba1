import KubernetesSnapshot

/// How one port treats one client, before it is put into words (§9).
struct AccessEvaluation {
  var outcome: AccessDecision.Outcome
  /// The rule that settled it.
  var rule: String
  var route: RouteReference?
  /// A route that matches just as well and lost the tie (`R-17`).
  var tied: RouteReference?
  /// The authorizations that let the client through.
  var granted: [ClientAuthorization] = []
  /// The authorizations that were asked and did not, or may not, fit.
  var missed: [ClientAuthorization] = []
  var after: AccessDecision.FilterAnswer?
  var symptom = Symptom()
  /// What would become of the client under each Server that may own the port, where they differ
  /// and chance decides (`O-1`).
  var chances: [(owner: InboundServer.ServerReference, outcome: AccessDecision.Outcome)] = []
}

extension InboundServer {
  /// Judges one connection or request (`E-21` … `E-27`, `E-42`).
  ///
  /// - Parameters:
  ///   - client: Who asks.
  ///   - traffic: What the client sends.
  ///   - port: The port, since the proxy's own admin server differs.
  ///   - destination: The workload's address, which stands in for a missing authority.
  /// - Returns: What becomes of it; not known where Servers that may own the port disagree.
  func evaluate(
    _ client: Client, _ traffic: AccessRequest.Traffic, port: UInt16, destination: IPAddress?
  ) -> AccessEvaluation {
    if let evaluation = around(client) { return evaluation }
    let first = evaluateAlone(client, traffic, port: port, destination: destination)
    if rivals.isEmpty { return first }
    let chances = possibilities.map { server in
      let evaluation = server.evaluateAlone(client, traffic, port: port, destination: destination)
      return (owner: server.reference, outcome: evaluation.outcome)
    }
    if chances.allSatisfy({ $0.outcome == first.outcome }) { return first }
    return AccessEvaluation(outcome: .unknown, rule: "O-1", chances: chances)
  }

  /// The policies of all Servers that may own the port: just this one, but for old releases.
  var possibilities: [InboundServer] { [self] + rivals }

  private func evaluateAlone(
    _ client: Client, _ traffic: AccessRequest.Traffic, port: UInt16, destination: IPAddress?
  ) -> AccessEvaluation {
    let client = seen(client)
    let request: HTTPRequest? = if case .request(let request) = traffic { request } else { nil }
    let isGRPC = request.map { $0.isGRPC || self.protocol == .grpc } ?? false
    if invalid != nil {
      return AccessEvaluation(
        outcome: .deny, rule: "E-30", route: request == nil ? nil : .invalid,
        symptom: request == nil ? .closed : .refused(isGRPC: isGRPC))
    }
    let isAdmin = port == InboundWorkload.adminPort
    guard let request else {
      return isAdmin
        ? AccessEvaluation(outcome: .deny, rule: "E-42", symptom: .closed)
        : connection(client)
    }
    // A client of an opaque port names no protocol, so its request is judged as a connection; so is
    // whatever arrives at a TLS port without the mesh's transport header (`O-9`).
    let namesProtocol = client.identity != nil && proxy.meetsTransportHeaders
    if !isAdmin, self.protocol == .opaque || (self.protocol == .tls && !namesProtocol) {
      return connection(client)
    }
    // The admin server knows no authority of an HTTP/1 request (`E-42`).
    let authority =
      isAdmin
      ? (self.protocol == .http2 || self.protocol == .grpc ? request.host : nil)
      : request.host ?? destination?.description
    let choice = choose(request, authority: authority)
    guard let choice else {
      return AccessEvaluation(
        outcome: .noRoute,
        rule: self.protocol == .tls || self.protocol == .opaque ? "E-21" : "R-19",
        symptom: .noRoute(isGRPC: isGRPC))
    }
    guard choice.isCertain else {
      return AccessEvaluation(outcome: .unknown, rule: "R-18", route: choice.route)
    }
    var evaluation = judge(
      client, candidates: choice.authorizations + authorizations + [.localhost], rule: "E-27")
    evaluation.route = choice.route
    evaluation.tied = choice.tied
    evaluation.symptom = evaluation.outcome == .deny ? .refused(isGRPC: isGRPC) : Symptom()
    if evaluation.outcome == .allow { evaluation.after = choice.answer }
    return evaluation
  }

  /// The ways into the port, each judged: its routes, or the connection as a whole.
  ///
  /// The probe route is left out, since it is open to everyone by design (`R-22`).
  ///
  /// - Parameter client: Who asks.
  /// - Returns: For each way what it is, what is sent on it, and what becomes of it; never empty.
  func ways(
    for client: Client
  ) -> [(title: String, traffic: AccessRequest.Traffic, evaluation: AccessEvaluation)] {
    let request = AccessRequest.Traffic.request(HTTPRequest())
    if let evaluation = around(client) { return [("any connection", .connection, evaluation)] }
    let client = seen(client)
    if invalid != nil {
      return [("anything", request, evaluate(client, request, port: 1, destination: nil))]
    }
    guard self.protocol != .opaque, self.protocol != .tls else {
      return [("any connection", .connection, connection(client))]
    }
    let isGRPC = self.protocol == .grpc
    let routes =
      isGRPC
      ? grpcRoutes.filter { !$0.rules.isEmpty }.map { ($0.reference, $0.authorizations) }
      : httpRoutes.filter { !$0.rules.isEmpty }.map { ($0.reference, $0.authorizations) }
    let judged = routes.filter { $0.0 != .probe }.map { reference, own in
      var evaluation = judge(
        client, candidates: own + authorizations + [.localhost], rule: "E-27")
      evaluation.route = reference
      if evaluation.outcome == .deny { evaluation.symptom = .refused(isGRPC: isGRPC) }
      return (reference.way, request, evaluation)
    }
    let nothing = AccessEvaluation(
      outcome: .noRoute, rule: "R-19", symptom: .noRoute(isGRPC: isGRPC))
    return judged.isEmpty ? [("any request", request, nothing)] : judged
  }

  /// The client as the proxy sees it.
  func seen(_ client: Client) -> Client {
    guard client.tls != .none else { return client }
    var seen = client
    if !proxy.readsURIIdentities, let identity = client.identity, IdentityMatch.isURI(identity) {
      seen.tls = .anonymous
    }
    // Mesh TLS is not terminated on an opaque port, unless the transport header says whose it is.
    if self.protocol == .opaque, losesIdentities || seen.tls == .anonymous { seen.tls = .none }
    return seen
  }

  /// What becomes of a client that the proxy never sees, or may not see (`E-40`).
  ///
  /// - Returns: The evaluation; nil for a client that meets the policy.
  private func around(_ client: Client) -> AccessEvaluation? {
    switch isSkipped(by: client) {
    case .yes: AccessEvaluation(outcome: .open, rule: "E-40")
    case .maybe: AccessEvaluation(outcome: .unknown, rule: "E-40")
    case .no: nil
    }
  }

  /// Whether the client's connections go around the proxy.
  ///
  /// Mesh clients do not: they come to the proxy's own port (`E-21`).
  func isSkipped(by client: Client) -> Truth {
    client.identity != nil && proxy.meetsTransportHeaders
      ? .no : client.address.isInside(skippedNetworks)
  }

  /// Judges a raw connection (`E-25`).
  private func connection(_ client: Client) -> AccessEvaluation {
    guard self.protocol.admitsRawConnections else {
      return AccessEvaluation(outcome: .deny, rule: "E-25", symptom: .closed)
    }
    var evaluation = judge(client, candidates: authorizations + [.localhost], rule: "E-25")
    if evaluation.outcome == .deny { evaluation.symptom = .closed }
    return evaluation
  }

  func judge(
    _ client: Client, candidates: [ClientAuthorization], rule: String
  ) -> AccessEvaluation {
    var evaluation = AccessEvaluation(outcome: .deny, rule: rule)
    for candidate in candidates {
      var admits = candidate.admits(client)
      // A client whose address is not known is still another pod or host than this one.
      if candidate.origin == .localhost, admits == .maybe { admits = .no }
      switch admits {
      case .yes:
        evaluation.outcome = .allow
        evaluation.granted.append(candidate)
      case .maybe:
        if evaluation.outcome == .deny { evaluation.outcome = .unknown }
        evaluation.missed.append(candidate)
      case .no:
        evaluation.missed.append(candidate)
      }
    }
    return evaluation
  }
}

extension AccessDecision.Outcome {
  /// Whether the client gets in, or is not kept out.
  public var isAllowed: Bool { self == .allow || self == .open }
}
