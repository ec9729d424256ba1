package import KubernetesSnapshot
package import LinkerdPolicy

/// What was observed on one edge, beside what the model says of it.
package struct TrafficEdge: Sendable {
  /// What was observed.
  package var flow: TrafficFlow
  /// The client as people call it: `shop/web`, `unmeshed`, an identity.
  package var client: String
  /// The row of the matrix that the client is; nil when nothing says which.
  package var row: MatrixClient.ID?
  /// Who the client may be.
  var candidates: [ClientDirectory.Candidate]
  /// The pod; nil when the cluster has it no longer.
  package var pod: ResourceID?
  /// The workload; nil when the cluster has the pod no longer.
  package var workload: ResourceID?
  /// What the model says of such a client and such traffic; nil when it leaves no such way.
  package var decision: AccessDecision?
  /// Whether the model agrees with what was observed.
  package var agreement: Agreement
  /// What let the client in.
  package var basis: Basis
  /// The objects that would have to change for the client to be let in, the likeliest first.
  package var remedies: [ResourceID]

  /// Whether the model agrees.
  package enum Agreement: Sendable, Hashable {
    /// It says the same.
    case agrees
    /// It says that this cannot be, with what could explain it.
    case drift([DriftCause])
    /// It does not say.
    case unknown(String)

    /// Whether the model says that this cannot be.
    package var isDrift: Bool { if case .drift = self { true } else { false } }
  }

  /// What let a client in.
  package enum Basis: Sendable, Hashable {
    /// Nothing did.
    case refused
    /// An object that somebody wrote.
    case grant(ResourceID)
    /// A default policy: nobody wrote a rule.
    case defaultPolicy(String)
    /// Audit mode: it would be refused without.
    case audit
    /// The rule for health probes.
    case probe
    /// The rule for the pod itself.
    case loopback
  }

  /// The rows that the client may be; one when it is known.
  package var possibleRows: [MatrixClient.ID] {
    var seen: Set<MatrixClient.ID> = []
    return candidates.flatMap(\.rows).filter { seen.insert($0).inserted }
  }
  /// The namespace of the target.
  package var namespace: String { pod?.namespace ?? flow.proxy.namespace }
  /// The port.
  package var port: UInt16 { flow.series.port }
  /// Whether the traffic is the mesh's own: probes, and what the proxy's own ports let in.
  package var isHousekeeping: Bool {
    let series = flow.series
    return !series.outcome.isRefusal
      && (series.isProbe || series.isLoopback || InboundWorkload.proxyPorts.contains(series.port))
  }
  /// Whether nobody wrote a rule for what was let in.
  package var leansOnDefault: Bool {
    switch basis {
    case .defaultPolicy, .audit: true
    default: false
    }
  }
  /// The step of the chain that tells most about a refusal; nil where nothing is refused.
  package var cause: Reason? {
    guard basis == .refused, let decision else { return nil }
    let reasons = decision.reasons
    let told: Reason? =
      if decision.outcome == .noRoute {
        reasons.first { $0.rule == "R-19" }
      } else {
        reasons.last { reason in
          reason.object.map { $0.kind != .server && remedies.contains($0) } ?? false
        }
      }
    // Where nobody wrote a rule, the default policy decides.
    return told ?? reasons.first { $0.rule.hasPrefix("D-") } ?? reasons.last
  }
  /// What the client sees; nil where it is let in.
  package var symptom: Symptom? {
    let series = flow.series
    switch (series.outcome, series.unit) {
    case (.allowed, _), (.audit, _): return nil
    case (.rateLimited, _):
      return decision?.protocol == .grpc ? Symptom(grpc: "8 ResourceExhausted") : Symptom(http: 429)
    case (.terminated, _): return Symptom(tcp: "cut")
    default: break
    }
    if let said = decision?.symptom, said != Symptom(), !agreement.isDrift { return said }
    switch (series.outcome, series.unit) {
    case (_, .connection): return Symptom(tcp: "accepted, then closed")
    case (.noRoute, .request): return Symptom(http: 404)
    default: return Symptom(http: 403)
    }
  }
}

/// What could explain that something was observed which the model says cannot be.
package enum DriftCause: Sendable, Hashable {
  /// The proxy saw the client at another address than its pods have.
  case address
  /// The proxy used another Server or default policy than decides now.
  case otherServer(used: PolicyLabel, now: PolicyLabel)
  /// The proxy may have used its start-up default, since the controller had not answered (`E-3`).
  case startupDefault(String)
  /// An object that let the client in is not there any more.
  case vanished(PolicyLabel)
  /// An object is younger than the traffic.
  case younger(ResourceID)
  /// It was counted before the window, under whatever policy there was.
  case earlier
  /// The pod's proxy is of another release than the rules.
  case version(proxy: String, rules: String)
  /// The port's policy has no such route, or no such way in.
  case noSuchWay

  /// In plain words.
  package var words: String {
    switch self {
    case .address:
      "it fits if the proxy saw the client at another address: NAT, a node, a gateway"
    case .otherServer(let used, let now):
      "the proxy used \(used.words), where \(now.words) decides now: it may not have been told yet"
    case .startupDefault(let mode):
      "\(mode) may be the proxy's start-up default, before the policy controller answered"
    case .vanished(let label):
      "\(label.words) let it in, and the cluster has it no longer"
    case .younger(let id): "\(id) is younger than the traffic"
    case .earlier: "it was counted before the window, perhaps under another policy"
    case .version(let proxy, let rules):
      "the pod's proxy is of \(proxy), and these are the rules of \(rules)"
    case .noSuchWay: "the port's policy has no such way in now"
    }
  }
}

extension PolicyLabel {
  /// In plain words: `Server web-http`, `the default policy deny`.
  package var words: String {
    switch kind {
    case "default": "the default policy \(name)"
    case "server": "Server \(name)"
    case "serverauthorization": "ServerAuthorization \(name)"
    case "authorizationpolicy": "AuthorizationPolicy \(name)"
    default: "\(kind) \(name)"
    }
  }
}
