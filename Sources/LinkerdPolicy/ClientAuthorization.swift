public import KubernetesSnapshot

/// One allow rule: clients from these networks who prove this much are let in (`0.2`).
public struct ClientAuthorization: Hashable, Sendable {
  /// The object or built-in rule that grants it.
  public var origin: AuthorizationOrigin
  /// From where; any block will do.
  public var networks: [NetworkBlock]
  /// What a client must prove.
  public var authentication: ClientAuthentication
  /// The authentications that an AuthorizationPolicy refers to, for the chain of reasons.
  public var evidence: [ResourceID] = []

  /// The proxy's own rule for its pod: anyone from the loopback addresses (`M-4`).
  static let localhost = ClientAuthorization(
    origin: .localhost,
    networks: ["127.0.0.1", "::1"].compactMap(IPNetwork.init).map { NetworkBlock(cidr: $0) },
    authentication: .unauthenticated)

  /// The rule of a probe route: anyone from the probe networks (`R-21`).
  static func probe(networks: [IPNetwork]) -> ClientAuthorization {
    ClientAuthorization(
      origin: .probe, networks: networks.map { NetworkBlock(cidr: $0) },
      authentication: .unauthenticated)
  }

  /// Whether the client is let in (`E-17` … `E-20`).
  ///
  /// - Parameter client: Who asks.
  /// - Returns: `maybe` when that depends on an address that is not known.
  public func admits(_ client: Client) -> Truth {
    guard authentication.accepts(client.tls) else { return .no }
    return client.address.isInside(networks)
  }
}

/// Where an authorization comes from.
public enum AuthorizationOrigin: Hashable, Sendable, Comparable {
  /// A default policy, also as a Server's `accessPolicy`.
  case `default`(DefaultInboundPolicy)
  /// The built-in route for HTTP probes.
  case probe
  /// The proxy's own rule for loopback clients.
  case localhost
  /// A ServerAuthorization, by name.
  case serverAuthorization(String)
  /// An AuthorizationPolicy, by name.
  case authorizationPolicy(String)

  /// `default`, `serverauthorization` or `authorizationpolicy`, as Linkerd's metrics say it.
  public var kind: String {
    switch self {
    case .default, .probe, .localhost: "default"
    case .serverAuthorization: "serverauthorization"
    case .authorizationPolicy: "authorizationpolicy"
    }
  }

  /// The API group; empty for built-in rules.
  public var group: String { kind == "default" ? "" : "policy.linkerd.io" }

  /// The object's name, or the built-in rule's.
  public var name: String {
    switch self {
    case .default(let mode): mode.rawValue
    case .probe: "probe"
    case .localhost: "localhost"
    case .serverAuthorization(let name), .authorizationPolicy(let name): name
    }
  }

  /// The object, where there is one.
  ///
  /// - Parameter namespace: The namespace of the Server.
  /// - Returns: The identity, or nil for a built-in rule.
  public func resourceID(in namespace: String) -> ResourceID? {
    switch self {
    case .default, .probe, .localhost: nil
    case .serverAuthorization(let name):
      ResourceID(kind: .serverAuthorization, namespace: namespace, name: name)
    case .authorizationPolicy(let name):
      ResourceID(kind: .authorizationPolicy, namespace: namespace, name: name)
    }
  }

  /// By group, kind and name, so that built-in rules come first.
  public static func < (a: AuthorizationOrigin, b: AuthorizationOrigin) -> Bool {
    (a.group, a.kind, a.name) < (b.group, b.kind, b.name)
  }
}

/// What a client must prove (`0.2`).
public enum ClientAuthentication: Hashable, Sendable {
  /// Nothing.
  case unauthenticated
  /// Mesh TLS, with or without an identity.
  case anyTLS
  /// One of these mesh identities.
  case identities(IdentityMatch)

  /// Whether a connection proves it (`E-19`, `E-20`).
  public func accepts(_ tls: Client.TLS) -> Bool {
    switch (self, tls) {
    case (.unauthenticated, _), (.anyTLS, .anonymous), (.anyTLS, .identity): true
    case (.identities(let match), .identity(let identity)): match.contains(identity)
    default: false
    }
  }
}
