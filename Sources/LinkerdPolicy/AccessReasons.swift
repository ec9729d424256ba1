import KubernetesSnapshot

extension ResolvedPolicy {
  /// The chain from the client to what decided, in plain words.
  func reasons(
    _ client: Client, _ traffic: AccessRequest.Traffic, port: UInt16, workload: InboundWorkload,
    server: InboundServer, _ evaluation: AccessEvaluation
  ) -> [Reason] {
    let policy = namespaces[workload.namespace]?.policy ?? NamespacePolicy(mesh.rules)
    var chain = [Reason("the client is \(client.words)", rule: "E-13")]
    chain += ownership(port: port, workload: workload, server: server, policy: policy)
    if !evaluation.chances.isEmpty {
      return chain
        + evaluation.chances.map { chance in
          Reason(
            "if it is Server \(chance.owner.name), the answer is \(chance.outcome.rawValue)",
            rule: "O-1",
            object: ResourceID(
              kind: .server, namespace: workload.namespace, name: chance.owner.name))
        }
    }
    if let invalid = server.invalid {
      chain.append(
        Reason(
          "the proxy cannot read the policy (\(invalid)) and refuses everyone, the pod itself too",
          rule: "E-30"))
      return chain
    }
    chain.append(protocolReason(server, client: client, traffic: traffic, rule: evaluation.rule))
    if let route = evaluation.route { chain.append(routeReason(route, server, workload)) }
    switch evaluation.outcome {
    case .noRoute:
      chain.append(Reason("no route matches the request", rule: evaluation.rule))
    case .allow:
      for grant in evaluation.granted { chain.append(grantReason(grant, workload.namespace)) }
    case .deny, .unknown:
      if evaluation.rule != "E-25" || server.protocol.admitsRawConnections {
        for missed in evaluation.missed where missed.origin != .localhost {
          chain.append(missReason(missed, client, workload.namespace))
        }
        if evaluation.outcome == .deny {
          chain.append(Reason("no authorization lets the client in", rule: evaluation.rule))
        }
      }
      chain += voidReasons(server, policy)
    case .open: break
    }
    let context = DecisionContext(
      client: client, traffic: traffic, port: port, workload: workload, server: server,
      evaluation: evaluation, policy: policy, snapshot: snapshot, mesh: mesh)
    return chain + context.surprises
  }

  private func ownership(
    port: UInt16, workload: InboundWorkload, server: InboundServer, policy: NamespacePolicy
  ) -> [Reason] {
    let claimants = policy.claimants(of: port, on: workload)
    func id(_ server: Server) -> ResourceID {
      ResourceID(kind: .server, namespace: workload.namespace, name: server.meta.name)
    }
    guard let owner = claimants.first else {
      return [defaultReason(port: port, workload: workload)]
        + policy.serversWithoutPort(on: workload).map { server, name in
          Reason(
            "Server \(server.meta.name) selects the pod, but the pod has no port named \"\(name)\","
              + " so the Server selects nothing here"
              + (UInt16(name) == nil ? "" : " (a port in quotes is a name, not a number)"),
            rule: UInt16(name) == nil ? "P-7" : "S-8",
            object: id(server))
        }
        + policy.voids.filter { $0.id.kind == .server }.map { void in
          Reason(
            "Server \(void.id.name) does not count: it \(void.reason)", rule: void.rule,
            object: void.id)
        }
    }
    if !mesh.rules.oldestServerOwnsPort, claimants.count > 1 {
      let names = claimants.map(\.server.meta.name).joined(separator: ", ")
      return [
        Reason(
          "port \(port) is owned by one of the Servers \(names): release"
            + " \(mesh.rules.version.release) leaves it to chance which one", rule: "O-1")
      ]
        + claimants.map { claimant in
          Reason(
            "Server \(claimant.server.meta.name) selects \(claimant.server.selector.labels)",
            rule: "S-4", object: id(claimant.server))
        }
    }
    return [
      Reason(
        "port \(port) is owned by Server \(owner.server.meta.name), which selects"
          + " \(owner.server.selector.labels)", rule: "S-4", object: id(owner.server))
    ]
      + claimants.dropFirst().map { loser in
        Reason(
          "Server \(loser.server.meta.name) selects the port too, but is younger and does not count",
          rule: "S-15", object: id(loser.server))
      }
  }

  private func defaultReason(port: UInt16, workload: InboundWorkload) -> Reason {
    let mode = workload.defaultPolicy(port: port, mesh: mesh)
    var source = "the cluster's default"
    var rule = "D-4"
    if let text = workload.defaultPolicyAnnotation {
      if mesh.rules.defaultPolicy(text) != nil {
        source = "the pod's annotation"
      } else {
        source += " (the pod's annotation \"\(text)\" is no policy)"
        rule = "D-6"
      }
    }
    if workload.requireIdentityPorts.contains(port), mode.rawValue.hasSuffix("authenticated") {
      source += ", and the port asks for an identity"
      rule = "D-10"
    }
    return Reason(
      "no Server selects port \(port), so the default policy \(mode.rawValue) decides: \(source)",
      rule: rule)
  }

  private func protocolReason(
    _ server: InboundServer, client: Client, traffic: AccessRequest.Traffic, rule: String
  ) -> Reason {
    let spoken = server.protocol.rawValue
    let isRequest = if case .request = traffic { true } else { false }
    switch server.protocol {
    case .opaque where server.losesIdentities && client.tls != .none:
      return Reason(
        "the port is opaque, but clients of this release do not know it: whole connections are"
          + " judged, and no one's identity is seen", rule: "O-23")
    case .opaque:
      return Reason("the port is opaque: only whole connections are judged", rule: "E-22")
    case .tls:
      return isRequest && client.identity != nil && server.proxy.meetsTransportHeaders
        ? Reason("the port is TLS, and mesh clients' requests find no route there", rule: "E-21")
        : Reason("the port is TLS: only whole connections are judged", rule: "E-22")
    case .detect where !isRequest:
      return Reason(
        "the protocol is detected, and a raw connection is judged as a whole", rule: "E-25")
    case .detect:
      return Reason("the protocol is detected, and each HTTP request is judged", rule: "E-26")
    default:
      return isRequest
        ? Reason("the port speaks \(spoken): each request is judged", rule: "E-27")
        : Reason("the port speaks \(spoken), so a raw connection is never let in", rule: "E-25")
    }
  }

  private func routeReason(
    _ route: RouteReference, _ server: InboundServer, _ workload: InboundWorkload
  ) -> Reason {
    switch route.kind {
    case "default":
      return Reason(
        server.protocol == .grpc
          ? "the Server has no GRPCRoute, so every call takes the default route"
          : "no HTTPRoute is accepted on the port, so the request takes the default route",
        rule: server.protocol == .grpc ? "R-24" : "R-20")
    case "probe":
      return Reason(
        "the request is the pod's own health probe, which the probe networks may make", rule: "R-22"
      )
    default:
      let kind: ResourceKind =
        route.kind == "GRPCRoute"
        ? .grpcRoute
        : route.group == ResourceKind.linkerdHTTPRoute.group
          ? .linkerdHTTPRoute : .gatewayHTTPRoute
      return Reason(
        "the request takes \(route.kind) \(route.name)", rule: "R-16",
        object: ResourceID(kind: kind, namespace: workload.namespace, name: route.name))
    }
  }

  private func grantReason(_ grant: ClientAuthorization, _ namespace: String) -> Reason {
    Reason(
      "\(grant.origin.words) lets in \(grant.words)", rule: grant.rule,
      object: grant.origin.resourceID(in: namespace))
  }

  /// Why a port of a workload is left to what its proxy started with.
  func startupDefaultReason(port: UInt16, on workload: InboundWorkload) -> Reason {
    let rest = "and the proxy keeps the default it started with"
    if let absence = view.hidden[.externalWorkload], workload.kind == .externalWorkload {
      return Reason(
        "the policy controller does not know the workload, which \(absence.reason), \(rest)",
        rule: absence.rule)
    }
    if workload.enforcement == .enforced {
      return Reason(
        "no container declares port \(port): release \(mesh.rules.version.release) does not know"
          + " it, \(rest)", rule: "O-19")
    }
    return Reason(
      "the pod has a proxy but not the label \(InboundWorkload.controlPlaneLabel): the policy"
        + " controller does not know it, \(rest)", rule: "E-3")
  }

  private func missReason(
    _ missed: ClientAuthorization, _ client: Client, _ namespace: String
  ) -> Reason {
    let authenticated = missed.authentication.accepts(client.tls)
    let network = client.address.isInside(missed.networks)
    let why: String =
      switch (authenticated, network) {
      case (true, .maybe): "whether the client's address is among these is not known"
      case (true, _): "the client's address is not among these"
      case (false, .no): "neither the client's identity nor its address fits"
      case (false, _):
        client.identity == nil
          ? "the client has no mesh identity" : "the client's identity is not among these"
      }
    return Reason(
      "\(missed.origin.words) lets in \(missed.words): \(why)", rule: missed.rule,
      object: missed.origin.resourceID(in: namespace))
  }

  private func voidReasons(_ server: InboundServer, _ policy: NamespacePolicy) -> [Reason] {
    guard case .server(let name) = server.reference,
      let owner = policy.servers.first(where: { $0.server.meta.name == name })
    else { return [] }
    return owner.voids.map { void in
      Reason(
        "\(void.id.kind.kind) \(void.id.name) does not count: it \(void.reason)", rule: void.rule,
        object: void.id)
    }
  }
}

extension Client {
  /// The client in plain words.
  var words: String {
    let place: String =
      switch address {
      case .known(let addresses):
        addresses.count == 1
          ? "at \(addresses[0])"
          : "at \(addresses.count) addresses, \(addresses.min()?.description ?? "") first"
      case .inside: "at an address of the cluster that is not known"
      case .outside: "at an address outside the cluster"
      }
    switch tls {
    case .none: return "outside the mesh, \(place)"
    case .anonymous: return "in mesh TLS without an identity, \(place)"
    case .identity(let identity): return "\(identity), \(place)"
    }
  }
}

extension AuthorizationOrigin {
  /// The rule or object in plain words.
  var words: String {
    switch self {
    case .default(let mode): "\(mode.rawValue)"
    case .probe: "the probe rule"
    case .localhost: "the proxy's rule for loopback"
    case .serverAuthorization(let name): "ServerAuthorization \(name)"
    case .authorizationPolicy(let name): "AuthorizationPolicy \(name)"
    }
  }
}

extension ClientAuthorization {
  /// The rule of the book under which the authorization is built.
  var rule: String {
    switch origin {
    case .default(.audit): "A-20"
    case .default: "D-2"
    case .probe: "R-22"
    case .localhost: "M-4"
    case .serverAuthorization: "Z-8"
    case .authorizationPolicy: "A-8"
    }
  }

  /// Whom it lets in, in plain words.
  public var words: String {
    let who: String =
      switch authentication {
      case .unauthenticated: "anyone"
      case .anyTLS: "anyone in mesh TLS"
      case .identities(let match): match.words
      }
    return networks == .everywhere ? who : "\(who) from \(networkWords)"
  }

  private var networkWords: String {
    let shown = networks.prefix(3).map { block in
      block.except.isEmpty
        ? "\(block.cidr)"
        : "\(block.cidr) except \(block.except.map(\.description).joined(separator: ", "))"
    }
    let rest = networks.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension IdentityMatch {
  /// Whom it means, in plain words: `web.emojivoto and 2 more`.
  public var words: String {
    if suffixes.contains("") { return "every mesh identity" }
    let first = (exact.firstTwo + suffixes.firstTwo.map { "*\($0)" }).prefix(2)
    let rest = exact.count + suffixes.count - first.count
    return first.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension Set<String> {
  /// The first two in order, without sorting the rest.
  fileprivate var firstTwo: [String] {
    guard let first = self.min() else { return [] }
    return [first] + (lazy.filter { $0 != first }.min().map { [$0] } ?? [])
  }
}
