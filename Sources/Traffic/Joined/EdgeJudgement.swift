import KubernetesSnapshot
import LinkerdPolicy

/// Holds what was observed against the model.
struct EdgeJudgement {
  private let policy: ResolvedPolicy
  private let clients: ClientDirectory
  private var known: [Question: Answer] = [:]

  /// What the model is asked; equal questions have equal answers.
  private struct Question: Hashable {
    var series: TrafficSeries
    var addresses: [IPAddress]
    var inbound: InboundWorkload
  }

  /// What the model says.
  struct Answer {
    /// The candidates that fit the observation; all of them where none does.
    var fitting: [ClientDirectory.Candidate]
    /// The decision about the first of them.
    var decision: AccessDecision?
    /// How well it fits.
    var fit: Fit
    /// Whether it would fit for a client at another address.
    var fitsElsewhere = false
  }

  /// How well the model fits an observation.
  enum Fit { case fits, unknown, contradicts }

  init(_ policy: ResolvedPolicy, clients: ClientDirectory) {
    self.policy = policy
    self.clients = clients
  }

  /// Judges what a counter of a pod tells.
  mutating func answer(
    _ series: TrafficSeries, at addresses: [IPAddress], on place: ProxyDirectory.Place
  ) -> Answer {
    let question = Question(series: series, addresses: addresses, inbound: place.inbound)
    if let answer = known[question] { return answer }
    let candidates = clients.candidates(for: series, at: addresses)
    var answer = answer(series, candidates, on: place.inbound)
    if answer.fit == .contradicts, let first = candidates.first {
      answer.fitsElsewhere =
        self.answer(series, clients.elsewhere(first), on: place.inbound).fit == .fits
    }
    known[question] = answer
    return answer
  }

  private func answer(
    _ series: TrafficSeries, _ candidates: [ClientDirectory.Candidate], on inbound: InboundWorkload
  ) -> Answer {
    var fits: [(ClientDirectory.Candidate, AccessDecision?)] = []
    var unsure: [(ClientDirectory.Candidate, AccessDecision?)] = []
    var first: AccessDecision?
    for (index, candidate) in candidates.enumerated() {
      let decision = decide(series, by: candidate.client, on: inbound)
      if index == 0 { first = decision }
      switch Self.fit(series, decision) {
      case .fits: fits.append((candidate, decision))
      case .unknown: unsure.append((candidate, decision))
      case .contradicts: continue
      }
    }
    if let best = fits.first {
      return Answer(fitting: fits.map(\.0), decision: best.1, fit: .fits)
    }
    if let best = unsure.first {
      return Answer(fitting: unsure.map(\.0), decision: best.1, fit: .unknown)
    }
    return Answer(fitting: candidates, decision: first, fit: .contradicts)
  }

  /// What the model says of a client's use of a port.
  func decide(
    _ series: TrafficSeries, by client: Client, on inbound: InboundWorkload
  ) -> AccessDecision? {
    switch (series.outcome, series.unit) {
    case (.rateLimited, _): return limit(series, client, on: inbound)
    case (.noRoute, _): return policy.decide(.noRoute, by: client, port: series.port, on: inbound)
    case (_, .connection):
      return policy.decide(.connection, by: client, port: series.port, on: inbound)
    case (_, .request):
      return policy.decide(
        .route(series.route ?? .default), by: client, port: series.port, on: inbound)
    }
  }

  /// A rate limit turns away whom some route lets in; the counter does not say which (`L-2`).
  private func limit(
    _ series: TrafficSeries, _ client: Client, on inbound: InboundWorkload
  ) -> AccessDecision? {
    guard case .enforced(let server) = policy.guarding(port: series.port, of: inbound),
      let limit = server.rateLimit
    else { return nil }
    for route in server.httpRoutes {
      guard
        var decision = policy.decide(
          .route(route.reference), by: client, port: series.port, on: inbound),
        decision.outcome == .allow || decision.outcome == .unknown
      else { continue }
      decision.route = nil
      decision.symptom = Symptom(http: 429)
      decision.reasons.append(
        Reason(
          "HTTPLocalRateLimitPolicy \(limit.meta.name) limits how many requests are let in",
          rule: "L-4",
          object: ResourceID(
            kind: .httpLocalRateLimitPolicy, namespace: inbound.namespace, name: limit.meta.name)))
      return decision
    }
    return nil
  }

  private static func fit(_ series: TrafficSeries, _ decision: AccessDecision?) -> Fit {
    guard let decision else { return .contradicts }
    if decision.outcome == .unknown { return .unknown }
    if let used = series.server, let server = decision.server,
      (used.kind, used.name) != (server.kind, server.name)
    {
      return .contradicts
    }
    switch series.outcome {
    case .denied: return decision.outcome == .deny ? .fits : .contradicts
    // That a connection was cut tells of a change, and the policy may have changed back.
    case .terminated: return decision.outcome == .deny ? .fits : .unknown
    case .noRoute: return decision.outcome == .noRoute ? .fits : .contradicts
    case .rateLimited: return decision.outcome == .allow ? .fits : .contradicts
    case .allowed, .audit:
      guard decision.outcome == .allow else { return .contradicts }
      guard let authority = series.authority else { return .fits }
      let isGranted = decision.authorizations.contains {
        ($0.kind, $0.name) == (authority.kind, authority.name)
      }
      return isGranted ? .fits : .contradicts
    }
  }
}
