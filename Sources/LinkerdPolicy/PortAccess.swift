import KubernetesSnapshot

extension InboundServer {
  /// What each client may do with the port as a whole: every route that traffic may take.
  ///
  /// The probe route is left out, since it is open to everyone by design (`R-22`).
  ///
  /// - Parameter clients: Who asks.
  /// - Returns: The verdicts in the clients' order, as cells of the matrix; `unknown` where Servers
  ///   that may own the port disagree (`O-1`).
  /// - Complexity: O(clients · authorizations) at most.
  func verdicts(for clients: inout ClientTable) -> [Verdict] {
    var verdicts = verdictsAlone(for: &clients)
    for rival in rivals {
      let others = rival.verdictsAlone(for: &clients)
      verdicts = zip(verdicts, others).map { $0 == $1 ? $0 : .unknown }
    }
    guard !skippedNetworks.isEmpty else { return verdicts }
    return zip(verdicts, clients.clients).map { verdict, client in
      switch isSkipped(by: client) {
      case .yes: .open
      case .maybe: .unknown
      case .no: verdict
      }
    }
  }

  private func verdictsAlone(for clients: inout ClientTable) -> [Verdict] {
    if invalid != nil { return Array(repeating: .deny, count: clients.clients.count) }
    // Only opaque ports and old proxies see clients otherwise than they are.
    if self.protocol == .opaque || !proxy.readsURIIdentities {
      var seen = ClientTable(clients.clients.map(seen))
      return verdictsAsSeen(&seen)
    }
    return verdictsAsSeen(&clients)
  }

  private func verdictsAsSeen(_ clients: inout ClientTable) -> [Verdict] {
    switch self.protocol {
    case .opaque, .tls:
      return clients.verdicts(authorizations)
    case .grpc:
      return verdicts(for: &clients, routes: grpcRoutes)
    case .detect, .http1, .http2:
      return verdicts(for: &clients, routes: httpRoutes)
    }
  }

  private func verdicts<Match>(
    for clients: inout ClientTable, routes: [InboundRoute<Match>]
  ) -> [Verdict] {
    let server = clients.verdicts(authorizations)
    let taken = routes.filter { $0.reference != .probe && !$0.rules.isEmpty }
    // A Server whose routes match nothing answers 404 to everyone.
    if taken.isEmpty { return server.map { _ in .deny } }
    if taken.allSatisfy(\.authorizations.isEmpty) { return server }
    var sums = server.map { _ in VerdictSum() }
    for route in taken {
      let verdicts =
        route.authorizations.isEmpty
        ? server : clients.verdicts(authorizations + route.authorizations)
      for row in sums.indices { sums[row].add(verdicts[row]) }
    }
    return sums.map(\.verdict)
  }

  /// What the kubelet may do on a port that it probes: its probes, and nothing else.
  func verdict(forProbes probes: [HealthProbe], from client: Client, port: UInt16) -> Verdict {
    var sum = VerdictSum()
    for probe in probes {
      guard let traffic = probe.traffic else {
        sum.add(.allow)
        continue
      }
      switch evaluate(client, traffic, port: port, destination: nil).outcome {
      case .allow, .open: sum.add(.allow)
      case .deny, .noRoute: sum.add(.deny)
      case .unknown: sum.add(.unknown)
      }
    }
    return sum.verdict
  }
}
