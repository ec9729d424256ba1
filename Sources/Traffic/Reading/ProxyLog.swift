import Foundation
package import KubernetesSnapshot

/// A client that a proxy turned away, or let in for audit's sake, as its log tells it.
///
/// Counters have no addresses; the log is the only place that names an unmeshed client.
package struct LoggedClient: Sendable, Hashable, Codable {
  /// The client's address, as the proxy saw it.
  package var address: IPAddress
  /// What the connection proved; nil for one without mesh TLS of which the log says no more.
  package var client: ObservedClient?
  /// What was judged.
  package var unit: TrafficUnit
  /// What became of it.
  package var outcome: TrafficOutcome
  /// The port; nil where the client named it inside of mesh TLS, so that the log has only 4143.
  package var port: UInt16?
  /// The Server or default policy, where the log says it.
  package var server: PolicyLabel?
  /// The route's name; nil for connections.
  package var route: String?

  /// Whether a counter counts such clients.
  package func isCounted(by series: TrafficSeries) -> Bool {
    series.outcome == outcome && series.unit == unit
      && (server == nil || series.server == server)
      && (client == nil ? series.client.isUnmeshed : series.client == client)
      && (port == nil || port == series.port)
      && (route == nil || series.route == nil || series.route?.name == route)
  }
}

/// Reads proxies' logs, in their plain form and as JSON.
package enum ProxyLog {
  /// The clients that a log names.
  ///
  /// - Parameter text: The log, or a part of it; lines that say nothing of clients are passed over.
  /// - Returns: The clients, and how often each is named.
  /// - Complexity: O(*n*).
  package static func clients(in text: [UInt8]) -> [LoggedClient: Int] {
    var counts: [LoggedClient: Int] = [:]
    for line in text.split(separator: UInt8(ascii: "\n")) {
      guard let client = client(in: line) else { continue }
      counts[client, default: 0] += 1
    }
    return counts
  }

  /// The client that a line names.
  package static func client(in line: some Collection<UInt8>) -> LoggedClient? {
    line.first == UInt8(ascii: "{") ? jsonClient(Data(line)) : plainClient(line)
  }

  private static let messages: [(text: String, unit: TrafficUnit, outcome: TrafficOutcome)] = [
    ("Request denied", .request, .denied),
    ("Connection denied", .connection, .denied),
    ("Request allowed", .request, .audit),
    ("Connection allowed", .connection, .audit),
    ("Connection terminated due to policy change", .connection, .terminated),
  ]

  private static func plainClient(_ line: some Collection<UInt8>) -> LoggedClient? {
    let text = String(decoding: line, as: UTF8.self)
    guard let target = text.range(of: ": linkerd_app_"),
      let colon = text.range(of: ": ", range: target.upperBound..<text.endIndex)
    else { return nil }
    let module = text[target.upperBound..<colon.lowerBound]
    let rest = text[colon.upperBound...]
    let spans = text[..<target.lowerBound]
    let isAdmin = spans.contains("admin{listen.addr")
    let port = isAdmin ? InboundPort.admin : number(after: "server{port=", in: spans)
    if module == "core::errors::respond" {
      return failed(String(rest), port: port, at: braced(after: "rescue{client.addr=", in: spans))
    }
    guard module.hasPrefix("inbound::policy::"),
      let message = messages.first(where: { rest.hasPrefix($0.text) })
    else { return nil }
    let fields = rest.dropFirst(message.text.count)
    return client(message.unit, message.outcome, port: port) { field(named: $0, in: fields) }
  }

  /// A request that failed behind the authorization: for want of a route, or by a rate limit.
  private static func failed(_ text: String, port: UInt16?, at place: String?) -> LoggedClient? {
    let outcome: TrafficOutcome
    if text.contains("no route found for request") {
      outcome = .noRoute
    } else if text.contains("rate limit exceeded") {
      outcome = .rateLimited
    } else {
      return nil
    }
    // Behind the proxy's own port the client has an identity, which this line does not say.
    guard let port, port != InboundPort.proxy,
      let address = place.map(withoutPort).flatMap({ IPAddress($0) })
    else { return nil }
    return LoggedClient(
      address: address.unmapped, client: nil, unit: .request, outcome: outcome, port: port,
      server: nil, route: nil)
  }

  private static func braced(after prefix: String, in text: Substring) -> String? {
    text.range(of: prefix).map { String(text[$0.upperBound...].prefix { $0 != "}" }) }
  }

  /// The value of `name=value`; values with blanks stand in brackets.
  private static func field(named name: String, in text: Substring) -> String? {
    guard let start = text.range(of: " \(name)=") else { return nil }
    var depth = 0
    let value = text[start.upperBound...].prefix { letter in
      if "({[".contains(letter) { depth += 1 }
      if ")}]".contains(letter) { depth -= 1 }
      return depth > 0 || letter != " "
    }
    return String(value)
  }

  private static func number(after prefix: String, in text: Substring) -> UInt16? {
    guard let start = text.range(of: prefix) else { return nil }
    return UInt16(text[start.upperBound...].prefix { $0.isNumber })
  }

  private struct JSONLine: Decodable {
    struct Span: Decodable {
      var name: String?
      var port: UInt16?
      var client: String?

      private enum CodingKeys: String, CodingKey {
        case name, port
        case client = "client.addr"
      }
    }
    /// The fields that matter are texts; numbers and truths are passed over.
    struct Fields: Decodable {
      var texts: [String: String] = [:]

      private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        for key in values.allKeys {
          if let text = try? values.decode(String.self, forKey: key) {
            texts[key.stringValue] = text
          }
        }
      }
    }
    var fields: Fields
    var target: String?
    var spans: [Span]?
  }

  private static func jsonClient(_ line: Data) -> LoggedClient? {
    guard let document = try? JSONDecoder().decode(JSONLine.self, from: line),
      let target = document.target, let text = document.fields.texts["message"]
    else { return nil }
    let spans = document.spans ?? []
    let isAdmin = spans.contains { $0.name == "admin" }
    let port = isAdmin ? InboundPort.admin : spans.lazy.compactMap(\.port).first
    if target == "linkerd_app_core::errors::respond" {
      return failed(
        document.fields.texts["error"] ?? "", port: port,
        at: spans.lazy.compactMap(\.client).first)
    }
    guard target.hasPrefix("linkerd_app_inbound::policy::"),
      let message = messages.first(where: { text.hasPrefix($0.text) })
    else { return nil }
    return client(message.unit, message.outcome, port: port) { document.fields.texts[$0] }
  }

  private enum InboundPort {
    static let admin: UInt16 = 4191
    static let proxy: UInt16 = 4143
  }

  private static func client(
    _ unit: TrafficUnit, _ outcome: TrafficOutcome, port: UInt16?, field: (String) -> String?
  ) -> LoggedClient? {
    guard let kind = field("server.kind"), let name = field("server.name"),
      let place = field("client.ip") ?? field("client").map(withoutPort),
      let address = IPAddress(place),
      let client = (field("client.tls") ?? field("tls")).flatMap(client)
    else { return nil }
    return LoggedClient(
      address: address.unmapped, client: client, unit: unit, outcome: outcome,
      port: port == InboundPort.proxy ? nil : port, server: PolicyLabel(kind: kind, name: name),
      route: unit == .request ? field("route.name") : nil)
  }

  private static func withoutPort(_ text: String) -> String {
    guard let colon = text.lastIndex(of: ":") else { return text }
    let host = text[..<colon]
    return String(host.hasPrefix("[") ? host.dropFirst().dropLast() : host)
  }

  /// `None(NoClientHello)`, `Some(Established { client_id: Some(ClientId(Dns(Name("…")))) … })`, ….
  private static func client(_ text: String) -> ObservedClient? {
    if text.hasPrefix("None(") {
      return switch text.dropFirst(5).prefix(while: { $0 != ")" }) {
      case "NoClientHello": .plain(reason: "no_tls_from_remote")
      case "PortSkipped": .plain(reason: "port_skipped")
      case "Loopback": .plain(reason: "loopback")
      case "Disabled": .plain(reason: "disabled")
      default: nil
      }
    }
    if text.contains("Passthru") { return .foreignTLS(serverName: quoted(in: text) ?? "") }
    guard text.contains("Established") else { return nil }
    guard let id = text.range(of: "client_id: Some(") else { return .anonymous }
    let rest = text[id.upperBound...]
    return rest.contains("Uri(")
      ? uri(in: rest).map { .identity($0) } : quoted(in: rest).map { .identity($0) }
  }

  /// The first text in quotes; JSON logs escape the quotes once more, which decoding undid.
  private static func quoted(in text: some StringProtocol) -> String? {
    guard let start = text.firstIndex(of: "\"") else { return nil }
    return String(text[text.index(after: start)...].prefix { $0 != "\"" })
  }

  /// A URL in the debug form of Rust's library: `Url { scheme: "spiffe", host: Some(Domain("…")), path: "…" }`.
  private static func uri(in text: Substring) -> String? {
    func part(_ name: String) -> String? {
      text.range(of: "\(name): ").flatMap { quoted(in: text[$0.upperBound...]) }
    }
    guard let scheme = part("scheme"), let host = part("host") else { return nil }
    return "\(scheme)://\(host)\(part("path") ?? "")"
  }
}
