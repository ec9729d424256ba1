package import LinkerdPolicy

/// What one counter of a proxy counts: who asked for what, and what became of it.
package struct TrafficSeries: Sendable, Hashable, Codable {
  /// The client.
  package var client: ObservedClient
  /// The port of the pod.
  package var port: UInt16
  /// What is counted.
  package var unit: TrafficUnit
  /// What became of it.
  package var outcome: TrafficOutcome
  /// The Server, or the default policy, that the proxy used; nil where an old proxy does not say.
  package var server: PolicyLabel?
  /// The route that requests took; nil for connections, and where the counter does not say.
  package var route: RouteReference?
  /// The authorization that let the client in; of a rate limit, the limit's object.
  package var authority: PolicyLabel?
  /// Which limit was exceeded, `total` or `identity`; nil otherwise.
  package var limitScope: String?

  /// Whether the kubelet's health probes are counted, which the probe rule lets in.
  package var isProbe: Bool { route == .probe }
  /// Whether the client stood inside the pod.
  package var isLoopback: Bool {
    client == .plain(reason: "loopback")
      || authority == PolicyLabel(kind: "default", name: "localhost")
  }
}

/// An object or a built-in rule, as the proxies' labels name it.
package struct PolicyLabel: Sendable, Hashable, Codable {
  /// `server`, `authorizationpolicy`, `serverauthorization`, `HTTPLocalRateLimitPolicy`, `default`.
  package var kind: String
  /// The object's name, or the rule's.
  package var name: String

  /// A label from its parts.
  package init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }

  /// Whether it is a built-in rule: a default policy, the probe rule, the loopback rule.
  package var isDefault: Bool { kind == "default" }
}
