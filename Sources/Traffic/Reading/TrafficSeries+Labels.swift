import LinkerdPolicy

extension TrafficSeries {
  /// Reads the labels of a counter, of any release since 2.11.
  ///
  /// - Parameters:
  ///   - counter: The counter.
  ///   - labels: Its labels; empty ones may be missing, since Prometheus drops them.
  /// - Throws: `LabelProblem` when the labels do not say the port or the client.
  package init(_ counter: TrafficCounter, labels: [String: String]) throws(LabelProblem) {
    guard let text = labels["srv_port"] ?? labels["target_port"], let port = UInt16(text) else {
      throw LabelProblem(
        message: "expected a port in target_port, found \"\(labels["target_port"] ?? "")\"")
    }
    self.port = port
    client = try Self.client(labels)
    unit = counter.unit
    outcome = counter.outcome
    server = Self.server(labels)
    route = Self.route(labels)
    if counter == .httpRateLimit {
      limitScope = labels["ratelimit_scope"]
      authority = labels["ratelimit_name"].map {
        PolicyLabel(kind: labels["ratelimit_kind"] ?? "HTTPLocalRateLimitPolicy", name: $0)
      }
    } else if outcome == .allowed {
      authority = Self.authorization(labels)
      if authority == PolicyLabel(kind: "default", name: "audit") { outcome = .audit }
    }
  }

  private static func client(_ labels: [String: String]) throws(LabelProblem) -> ObservedClient {
    switch labels["tls"] {
    case "true":
      // Without a client certificate the label is empty, and Prometheus drops it.
      let identity = labels["client_id"] ?? ""
      return identity.isEmpty ? .anonymous : .identity(identity)
    case "opaque": return .foreignTLS(serverName: labels["sni"] ?? "")
    case "no_identity": return .plain(reason: labels["no_tls_reason"] ?? "no_tls_from_remote")
    case "disabled": return .plain(reason: "disabled")
    case let other:
      throw LabelProblem(
        message: "expected tls true, no_identity, opaque or disabled, found \"\(other ?? "")\"")
    }
  }

  private static func server(_ labels: [String: String]) -> PolicyLabel? {
    guard let name = labels["srv_name"] else { return nil }
    if let kind = labels["srv_kind"] { return PolicyLabel(kind: kind, name: name) }
    // 2.11 has only names, and writes defaults as `default:all-unauthenticated`.
    let mode = defaultName(name)
    return PolicyLabel(kind: mode == nil ? "server" : "default", name: mode ?? name)
  }

  private static func authorization(_ labels: [String: String]) -> PolicyLabel? {
    if let name = labels["authz_name"] {
      return PolicyLabel(kind: labels["authz_kind"] ?? "default", name: name)
    }
    return labels["saz_name"].map { name in
      let mode = defaultName(name)
      return PolicyLabel(
        kind: mode == nil ? "serverauthorization" : "default", name: mode ?? name)
    }
  }

  private static func defaultName(_ name: String) -> String? {
    name.hasPrefix("default:") ? String(name.dropFirst("default:".count)) : nil
  }

  private static func route(_ labels: [String: String]) -> RouteReference? {
    guard let name = labels["route_name"] else { return nil }
    switch (labels["route_kind"] ?? "default", name) {
    case ("default", "default"): return .default
    case ("default", "probe"): return .probe
    case (let kind, let name):
      return RouteReference(kind: kind, group: labels["route_group"] ?? "", name: name)
    }
  }
}

/// What is wrong with a counter's labels, in words.
package struct LabelProblem: Error, Hashable, Sendable {
  /// What was found, and what was expected.
  package var message: String
}
