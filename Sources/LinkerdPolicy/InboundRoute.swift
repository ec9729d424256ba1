public import KubernetesSnapshot

/// Which route: its kind, group and name, as Linkerd reports it.
public struct RouteReference: Hashable, Sendable, Codable {
  /// `default`, `probe`, `HTTPRoute` or `GRPCRoute`.
  public var kind: String
  /// The API group; empty for built-in routes.
  public var group: String
  /// The object's name, or the built-in route's.
  public var name: String

  /// Names a route.
  public init(kind: String, group: String, name: String) {
    self.kind = kind
    self.group = group
    self.name = name
  }

  /// The route of a port without routes (`R-20`, `R-24`).
  public static let `default` = RouteReference(kind: "default", group: "", name: "default")
  /// The route of HTTP probes (`R-21`).
  public static let probe = RouteReference(kind: "probe", group: "", name: "probe")
  /// The route of a policy that the proxy cannot read (`E-30`).
  public static let invalid = RouteReference(kind: "default", group: "", name: "invalid")
}

/// One route of a port, with its own authorizations.
public struct InboundRoute<Match: Hashable & Sendable>: Hashable, Sendable {
  /// Which route.
  public var reference: RouteReference
  /// The hosts that it serves; none means any.
  public var hosts: [HostMatch] = []
  /// The rules, in order.
  public var rules: [Rule]
  /// Who is let in by policies that target the route, beside those whom the Server lets in (`A-17`).
  public var authorizations: [ClientAuthorization] = []
  /// Whether the proxy may refuse the route for the size of a pattern (`R-9`); then nothing is sure.
  var mayBeVoid = false
  /// When the route was stored; earlier routes win ties (`R-15`).
  var creationTimestamp: Timestamp?

  /// Matches and filters that belong together.
  public struct Rule: Hashable, Sendable {
    /// The matches, any of which will do; none matches every request.
    public var matches: [Match]
    /// What is done to a request after it was let in.
    public var filters: [RouteFilter] = []
  }

  /// Whether the route comes before another in the proxy's list (`R-15`).
  static func precedes(_ a: InboundRoute, _ b: InboundRoute) -> Bool {
    switch (a.creationTimestamp, b.creationTimestamp) {
    case (let first?, let second?) where first != second: return first < second
    case (_?, nil): return true
    case (nil, _?): return false
    default:
      return (a.reference.name, a.reference.group, a.reference.kind)
        < (b.reference.name, b.reference.group, b.reference.kind)
    }
  }
}

/// A route for HTTP.
public typealias InboundHTTPRoute = InboundRoute<HTTPRouteMatch>
/// A route for gRPC.
public typealias InboundGRPCRoute = InboundRoute<GRPCRouteMatch>

extension InboundRoute where Match == HTTPRouteMatch {
  /// Every path, without an authorization of its own.
  static let `default` = InboundHTTPRoute(
    reference: .default, rules: [Rule(matches: [HTTPRouteMatch(path: .prefix("/"))])])

  /// GET on the probe paths, from the probe networks (`R-21`).
  static func probe(paths: [String], networks: [IPNetwork]) -> InboundHTTPRoute {
    InboundHTTPRoute(
      reference: .probe,
      rules: [
        Rule(matches: paths.map { HTTPRouteMatch(path: .exact($0), method: "GET") })
      ],
      authorizations: [.probe(networks: networks)])
  }
}

extension InboundRoute where Match == GRPCRouteMatch {
  /// Every service and method, without an authorization of its own.
  static let `default` = InboundGRPCRoute(
    reference: .default, rules: [Rule(matches: [GRPCRouteMatch()])])

  /// Every request, whatever its shape, where the release knows no routes (`O-20`).
  static let anything = InboundGRPCRoute(reference: .default, rules: [Rule(matches: [])])
}
