public import KubernetesSnapshot

/// The one answer: whether the client is let in, and the trail that led there.
public struct AccessDecision: Hashable, Sendable {
  /// What happens to the client.
  public var outcome: Outcome
  /// The rule that decided: `A-8` where a policy let the client in, `R-19` where no route matches.
  public var rule: String
  /// The Server that owns the port, or the default policy; nil where nothing is enforced.
  public var server: InboundServer.ServerReference?
  /// What the port speaks; nil where nothing is enforced.
  public var `protocol`: InboundProtocol?
  /// The route that the request matched, also when it was denied.
  public var route: RouteReference?
  /// All authorizations that let the client through, sorted.
  public var authorizations: [AuthorizationOrigin] = []
  /// What the client sees.
  public var symptom = Symptom()
  /// The answer that a filter gives to an authorized request.
  public var after: FilterAnswer?
  /// Whether the proxy cannot read the port's policy (`E-30`).
  public var isInvalid = false
  /// The trail from the client to what decided; never empty.
  public var reasons: [Reason] = []

  /// What happens to a client.
  public enum Outcome: String, Hashable, Sendable {
    case allow
    case deny
    /// No route matches; decided before any authorization (`R-19`).
    case noRoute = "no-route"
    /// Nothing is enforced.
    case open
    /// The data does not say.
    case unknown
  }

  /// What a filter answers in the application's place (`R-27`).
  public enum FilterAnswer: String, Hashable, Sendable {
    case redirect
    case invalidRedirect = "invalid-redirect"
  }
}

/// One step of the trail that led to a decision.
public struct Reason: Hashable, Sendable {
  /// The step, in plain words.
  public var text: String
  /// The rule that it follows: `S-15`.
  public var rule: String
  /// The object that it speaks of, where there is one.
  public var object: ResourceID?

  /// A step from its parts.
  public init(_ text: String, rule: String, object: ResourceID? = nil) {
    self.text = text
    self.rule = rule
    self.object = object
  }
}

/// What a refused client sees (§9.5).
public struct Symptom: Hashable, Sendable {
  /// The HTTP status.
  public var http: Int?
  /// The gRPC status, with its name.
  public var grpc: String?
  /// What becomes of a raw connection.
  public var tcp: String?

  /// No symptom, or one of the three.
  public init(http: Int? = nil, grpc: String? = nil, tcp: String? = nil) {
    self.http = http
    self.grpc = grpc
    self.tcp = tcp
  }

  /// In one line; nil when the client sees nothing unusual.
  public var text: String? {
    if let http { return "HTTP \(http)" }
    if let grpc { return "gRPC status \(grpc)" }
    return tcp.map { "the connection is \($0)" }
  }

  /// What becomes of a refused connection.
  static let closed = Symptom(tcp: "accepted, then closed")

  /// What a refused request looks like.
  static func refused(isGRPC: Bool) -> Symptom {
    isGRPC ? Symptom(grpc: "7 PermissionDenied") : Symptom(http: 403)
  }

  /// What a request without a route looks like.
  static func noRoute(isGRPC: Bool) -> Symptom {
    isGRPC ? Symptom(grpc: "5 NotFound") : Symptom(http: 404)
  }
}
