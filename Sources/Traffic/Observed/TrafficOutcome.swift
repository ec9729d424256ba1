/// What became of requests or connections, as the server's proxy counted them.
package enum TrafficOutcome: String, Sendable, Hashable, CaseIterable, Codable {
  /// Let in by an authorization.
  case allowed
  /// Let in by audit mode alone, as far as the proxy says (`A-21`).
  case audit
  /// Refused, since no authorization fits.
  case denied
  /// Answered with 404, since no route matches.
  case noRoute = "no-route"
  /// Answered with 429; such requests count as let in, too.
  case rateLimited = "rate-limited"
  /// Open connections that were cut, since the policy changed (`E-31`).
  case terminated

  /// Whether the client got something else than it wanted.
  package var isRefusal: Bool { self != .allowed && self != .audit }
}

/// What a proxy counts one by one.
package enum TrafficUnit: String, Sendable, Hashable, Codable {
  /// HTTP requests and gRPC calls.
  case request
  /// Connections that are not HTTP, or not known to be.
  case connection
}

/// The counters of Linkerd's proxy that tell who was let in.
package enum TrafficCounter: String, Sendable, Hashable, CaseIterable {
  case httpAllow = "inbound_http_authz_allow_total"
  case httpDeny = "inbound_http_authz_deny_total"
  case httpRouteNotFound = "inbound_http_route_not_found_total"
  case httpRateLimit = "inbound_http_local_ratelimit_total"
  case tcpAllow = "inbound_tcp_authz_allow_total"
  case tcpDeny = "inbound_tcp_authz_deny_total"
  case tcpTerminate = "inbound_tcp_authz_terminate_total"

  /// What it counts.
  package var unit: TrafficUnit {
    switch self {
    case .httpAllow, .httpDeny, .httpRouteNotFound, .httpRateLimit: .request
    case .tcpAllow, .tcpDeny, .tcpTerminate: .connection
    }
  }

  /// What became of what it counts; audit is told from the rest by the authorization.
  package var outcome: TrafficOutcome {
    switch self {
    case .httpAllow, .tcpAllow: .allowed
    case .httpDeny, .tcpDeny: .denied
    case .httpRouteNotFound: .noRoute
    case .httpRateLimit: .rateLimited
    case .tcpTerminate: .terminated
    }
  }
}
