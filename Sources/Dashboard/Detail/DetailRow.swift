import KubernetesSnapshot
import LinkerdPolicy

/// A line of the detail screen: a port, or a way into it.
struct DetailRow: Sendable, Hashable, Identifiable {
  /// Which line, whatever the policy says of it.
  struct ID: Sendable, Hashable {
    /// The port.
    var port: UInt16
    /// Which of several kinds of pods, where they guard the port differently.
    var group: Int
    /// The port itself, or a part of it.
    var part: Part
  }

  /// What of a port.
  enum Part: Sendable, Hashable {
    case port
    case match(RouteReference, String)
    case probe(String)
    case otherwise
  }

  /// Which line.
  var id: ID
  /// `8080 http`, `GET /orders`.
  var label: String
  /// What is to be said beside it: `not in the pod spec`, `probe`.
  var remarks: [String] = []
  /// What the port speaks; nil for its parts, and where nothing is enforced.
  var spoken: InboundProtocol?
  /// The Server, or the route.
  var owner: String
  /// What the client may do.
  var verdict: Verdict
  /// What lets the client in, or why nothing does.
  var by: String
  /// The decisions behind the verdict.
  var ways: [Way]

  /// Whether the line is a port, with parts below.
  var isPort: Bool { id.part == .port }
  /// Whether the port belongs to the proxy.
  var isProxyPort: Bool { InboundWorkload.proxyPorts.contains(id.port) }

  /// One way in, with its decision.
  struct Way: Sendable, Hashable {
    /// What the client does.
    var title: String
    /// What becomes of it.
    var decision: AccessDecision
  }
}

extension DetailRow {
  /// The lines of a workload for one client: its ports in order, the proxy's own last.
  ///
  /// - Complexity: O(ports · routes).
  static func rows(
    of workload: ResolvedWorkload, for client: MatrixClient, in policy: ResolvedPolicy
  ) -> [DetailRow] {
    let numbers = workload.portNumbers
    let proxy = numbers.filter(InboundWorkload.proxyPorts.contains)
    return (numbers.filter { !proxy.contains($0) } + proxy).flatMap { number in
      let explanations = policy.explain(client, workload: workload, port: number)
      return groups(of: workload, port: number).enumerated().flatMap { position, group in
        rows(
          of: group, position: position, explanation: explanations[group.variants[0]],
          DetailQuestion(policy: policy, client: client, workload: workload))
      }
    }
  }

  /// Kinds of pods that guard a port alike.
  private struct Group {
    var port: ResolvedPort
    var variants: [Int]
    var pods: Int
    var isAlone = true
  }

  private static func groups(of workload: ResolvedWorkload, port number: UInt16) -> [Group] {
    var groups: [Group] = []
    for (index, variant) in workload.variants.enumerated() {
      guard let port = variant.ports.first(where: { $0.number == number }) else { continue }
      if let known = groups.firstIndex(where: { $0.port.guarding == port.guarding }) {
        groups[known].variants.append(index)
        groups[known].pods += variant.pods.count
      } else {
        groups.append(Group(port: port, variants: [index], pods: variant.pods.count))
      }
    }
    if groups.count > 1 {
      for index in groups.indices { groups[index].isAlone = false }
    }
    return groups
  }

  private static func rows(
    of group: Group, position: Int, explanation: EdgeExplanation, _ question: DetailQuestion
  ) -> [DetailRow] {
    let port = group.port
    let variant = question.workload.variants[group.variants[0]]
    func id(_ part: Part) -> ID { ID(port: port.number, group: position, part: part) }
    let ways = explanation.ways.map { Way(title: $0.title, decision: $0.decision) }
    var remarks: [String] = []
    if !group.isAlone {
      remarks.append("\(group.pods) of \(question.workload.instances.count) pods")
    }
    if !port.isProxyPort, !variant.inbound.declaredPorts.contains(port.number) {
      remarks.append("not in the pod spec")
    }
    if port.isProxyPort { remarks.append("proxy") }
    let parts =
      port.server.map { server in
        Self.parts(
          of: server, ways: ways, on: port, variant: variant, index: group.variants[0], question)
      } ?? []
    var by = words(for: ways.map(\.decision))
    if explanation.verdict == .partial {
      by = "\(ways.count { $0.decision.outcome.isAllowed }) of \(ways.count) ways in"
    }
    let head = DetailRow(
      id: id(.port), label: ([String(port.number)] + port.names).joined(separator: " "),
      remarks: remarks, spoken: port.server?.protocol, owner: owner(of: port),
      verdict: explanation.verdict, by: by, ways: ways)
    return [head]
      + parts.map { part in
        var part = part
        part.id.group = position
        return part
      }
  }

  private static func owner(of port: ResolvedPort) -> String {
    switch port.guarding {
    case .enforced(let server):
      switch server.reference {
      case .server(let name): name
      case .default(let mode): "default \(mode.rawValue)"
      case .invalid: "invalid"
      }
    case .unmeshed: "no proxy"
    case .skipped: "skips the proxy"
    case .startupDefault: "start-up default"
    }
  }

  /// What lets a client in, or why nothing does, in a few words.
  static func words(for decisions: [AccessDecision]) -> String {
    var words: [String] = []
    for decision in decisions {
      let word: String
      switch decision.outcome {
      case .allow:
        word =
          decision.authorizations.isEmpty
          ? "always" : decision.authorizations.map(\.name).joined(separator: ", ")
      case .deny: word = decision.isInvalid ? "invalid policy" : "nothing authorizes it"
      case .noRoute: word = "no route: \(decision.symptom.text ?? "not found")"
      case .open: word = "not enforced"
      case .unknown: word = "not known"
      }
      if !words.contains(word) { words.append(word) }
    }
    return words.joined(separator: "; ")
  }
}
