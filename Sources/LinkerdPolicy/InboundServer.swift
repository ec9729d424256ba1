public import KubernetesSnapshot

/// The whole inbound policy of one port: what the controller tells the proxy (`0.2`).
public struct InboundServer: Hashable, Sendable {
  /// The Server, or the default policy that stands in for one.
  public var reference: ServerReference
  /// What the port speaks.
  public var `protocol`: InboundProtocol
  /// Who may use every route, and raw connections; sorted.
  public var authorizations: [ClientAuthorization]
  /// The HTTP routes, in the order in which ties are broken (`R-15`).
  public var httpRoutes: [InboundHTTPRoute]
  /// The gRPC routes, in the order in which ties are broken.
  public var grpcRoutes: [InboundGRPCRoute]
  /// The rate limit that was accepted; it never authorizes (`L-2`).
  public var rateLimit: HTTPLocalRateLimitPolicy?
  /// Why the proxy cannot read the policy and so refuses everything (`E-30`); nil as a rule.
  public var invalid: String?
  /// How the proxy treats connections and requests.
  public var proxy: ProxyRules
  /// Whether mesh clients do not know that the port is opaque, so that it does not learn who they
  /// are (`O-23`).
  public var losesIdentities = false
  /// The policies of other Servers that may own the port just as well: an old release leaves it to
  /// chance which one does (`O-1`).
  public var rivals: [InboundServer] = []
  /// Networks from which plain connections never reach the proxy, and so not this policy (`E-40`).
  var skippedNetworks: [NetworkBlock] = []

  /// Which Server owns a port.
  public enum ServerReference: Hashable, Sendable {
    /// A Server, by name, of the workload's namespace.
    case server(String)
    /// No Server: the default policy.
    case `default`(DefaultInboundPolicy)
    /// What the proxy puts in the place of a policy that it cannot read (`E-30`).
    case invalid

    /// `server` or `default`, as Linkerd's metrics say it.
    public var kind: String {
      switch self {
      case .server: "server"
      case .default, .invalid: "default"
      }
    }

    /// The Server's name, or the mode's.
    public var name: String {
      switch self {
      case .server(let name): name
      case .default(let mode): mode.rawValue
      case .invalid: "invalid"
      }
    }
  }
}

/// What a port speaks, as the proxy handles it (`E-22`).
public enum InboundProtocol: String, Hashable, Sendable {
  case detect = "Detect"
  case http1 = "HTTP/1"
  case http2 = "HTTP/2"
  case grpc = "gRPC"
  case opaque = "Opaque"
  case tls = "TLS"

  /// What a Server's `proxyProtocol` means.
  init(_ proxyProtocol: Server.ProxyProtocol, _ rules: LinkerdRules) {
    switch proxyProtocol {
    case .unknown: self = .detect
    case .http1: self = .http1
    case .http2: self = .http2
    case .grpc: self = rules.grpcProtocol
    case .opaque: self = .opaque
    case .tls: self = .tls
    }
  }

  /// Whether HTTP requests are judged by HTTP routes (`R-25`).
  public var usesHTTPRoutes: Bool {
    self == .detect || self == .http1 || self == .http2
  }

  /// Whether a raw connection can be let in (`E-25`).
  public var admitsRawConnections: Bool {
    self == .detect || self == .opaque || self == .tls
  }
}
