import KubernetesSnapshot
import LinkerdPolicy

/// Holds what was observed against the model.
struct EdgeJudgement: Sendable {
  private let policy: ResolvedPolicy
  private let clients: ClientDirectory
  private var known: [Question: Answer] = [:]
  private var foretold: [Question: [AccessDecision.Outcome]] = [:]
  private var apart: [Crowd: [ClientDirectory.Candidate]] = [:]

  /// What the model is asked; equal questions have equal answers.
  private struct Question: Hashable {
    var series: TrafficSeries
    var addresses: [IPAddress]
    var workload: ResourceID
    var variant: Int

    init(_ flow: TrafficFlow, _ place: ProxyDirectory.Place) {
      series = flow.series
      addresses = flow.likeliestAddresses
      workload = place.workload.id
      variant = place.variant
    }
  }

  /// Clients, and the networks that tell them apart.
  private struct Crowd: Hashable {
    var client: Client
    var rows: [MatrixClient.ID]
    var blocks: Set<NetworkBlock>
  }

  /// What the model says.
  struct Answer: Sendable {
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
  enum Fit: Sendable { case fits, unknown, contradicts }

  init(_ policy: ResolvedPolicy, clients: ClientDirectory) {
    self.policy = policy
    self.clients = clients
  }

  /// How many questions were answered.
  var count: Int { known.count }

  /// Judges what a counter of a pod tells.
  mutating func answer(_ flow: TrafficFlow, on place: ProxyDirectory.Place) -> Answer {
    let question = Question(flow, place)
    if let answer = known[question] { return answer }
    let candidates = clients.candidates(for: flow.series, at: question.addresses)
    var answer = answer(flow.series, candidates, on: place.inbound)
    if answer.fit == .contradicts, let first = candidates.first {
      answer.fitsElsewhere =
        self.answer(flow.series, clients.elsewhere(first), on: place.inbound).fit == .fits
    }
    known[question] = answer
    return answer
  }

  /// What this cluster would do to what another one let in or refused.
  ///
  /// - Parameters:
  ///   - edge: What was observed.
  ///   - place: The pod as it would be.
  /// - Returns: An outcome for each client that it may have been.
  mutating func outcomes(
    of edge: TrafficEdge, on place: ProxyDirectory.Place
  ) -> [AccessDecision.Outcome] {
    let question = Question(edge.flow, place)
    if let outcomes = foretold[question] { return outcomes }
    let outcomes = edge.candidates.map { candidate in
      decide(edge.flow.series, by: candidate.client, on: place.inbound)?.outcome ?? .unknown
    }
    foretold[question] = outcomes
    return outcomes
  }

  private mutating func answer(
    _ series: TrafficSeries, _ candidates: [ClientDirectory.Candidate], on inbound: InboundWorkload
  ) -> Answer {
    var fits: [ClientDirectory.Candidate] = []
    var unsure: [ClientDirectory.Candidate] = []
    var first: AccessDecision?
    var decision: AccessDecision?
    var doubt: AccessDecision?
    for (index, candidate) in candidates.enumerated() {
      let whole = decide(series, by: candidate.client, on: inbound)
      if index == 0 { first = whole }
      switch Self.fit(series, whole) {
      case .fits:
        fits.append(candidate)
        decision = decision ?? whole
        continue
      case .unknown:
        unsure.append(candidate)
        doubt = doubt ?? whole
      // Some of them may be let in by another rule than the rest.
      case .contradicts where whole?.outcome == .allow && !series.outcome.isRefusal: break
      case .contradicts: continue
      }
      for part in parts(of: candidate, port: series.port, on: inbound) {
        let apart = decide(series, by: part.client, on: inbound)
        guard Self.fit(series, apart) == .fits else { continue }
        fits.append(part)
        decision = decision ?? apart
      }
    }
    if !fits.isEmpty { return Answer(fitting: fits, decision: decision, fit: .fits) }
    if !unsure.isEmpty { return Answer(fitting: unsure, decision: doubt, fit: .unknown) }
    return Answer(fitting: candidates, decision: first, fit: .contradicts)
  }

  /// A candidate's addresses, as far as a port's policy tells them apart.
  private mutating func parts(
    of candidate: ClientDirectory.Candidate, port: UInt16, on inbound: InboundWorkload
  ) -> [ClientDirectory.Candidate] {
    guard candidate.addresses.count > 1 else { return [] }
    let server = policy.inboundServer(port: port, of: inbound)
    let grants =
      server.authorizations + server.httpRoutes.flatMap(\.authorizations)
      + server.grpcRoutes.flatMap(\.authorizations)
    let blocks =
      Set(grants.flatMap(\.networks)).union(inbound.skippedNetworks.map { NetworkBlock(cidr: $0) })
    let crowd = Crowd(client: candidate.client, rows: candidate.rows, blocks: blocks)
    if let parts = apart[crowd] { return parts }
    let parts = clients.parts(of: candidate, by: Array(blocks))
    apart[crowd] = parts
    return parts
  }

  /// What the model says of a client's use of a port.
  private func decide(
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
