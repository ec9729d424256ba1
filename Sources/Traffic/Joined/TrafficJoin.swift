import KubernetesSnapshot
import LinkerdPolicy

/// Turns what was observed into edges.
struct TrafficJoin {
  private let traffic: ObservedTraffic
  private let policy: ResolvedPolicy
  /// The cluster, with what was asked about it.
  private(set) var cluster: JoinedCluster

  init(_ traffic: ObservedTraffic, _ policy: ResolvedPolicy, _ cluster: JoinedCluster) {
    self.traffic = traffic
    self.policy = policy
    self.cluster = cluster
  }

  /// The edge of a flow.
  mutating func edge(_ flow: TrafficFlow) -> TrafficEdge {
    let series = flow.series
    guard let place = cluster.proxies.place(of: flow.proxy) else {
      return TrafficEdge(
        flow: flow, client: Self.title(series, row: nil, addresses: flow.likeliestAddresses),
        row: nil, candidates: [], pod: nil, workload: nil, decision: nil,
        agreement: .unknown("the cluster has no such pod now"), basis: basis(series, ""),
        remedies: [])
    }
    let addresses = flow.likeliestAddresses
    let answer = cluster.judgement.answer(flow, on: place)
    let isNamed = !series.client.isUnmeshed || !addresses.isEmpty
    let row = isNamed ? Self.onlyRow(of: answer.fitting) : nil
    let agreement: TrafficEdge.Agreement =
      switch answer.fit {
      case .fits: .agrees
      case .unknown: .unknown(Self.doubt(answer.decision, series))
      case .contradicts: .drift(causes(flow, answer, place))
      }
    return TrafficEdge(
      flow: flow, client: Self.title(series, row: row, addresses: addresses), row: row,
      candidates: answer.fitting, pod: place.pod, workload: place.workload.id,
      decision: answer.decision,
      agreement: agreement, basis: basis(series, place.pod.namespace),
      remedies: series.outcome.isRefusal
        ? Remedies.objects(for: answer.decision, of: place.workload.id) : [])
  }

  /// The row that all candidates are; nil when they are several, or none.
  private static func onlyRow(of candidates: [ClientDirectory.Candidate]) -> MatrixClient.ID? {
    let rows = candidates.lazy.flatMap(\.rows)
    guard let first = rows.first else { return nil }
    return rows.allSatisfy { $0 == first } ? first : nil
  }

  /// What a client is called.
  private static func title(
    _ series: TrafficSeries, row: MatrixClient.ID?, addresses: [IPAddress]
  ) -> String {
    if series.isLoopback { return "the pod itself" }
    switch (series.client, row) {
    case (.identity(let identity), .otherIdentity), (.identity(let identity), nil):
      return identity
    case (.anonymous, _): return "mesh TLS without identity"
    case (_, let row?):
      return MatrixClient(id: row, client: Client(address: .known([]), tls: .none)).title
    case (_, nil): return "unmeshed"
    }
  }

  private static func doubt(_ decision: AccessDecision?, _ series: TrafficSeries) -> String {
    if series.outcome == .terminated { return "the policy has changed since" }
    return decision?.reasons.last?.text ?? "the data does not say"
  }

  private func basis(_ series: TrafficSeries, _ namespace: String) -> TrafficEdge.Basis {
    if series.outcome.isRefusal { return .refused }
    if series.outcome == .audit { return .audit }
    guard let authority = series.authority else { return .defaultPolicy("unknown") }
    let kinds: [String: ResourceKind] = [
      "serverauthorization": .serverAuthorization, "authorizationpolicy": .authorizationPolicy,
    ]
    if let kind = kinds[authority.kind] {
      return .grant(ResourceID(kind: kind, namespace: namespace, name: authority.name))
    }
    switch authority.name {
    case "probe": return .probe
    case "localhost": return .loopback
    default: return .defaultPolicy(authority.name)
    }
  }

  /// What could explain a disagreement, the strongest first.
  private func causes(
    _ flow: TrafficFlow, _ answer: EdgeJudgement.Answer, _ place: ProxyDirectory.Place
  ) -> [DriftCause] {
    let series = flow.series
    var causes: [DriftCause] = []
    if case .grant(let id) = basis(series, place.pod.namespace), policy.snapshot[id] == nil,
      let label = series.authority
    {
      causes.append(.vanished(label))
    }
    let seen = flow.amount.lastSeen ?? traffic.newestLook - traffic.window.seconds
    let younger = youngest(in: place.pod.namespace, after: seen - traffic.window.seconds)
    if let younger { causes.append(.younger(younger)) }
    if answer.fitsElsewhere { causes.append(.address) }
    let current = policy.inboundServer(port: series.port, of: place.inbound)
    let now = PolicyLabel(
      kind: current.invalid == nil ? current.reference.kind : "default",
      name: current.invalid == nil ? current.reference.name : "invalid")
    if let used = series.server, used != now {
      causes.append(.otherServer(used: used, now: now))
      if used.isDefault, younger == nil { causes.append(.startupDefault(used.name)) }
    } else if answer.decision == nil {
      causes.append(.noSuchWay)
    }
    if !flow.amount.isActive { causes.append(.earlier) }
    if let rules = policy.mesh.linkerdVersion?.text,
      let proxy = policy.snapshot[place.pod]?.meta.annotations["linkerd.io/proxy-version"],
      proxy != rules
    {
      causes.append(.version(proxy: proxy, rules: rules))
    }
    return causes
  }

  /// The youngest policy object of a namespace, if it is younger than a time.
  private func youngest(in namespace: String, after time: Double) -> ResourceID? {
    guard let contents = policy.snapshot.namespaces[namespace] else { return nil }
    let objects: [(ResourceKind, ObjectMeta)] =
      contents.servers.values.map { (.server, $0.meta) }
      + contents.authorizationPolicies.values.map { (.authorizationPolicy, $0.meta) }
      + contents.serverAuthorizations.values.map { (.serverAuthorization, $0.meta) }
      + contents.httpRoutes.map { ($0.key.kind, $0.value.meta) }
      + contents.grpcRoutes.values.map { (.grpcRoute, $0.meta) }
    let dated = objects.compactMap { kind, meta in
      meta.creationTimestamp.map { (Double($0.secondsSince1970), kind, meta.name) }
    }
    guard let newest = dated.max(by: { ($0.0, $0.2) < ($1.0, $1.2) }), newest.0 >= time else {
      return nil
    }
    return ResourceID(kind: newest.1, namespace: namespace, name: newest.2)
  }
}
