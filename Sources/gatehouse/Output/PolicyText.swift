import LinkerdPolicy
import TerminalUI

/// The inbound policy of a port for people.
struct PolicyText {
  let style: PrintStyle

  /// The lines of one port.
  func lines(_ document: PolicyDocument) -> [String] {
    let name = document.pod.map { "po/\($0)" } ?? document.workload
    var lines = [style.bold(VisibleText("\(document.namespace)/\(name):\(document.port)").string)]
    let policy = document.policy
    let server = policy.server.kind == "server" ? "Server" : "default policy"
    lines.append(field("guarded by", "\(server) \(policy.server.name)"))
    lines.append(field("protocol", policy.protocol))
    if document.enforcement != "enforced" {
      lines.append(field("but", Self.words(document.enforcement)))
    }
    if let invalid = policy.invalid {
      lines.append(field("broken", "\(invalid); the proxy refuses everyone"))
    }
    lines += authorizations(policy.authorizations, title: "lets in")
    for route in (policy.httpRoutes ?? []) + (policy.grpcRoutes ?? []) {
      lines += self.route(route)
    }
    if let limit = policy.rateLimit { lines += rateLimit(limit) }
    return lines
  }

  private static func words(_ enforcement: String) -> String {
    switch enforcement {
    case "unmeshed": "not enforced: there is no proxy"
    case "skipped": "not enforced: the port skips the proxy"
    default: "not known: the proxy keeps the default it started with"
    }
  }

  private func field(_ name: String, _ value: String, indent: Int = 2) -> String {
    String(repeating: " ", count: indent) + style.dimmed(name.padded(to: 10)) + "  "
      + VisibleText(value).string
  }

  private func authorizations(
    _ authorizations: [InboundPolicyDocument.Authorization], title: String, indent: Int = 2
  ) -> [String] {
    if authorizations.isEmpty { return [field(title, "nobody", indent: indent)] }
    return authorizations.enumerated().map { index, authorization in
      field(index == 0 ? title : "", Self.words(authorization), indent: indent)
    }
  }

  private static func words(_ authorization: InboundPolicyDocument.Authorization) -> String {
    let who =
      switch authorization.authentication {
      case .unauthenticated: "anyone"
      case .anyTLS: "any mesh TLS"
      case .identities(let exact, let suffixes): (exact + suffixes).joined(separator: ", ")
      }
    let networks = authorization.networks.map { network in
      network.cidr + (network.except.map { " except \($0.joined(separator: ", "))" } ?? "")
    }
    let everywhere = networks == ["0.0.0.0/0", "::/0"]
    let place = everywhere ? "" : " from \(networks.joined(separator: ", "))"
    return "\(who)\(place), by \(authorization.kind) \(authorization.name)"
  }

  private func route(_ route: InboundPolicyDocument.Route) -> [String] {
    let kind = route.kind == "default" ? "built-in route" : route.kind
    let hosts = route.hosts.map { " for \($0.joined(separator: ", "))" } ?? ""
    var lines = [field("route", "\(kind) \(route.name)\(hosts)")]
    for rule in route.rules {
      let matches = rule.matches.isEmpty ? ["any request"] : rule.matches.map(Self.words)
      let filters =
        switch rule.filters {
        case .kinds(let kinds): "; then \(kinds.joined(separator: ", "))"
        case .count(let count): "; then \(count) filters"
        case nil: ""
        }
      lines.append(field("matches", matches.joined(separator: " | ") + filters, indent: 4))
    }
    if route.rules.isEmpty { lines.append(field("matches", "nothing", indent: 4)) }
    if !route.authorizations.isEmpty {
      lines += authorizations(route.authorizations, title: "lets in", indent: 4)
    }
    return lines
  }

  private static func words(_ match: InboundPolicyDocument.Match) -> String {
    var words: [String] = []
    if let service = match.service {
      words.append(
        "\(service.isEmpty ? "any service" : service)/"
          + "\((match.method ?? "").isEmpty ? "any method" : match.method ?? "")")
    } else if let method = match.method {
      words.append(method)
    }
    if let path = match.path {
      words +=
        [path.exact, path.prefix.map { "\($0)\($0.hasSuffix("/") ? "" : "/")..." }]
        .compactMap { $0 } + (path.regex.map { ["path ~ \($0)"] } ?? [])
    }
    for header in match.headers ?? [] { words.append("header \(Self.words(header))") }
    for parameter in match.query ?? [] { words.append("query \(Self.words(parameter))") }
    return words.isEmpty ? "any request" : words.joined(separator: " ")
  }

  private static func words(_ pattern: InboundPolicyDocument.NamedPattern) -> String {
    pattern.exact.map { "\(pattern.name)=\($0)" } ?? "\(pattern.name) ~ \(pattern.regex ?? "")"
  }

  private func rateLimit(_ limit: InboundPolicyDocument.RateLimit) -> [String] {
    let parts = [
      limit.total.map { "\($0)/s together" }, limit.identity.map { "\($0)/s for each client" },
    ].compactMap { $0 }
    var lines = [
      field("rate limit", ([limit.name] + parts).joined(separator: ", "))
    ]
    for override in limit.overrides {
      lines.append(
        field(
          "", "\(override.requestsPerSecond)/s for \(override.clients.joined(separator: ", "))"))
    }
    return lines
  }
}
