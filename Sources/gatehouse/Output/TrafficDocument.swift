import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Traffic

/// Observed traffic as JSON (`ObservedTraffic` in `docs/json.md`).
struct TrafficDocument: Encodable {
  /// Where it comes from.
  let source: Source
  /// The window in seconds.
  let window: Double
  /// The newest look at a proxy.
  let observedAt: String
  /// How long ago that is, in seconds.
  let age: Double
  /// Whether there are two looks, and so rates.
  let hasRates: Bool
  /// What else is to be said.
  let problems: [String]
  /// The sums.
  let namespaces: [Namespace]
  /// The edges.
  let edges: [Edge]
  /// Pods of which nothing was observed.
  let unobserved: [Unobserved]
  /// Grants of which nobody made use.
  let unusedGrants: [Grant]

  /// Where traffic comes from.
  struct Source: Encodable {
    let kind: String
    let name: String
  }

  /// The sums of one namespace, per second.
  struct Namespace: Encodable {
    let name: String
    let passed: Double
    let refused: Double
    let rates: [String: Double]
    let refusedEdges: Int
    let drift: Int
  }

  /// A pod of which nothing was observed.
  struct Unobserved: Encodable {
    let pod: String
    let workload: String
    let why: String
    let admission: String?
  }

  /// A grant of which nobody made use.
  struct Grant: Encodable {
    let grant: String
    let letsIn: String
    let ports: [String]
    let overlapped: Bool
    let unobservedPods: Int
  }

  /// An edge.
  struct Edge: Encodable {
    let client: Client
    let target: String?
    let pod: String
    let port: UInt16
    let unit: String
    let outcome: String
    let server: Label?
    let route: Route?
    let authority: Label?
    let limit: String?
    let rate: Double?
    let count: Double?
    let total: Double
    let points: [Double?]
    let firstSeen: String?
    let lastSeen: String?
    let symptom: String?
    let basis: String
    let model: Model

    /// Who connected.
    struct Client: Encodable {
      let name: String
      let row: String?
      let identity: String?
      let noTLSReason: String?
      let addresses: [String: Int]
    }

    /// An object or a built-in rule.
    struct Label: Encodable {
      let kind: String
      let name: String
    }

    /// A route.
    struct Route: Encodable {
      let kind: String
      let group: String
      let name: String
    }

    /// What the model says.
    struct Model: Encodable {
      let agreement: String
      let actual: String?
      let causes: [String]
      let reasons: [Step]
      let remedies: [String]

      /// A step of the chain.
      struct Step: Encodable {
        let text: String
        let rule: String
        let object: String?
      }
    }
  }

  init(_ view: TrafficView) {
    let traffic = view.report.traffic
    source = Source(kind: traffic.source.kind.rawValue, name: traffic.source.name)
    window = traffic.window.seconds
    observedAt = Self.time(traffic.newestLook)
    age = view.age
    hasRates = traffic.hasRates
    problems = traffic.problems
    namespaces = view.namespaces.map { sum in
      Namespace(
        name: sum.name, passed: sum.passed, refused: sum.refused,
        rates: Dictionary(
          uniqueKeysWithValues: TrafficOutcome.allCases.map { ($0.rawValue, sum[$0]) }),
        refusedEdges: sum.refusedEdges, drift: sum.driftingEdges)
    }
    edges = view.edges.map(Edge.init)
    unobserved = view.unobserved.map { pod in
      Unobserved(
        pod: pod.pod.qualifiedName, workload: pod.workload.qualifiedName, why: pod.why.words,
        admission: pod.admission)
    }
    unusedGrants = view.unusedGrants.map { grant in
      Grant(
        grant: grant.grant.description, letsIn: grant.words,
        ports: grant.ports.map { "\($0.workload.qualifiedName):\($0.port)" },
        overlapped: grant.isOverlapped, unobservedPods: grant.unobservedPods)
    }
  }

  /// `agrees`, `drift` or `unknown`.
  static func word(for agreement: TrafficEdge.Agreement) -> String {
    switch agreement {
    case .agrees: "agrees"
    case .drift: "drift"
    case .unknown: "unknown"
    }
  }

  /// A moment as Kubernetes writes it.
  fileprivate static func time(_ seconds: Double) -> String {
    ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: seconds))
  }
}

extension TrafficDocument.Edge {
  init(_ edge: TrafficEdge) {
    let series = edge.flow.series
    let amount = edge.flow.amount
    client = Client(
      name: edge.client,
      row: edge.row.map {
        MatrixClient(id: $0, client: LinkerdPolicy.Client(address: .known([]), tls: .none)).title
      }, identity: series.client.identity, noTLSReason: series.client.plainReason,
      addresses: Dictionary(
        uniqueKeysWithValues: edge.flow.addresses.map { ($0.key.description, $0.value) }))
    target = edge.workload?.qualifiedName
    pod = edge.pod?.qualifiedName ?? "\(edge.flow.proxy.namespace)/po/\(edge.flow.proxy.pod)"
    port = edge.port
    unit = series.unit.rawValue
    outcome = series.outcome.rawValue
    server = series.server.map { Label(kind: $0.kind, name: $0.name) }
    route = series.route.map { Route(kind: $0.kind, group: $0.group, name: $0.name) }
    authority = series.authority.map { Label(kind: $0.kind, name: $0.name) }
    limit = series.limitScope
    rate = amount.rate
    count = amount.count
    total = amount.total
    points = amount.points
    firstSeen = amount.firstSeen.map(TrafficDocument.time)
    lastSeen = amount.lastSeen.map(TrafficDocument.time)
    symptom = edge.symptom?.text
    basis =
      switch edge.basis {
      case .refused: "refused"
      case .grant(let id): id.description
      case .defaultPolicy(let name): "default \(name)"
      case .audit: "audit"
      case .probe: "probe"
      case .loopback: "loopback"
      }
    var causes: [String] = []
    switch edge.agreement {
    case .agrees: break
    case .drift(let found): causes = found.map(\.words)
    case .unknown(let why): causes = [why]
    }
    model = Model(
      agreement: TrafficDocument.word(for: edge.agreement),
      actual: edge.decision?.outcome.rawValue, causes: causes,
      reasons: (edge.decision?.reasons ?? []).map {
        Model.Step(text: $0.text, rule: $0.rule, object: $0.object?.description)
      }, remedies: edge.remedies.map(\.description))
  }
}
