import KubernetesSnapshot
import LinkerdPolicy

/// What the detail screen asks about, and the requests that it makes up to ask.
struct DetailQuestion {
  let policy: ResolvedPolicy
  let client: MatrixClient
  let workload: ResolvedWorkload

  /// The decision about one request, for one of the workload's kinds of pods.
  func decide(_ request: HTTPRequest, port: UInt16, variant: Int) -> DetailRow.Way? {
    let answers = policy.explain(
      client, workload: workload, port: port, traffic: .request(request))
    guard variant < answers.count, let way = answers[variant].ways.first else { return nil }
    return DetailRow.Way(title: way.title, decision: way.decision)
  }
}

extension DetailRow {
  /// The routes of a port, match by match, its probes, and what is left when there are routes.
  static func parts(
    of server: InboundServer, ways: [Way], on port: ResolvedPort,
    variant: ResolvedWorkload.Variant, index: Int, _ question: DetailQuestion
  ) -> [DetailRow] {
    let probes = (variant.pod.map(HealthProbe.probes) ?? []).filter { $0.port == port.number }
    var matches: [(RouteReference, String, HTTPRequest)] = []
    for route in server.httpRoutes where route.reference != .default {
      for rule in route.rules {
        if rule.matches.isEmpty { matches.append((route.reference, "any request", HTTPRequest())) }
        for match in rule.matches {
          matches.append((route.reference, match.words, match.example(hosts: route.hosts)))
        }
      }
    }
    for route in server.grpcRoutes where route.reference != .default {
      for rule in route.rules {
        if rule.matches.isEmpty { matches.append((route.reference, "any call", strangeCall)) }
        for match in rule.matches { matches.append((route.reference, match.words, match.example)) }
      }
    }
    var rows: [DetailRow] = []
    for (reference, words, request) in matches {
      let id = ID(port: port.number, group: 0, part: .match(reference, words))
      if rows.contains(where: { $0.id == id }) { continue }
      // The way through a route is judged without an example, where there is one.
      let way =
        ways.first { $0.decision.route == reference }
        ?? question.decide(request, port: port.number, variant: index)
      guard let way else { continue }
      rows.append(
        line(id, words, owner: reference == .probe ? "probe route" : reference.name, way))
      if probes.contains(where: { $0.words == "\(request.method) \(request.path)" }) {
        rows[rows.count - 1].remarks = ["kubelet"]
      }
    }
    rows += ungrantedProbes(probes, known: rows, port: port, index: index, question)
    if matches.contains(where: { $0.0 != .probe }) {
      let strange = server.protocol == .grpc ? strangeCall : HTTPRequest(path: "/-/no-such-path")
      // Where some route takes everything, nothing else is left.
      if var way = question.decide(strange, port: port.number, variant: index),
        way.decision.outcome == .noRoute
      {
        way.title = "anything else"
        let id = ID(port: port.number, group: 0, part: .otherwise)
        rows.append(line(id, way.title, owner: "no route", way))
      }
    }
    return rows
  }

  /// A call that no route names.
  private static let strangeCall = HTTPRequest(
    method: "POST", path: "/no.such.Service/NoSuchMethod",
    headers: [.init(name: "content-type", value: "application/grpc")])

  /// Probes that no route is made for.
  private static func ungrantedProbes(
    _ probes: [HealthProbe], known: [DetailRow], port: ResolvedPort, index: Int,
    _ question: DetailQuestion
  ) -> [DetailRow] {
    var rows: [DetailRow] = []
    for probe in probes {
      guard case .request(let request) = probe.traffic,
        !(known + rows).contains(where: { $0.label == probe.words }),
        let way = question.decide(request, port: port.number, variant: index)
      else { continue }
      var row = line(
        ID(port: port.number, group: 0, part: .probe(probe.words)), probe.words,
        owner: way.decision.route?.name ?? "no route", way)
      row.remarks = ["kubelet"]
      rows.append(row)
    }
    return rows
  }

  private static func line(_ id: ID, _ label: String, owner: String, _ way: Way) -> DetailRow {
    DetailRow(
      id: id, label: label, owner: owner, verdict: way.decision.verdict,
      by: words(for: [way.decision]), ways: [way])
  }
}

extension HTTPRouteMatch {
  /// The match in a few words: `GET /orders*`.
  var words: String {
    var words: String
    switch path {
    case .exact(let path): words = path
    case .prefix(let path): words = path == "/" ? "/*" : "\(path)*"
    case .regex(let pattern): words = "~ \(pattern.text)"
    case nil: words = "/*"
    }
    if let method { words = "\(method) \(words)" }
    if !headers.isEmpty { words += " +\(headers.map(\.name).joined(separator: ","))" }
    if !queryParams.isEmpty { words += " ?\(queryParams.map(\.name).joined(separator: "&"))" }
    return words
  }

  /// A request that would match, as far as that can be made up.
  func example(hosts: [HostMatch]) -> HTTPRequest {
    let place: String =
      switch path {
      case .exact(let path), .prefix(let path): path
      case .regex, nil: "/"
      }
    return HTTPRequest(
      method: method ?? "GET", path: place,
      host: hosts.first.map { host in
        switch host {
        case .exact(let name): name
        case .suffix(let name): "any.\(name)"
        }
      })
  }
}

extension GRPCRouteMatch {
  /// The match in a few words: `Voting/Vote`.
  var words: String {
    var words = "\(service ?? "*")/\(method ?? "*")"
    if !headers.isEmpty { words += " +\(headers.map(\.name).joined(separator: ","))" }
    return words
  }

  /// A call that would match, as far as that can be made up.
  var example: HTTPRequest {
    HTTPRequest(
      method: "POST", path: "/\(service ?? "service")/\(method ?? "method")",
      headers: [.init(name: "content-type", value: "application/grpc")])
  }
}
