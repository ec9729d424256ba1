import KubernetesSnapshot

extension InboundServer {
  /// What a client may do with the port as a whole: every route that traffic may take.
  ///
  /// The probe route is left out, since it is open to everyone by design (`R-22`).
  ///
  /// - Parameter client: Who asks.
  /// - Returns: The verdict, as a cell of the matrix; `unknown` where Servers that may own the port
  ///   disagree (`O-1`).
  /// - Complexity: O(authorizations).
  func verdict(for client: Client) -> Verdict {
    let first = verdictAlone(for: client)
    return rivals.allSatisfy { $0.verdictAlone(for: client) == first } ? first : .unknown
  }

  private func verdictAlone(for client: Client) -> Verdict {
    let client = seen(client)
    if invalid != nil { return .deny }
    switch self.protocol {
    case .opaque, .tls:
      return Self.verdict(client, authorizations)
    case .grpc:
      return verdict(client, routes: grpcRoutes)
    case .detect, .http1, .http2:
      return verdict(client, routes: httpRoutes)
    }
  }

  private func verdict<Match>(_ client: Client, routes: [InboundRoute<Match>]) -> Verdict {
    let server = Self.verdict(client, authorizations)
    var sum = VerdictSum()
    for route in routes where route.reference != .probe && !route.rules.isEmpty {
      sum.add(
        route.authorizations.isEmpty || server == .allow
          ? server : Self.verdict(client, authorizations + route.authorizations))
    }
    let verdict = sum.verdict
    // A Server whose routes match nothing answers 404 to everyone.
    return verdict == .none ? .deny : verdict
  }

  /// One check against a set of authorizations.
  private static func verdict(
    _ client: Client, _ authorizations: [ClientAuthorization]
  ) -> Verdict {
    var verdict = Verdict.deny
    for authorization in authorizations {
      switch authorization.admits(client) {
      case .yes where authorization.origin == .default(.audit): verdict = .audit
      case .yes: return .allow
      case .maybe: if verdict == .deny { verdict = .unknown }
      case .no: continue
      }
    }
    return verdict
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
