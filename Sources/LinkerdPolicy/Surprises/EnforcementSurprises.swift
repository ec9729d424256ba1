import KubernetesSnapshot

extension DecisionContext {
  /// What surprises in how proxies enforce (`X-31` … `X-40`).
  var enforcementSurprises: [Reason] {
    startUp + hiddenIdentity + judgedWhole + serverFirst + outsideTheProxy + adminPort
      + translatedAddress + refusedGRPC + runningStreams
  }

  private var isGRPC: Bool { request.map { $0.isGRPC || server.protocol == .grpc } ?? false }

  /// `X-31`: the first connection to an undeclared port comes before the controller's answer.
  private var startUp: [Reason] {
    guard workload.kind == .pod, !workload.declaredPorts.contains(port),
      workload.probePaths[port] == nil, port != InboundWorkload.adminPort
    else { return [] }
    return [
      Reason(
        "the pod does not declare port \(port), so its proxy asks at the first connection, and"
          + " handles that one under the default that it started with", rule: "E-4")
    ]
  }

  /// `X-34`: an opaque port sees no identity of who comes without the transport header.
  private var hiddenIdentity: [Reason] {
    guard server.protocol == .opaque, client.identity == nil, evaluation.outcome == .deny else {
      return []
    }
    return [
      Reason(
        "an opaque port does not terminate TLS: only clients that use the mesh's transport header"
          + " show an identity there", rule: "E-22")
    ]
  }

  /// `X-36`: clients that take a port for opaque are judged as connections.
  private var judgedWhole: [Reason] {
    guard server.protocol == .detect, client.identity != nil, request != nil,
      workload.opaquePorts.contains(port) || PortSet(mesh.defaultOpaquePorts).contains(port)
    else { return [] }
    return [
      Reason(
        "a mesh client that takes port \(port) for opaque sends its requests as a raw connection:"
          + " routes, their 404 and rate limits do not apply to it", rule: "E-21")
    ]
  }

  /// `X-37`: the proxy waits for the client's first bytes.
  private var serverFirst: [Reason] {
    guard request == nil, client.tls == .none, server.protocol != .opaque,
      port != InboundWorkload.adminPort
    else { return [] }
    return [
      Reason(
        "the proxy waits for the client's first bytes: a protocol in which the server speaks first"
          + " is cut after 10 seconds unless the port is opaque", rule: "E-23")
    ]
  }

  /// `X-38`: IPv6 does not reach the proxy by default.
  private var outsideTheProxy: [Reason] {
    guard case .known(let addresses) = client.address,
      addresses.contains(where: { $0.family == .v6 })
    else { return [] }
    return [
      Reason(
        "this holds if IPv6 is sent through the proxy: with disableIPv6, the chart's default, it is"
          + " not, and nothing is enforced on it", rule: "E-41")
    ]
  }

  /// `X-39`: a default policy covers the proxy's own port.
  private var adminPort: [Reason] {
    guard port == InboundWorkload.adminPort, evaluation.outcome == .deny else { return [] }
    return [
      Reason(
        "the policy covers the proxy's own port too: metrics are not scraped unless something lets"
          + " the scrape in", rule: "E-42")
    ]
  }

  /// `X-40`: addresses are those that arrive.
  private var translatedAddress: [Reason] {
    guard evaluation.outcome == .deny else { return [] }
    let byAddress = evaluation.missed.contains { missed in
      missed.origin != .localhost && missed.authentication.accepts(client.tls)
        && missed.networks != .everywhere
    }
    return byAddress
      ? [
        Reason(
          "addresses count as the pod sees them: load balancers, node ports and the API server"
            + " arrive with a node's address", rule: "E-13")
      ] : []
  }

  /// `X-32`: a refused call looks like a success to HTTP.
  private var refusedGRPC: [Reason] {
    guard isGRPC, evaluation.outcome == .deny, request != nil else { return [] }
    return [
      Reason(
        "a refused gRPC call is HTTP 200 with grpc-status 7, and only meshed clients are told why",
        rule: "E-28")
    ]
  }

  /// `X-33`: what runs is not cut.
  private var runningStreams: [Reason] {
    guard evaluation.outcome == .deny, server.protocol != .opaque, server.protocol != .tls else {
      return []
    }
    return [
      Reason(
        request == nil
          ? "open raw connections are cut as soon as the policy refuses them"
          : "requests, streams and WebSockets that run already are not cut: only new requests are"
            + " refused", rule: "E-31")
    ]
  }
}
