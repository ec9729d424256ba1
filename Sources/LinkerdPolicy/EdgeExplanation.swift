public import KubernetesSnapshot

/// Why a client may, or may not, use a port: one decision for each way in.
public struct EdgeExplanation: Sendable, Equatable {
  /// The client.
  public var client: MatrixClient
  /// The workload.
  public var workload: ResourceID
  /// The port.
  public var port: UInt16
  /// The verdict, as in the matrix.
  public var verdict: Verdict
  /// The ways in: the port's routes, or the connection as a whole.
  public var ways: [Way]

  /// One way in, with its decision.
  public struct Way: Sendable, Equatable {
    /// What the client does: `any request`, `requests on HTTPRoute r`, `a connection`.
    public var title: String
    /// What becomes of it.
    public var decision: AccessDecision
  }
}

extension ResolvedPolicy {
  /// Explains a cell's port.
  ///
  /// - Parameters:
  ///   - client: The row.
  ///   - workload: The workload.
  ///   - port: The port, declared or not.
  ///   - traffic: One request or connection to ask about; nil for every way in.
  /// - Returns: The explanation, one for each kind of pod that the workload has.
  public func explain(
    _ client: MatrixClient, workload: ResolvedWorkload, port: UInt16,
    traffic: AccessRequest.Traffic? = nil
  ) -> [EdgeExplanation] {
    workload.variants.map { variant in
      let destination = variant.pods.first?.address
      func judge(_ traffic: AccessRequest.Traffic) -> AccessDecision {
        decide(client.client, traffic, port: port, on: variant.inbound, destination: destination)
      }
      let guarding = guarding(port: port, of: variant.inbound)
      let probes = (variant.pod.map(HealthProbe.probes) ?? []).filter { $0.port == port }
      let ways: [EdgeExplanation.Way]
      var verdict: Verdict?
      if let traffic {
        ways = [.init(title: traffic.words, decision: judge(traffic))]
      } else if client.id == .kubelet, !probes.isEmpty {
        ways = probes.map { probe in
          .init(
            title: "\(probe.purpose.rawValue) probe \(probe.words)",
            decision: probe.traffic.map(judge) ?? Self.connects)
        }
      } else if case .enforced(let server) = guarding {
        let isCertain = server.rivals.isEmpty
        ways = server.possibilities.flatMap { server in
          server.ways(for: client.client).map { way in
            .init(
              title: way.title + (isCertain ? "" : ", if Server \(server.reference.name) owns it"),
              decision: decision(
                way.evaluation, client.client, way.traffic, port: port, on: variant.inbound,
                server: server))
          }
        }
        if !isCertain {
          var table = ClientTable([client.client])
          verdict = server.verdicts(for: &table).first
        }
      } else {
        ways = [.init(title: "any connection", decision: judge(.connection))]
      }
      return EdgeExplanation(
        client: client, workload: workload.id, port: port,
        verdict: verdict ?? Self.verdict(of: ways), ways: ways)
    }
  }

  private static let connects = AccessDecision(
    outcome: .allow, rule: "E-28",
    reasons: [
      Reason(
        "a probe that only opens a connection succeeds, since the proxy accepts first", rule: "E-28"
      )
    ])

  private static func verdict(of ways: [EdgeExplanation.Way]) -> Verdict {
    var sum = VerdictSum()
    for way in ways { sum.add(way.decision.verdict) }
    return sum.verdict
  }
}

extension AccessDecision {
  /// The decision as a cell of the matrix.
  public var verdict: Verdict {
    switch outcome {
    case .allow: authorizations == [.default(.audit)] ? .audit : .allow
    case .deny, .noRoute: .deny
    case .open: .open
    case .unknown: .unknown
    }
  }
}

extension RouteReference {
  /// What takes the route, in plain words.
  var way: String {
    self == .default ? "any request" : "requests on \(kind) \(name)"
  }
}

extension AccessRequest.Traffic {
  /// In plain words: `GET /api`, `a connection`.
  public var words: String {
    switch self {
    case .connection: "a connection"
    case .request(let request): "\(request.method) \(request.path)"
    }
  }
}
