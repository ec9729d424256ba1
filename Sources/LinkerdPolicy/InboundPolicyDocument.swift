/// The inbound policy of a port in the form that JSON has: all that the controller tells a proxy.
public struct InboundPolicyDocument: Encodable, Hashable, Sendable {
  /// The Server, or the default policy.
  public var server: Name
  /// What the port speaks: `Detect`, `HTTP/1`, `HTTP/2`, `gRPC`, `Opaque`, `TLS`.
  public var `protocol`: String
  /// How long the proxy waits for the first bytes, in seconds; only where it detects.
  public var detectTimeout: Int?
  /// Who may use every route; sorted by the JSON text of each.
  public var authorizations: [Authorization]
  /// HTTP routes in the order in which ties are broken; nil where they do not count.
  public var httpRoutes: [Route]?
  /// gRPC routes in the order in which ties are broken; nil where they do not count.
  public var grpcRoutes: [Route]?
  /// The rate limit.
  public var rateLimit: RateLimit?
  /// The words in which the proxy refuses the policy.
  public var invalid: String?

  /// A Server, a default policy, or an object that grants something.
  public struct Name: Encodable, Hashable, Sendable {
    /// `server` or `default`.
    public var kind: String
    /// The API group; empty for a default policy.
    public var group: String
    /// The object's name, or the policy's mode.
    public var name: String
  }

  /// One allow rule.
  public struct Authorization: Encodable, Hashable, Sendable {
    /// `default`, `serverauthorization` or `authorizationpolicy`.
    public var kind: String
    /// The API group; empty for built-in rules.
    public var group: String
    /// The object's name, or the built-in rule's.
    public var name: String
    /// From where, in the order of the object.
    public var networks: [Network]
    /// What a client must prove.
    public var authentication: Authentication
  }

  /// A network and what is taken out of it.
  public struct Network: Encodable, Hashable, Sendable {
    /// The block, with host bits as written.
    public var cidr: String
    /// What is taken out of it; nil when nothing is.
    public var except: [String]?
  }

  /// What a client must prove.
  public enum Authentication: Encodable, Hashable, Sendable {
    /// Nothing.
    case unauthenticated
    /// Mesh TLS, with or without an identity.
    case anyTLS
    /// One of these identities, or one that ends so; `*` is every DNS identity.
    case identities([String], suffixes: [String])

    private enum CodingKeys: String, CodingKey { case identities, suffixes }

    /// Writes a word, or an object of two lists.
    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .unauthenticated, .anyTLS:
        var value = encoder.singleValueContainer()
        try value.encode(self == .anyTLS ? "anyTLS" : "unauthenticated")
      case .identities(let identities, let suffixes):
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(identities, forKey: .identities)
        try fields.encode(suffixes, forKey: .suffixes)
      }
    }
  }

  /// The rate limit of a Server.
  public struct RateLimit: Encodable, Hashable, Sendable {
    /// The object's name.
    public var name: String
    /// Requests per second of everyone together.
    public var total: Int?
    /// Requests per second of each client.
    public var identity: Int?
    /// Limits for named clients.
    public var overrides: [Override]

    /// A limit for named clients.
    public struct Override: Encodable, Hashable, Sendable {
      /// Their identities.
      public var clients: [String]
      /// Requests per second of each.
      public var requestsPerSecond: Int
    }

    private enum CodingKeys: String, CodingKey { case name, total, identity, overrides }

    /// Writes all fields; a limit that is not set is `null`.
    public func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(name, forKey: .name)
      try fields.encode(total, forKey: .total)
      try fields.encode(identity, forKey: .identity)
      try fields.encode(overrides, forKey: .overrides)
    }
  }
}
