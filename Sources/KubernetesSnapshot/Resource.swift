/// One object of a snapshot: the closed list of kinds that matter, as a sum.
public enum Resource: Hashable, Sendable {
  case namespace(Namespace)
  case pod(Pod)
  case serviceAccount(ServiceAccount)
  case service(Service)
  case configMap(ConfigMap)
  case workload(Workload)
  case server(Server)
  case serverAuthorization(ServerAuthorization)
  case authorizationPolicy(AuthorizationPolicy)
  case meshTLSAuthentication(MeshTLSAuthentication)
  case networkAuthentication(NetworkAuthentication)
  case httpRoute(HTTPRoute)
  case grpcRoute(GRPCRoute)
  case httpLocalRateLimitPolicy(HTTPLocalRateLimitPolicy)
  case egressNetwork(EgressNetwork)
  case externalWorkload(ExternalWorkload)
  /// An object of one of these kinds that cannot be read; the controller takes it for absent (`M-6`).
  case unreadable(UnreadableResource)

  /// The object's metadata.
  public var meta: ObjectMeta {
    switch self {
    case .namespace(let object): object.meta
    case .pod(let object): object.meta
    case .serviceAccount(let object): object.meta
    case .service(let object): object.meta
    case .configMap(let object): object.meta
    case .workload(let object): object.meta
    case .server(let object): object.meta
    case .serverAuthorization(let object): object.meta
    case .authorizationPolicy(let object): object.meta
    case .meshTLSAuthentication(let object): object.meta
    case .networkAuthentication(let object): object.meta
    case .httpRoute(let object): object.meta
    case .grpcRoute(let object): object.meta
    case .httpLocalRateLimitPolicy(let object): object.meta
    case .egressNetwork(let object): object.meta
    case .externalWorkload(let object): object.meta
    case .unreadable(let object): object.meta
    }
  }

  /// The object's kind.
  public var kind: ResourceKind {
    switch self {
    case .namespace: .namespace
    case .pod: .pod
    case .serviceAccount: .serviceAccount
    case .service: .service
    case .configMap: .configMap
    case .workload(let workload): workload.kind
    case .server: .server
    case .serverAuthorization: .serverAuthorization
    case .authorizationPolicy: .authorizationPolicy
    case .meshTLSAuthentication: .meshTLSAuthentication
    case .networkAuthentication: .networkAuthentication
    case .httpRoute(let route): route.kind
    case .grpcRoute: .grpcRoute
    case .httpLocalRateLimitPolicy: .httpLocalRateLimitPolicy
    case .egressNetwork: .egressNetwork
    case .externalWorkload: .externalWorkload
    case .unreadable(let object): object.kind
    }
  }

  /// The object's identity.
  public var id: ResourceID {
    let meta = meta
    return ResourceID(kind: kind, namespace: meta.namespace, name: meta.name)
  }
}

extension HTTPRoute {
  /// Which of the two HTTPRoute kinds it is.
  public var kind: ResourceKind {
    group == ResourceKind.linkerdHTTPRoute.group ? .linkerdHTTPRoute : .gatewayHTTPRoute
  }
}

extension Resource: Codable {
  /// Reads an object of a known kind; it may turn out to be `unreadable`.
  ///
  /// - Throws: `DecodingError` when this is no such object.
  public init(from decoder: any Decoder) throws {
    func failure(_ message: String) -> DecodingError {
      .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: message))
    }
    switch try DecodedItem(from: decoder, configuration: .init()).item {
    case .resource(let resource): self = resource
    case .ignored(let apiVersion, let kind):
      throw failure("expected a kind that is known, found \(apiVersion) \(kind)")
    case .malformed(let problem): throw failure(problem.description)
    }
  }

  private enum CodingKeys: String, CodingKey { case apiVersion, kind, metadata }

  /// Writes the object as the API has it, but only the fields that policy and the screens use: no
  /// environment, no commands, no annotations but Linkerd's.
  ///
  /// Of an `unreadable` object there is only its metadata.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(
      meta.apiVersion.isEmpty ? kind.newestAPIVersion : meta.apiVersion, forKey: .apiVersion)
    try fields.encode(kind.kind, forKey: .kind)
    switch self {
    case .namespace(let object): try object.encode(to: encoder)
    case .pod(let object): try object.encode(to: encoder)
    case .serviceAccount(let object): try object.encode(to: encoder)
    case .service(let object): try object.encode(to: encoder)
    case .configMap(let object): try object.encode(to: encoder)
    case .workload(let object): try object.encode(to: encoder)
    case .server(let object): try object.encode(to: encoder)
    case .serverAuthorization(let object): try object.encode(to: encoder)
    case .authorizationPolicy(let object): try object.encode(to: encoder)
    case .meshTLSAuthentication(let object): try object.encode(to: encoder)
    case .networkAuthentication(let object): try object.encode(to: encoder)
    case .httpRoute(let object): try object.encode(to: encoder)
    case .grpcRoute(let object): try object.encode(to: encoder)
    case .httpLocalRateLimitPolicy(let object): try object.encode(to: encoder)
    case .egressNetwork(let object): try object.encode(to: encoder)
    case .externalWorkload(let object): try object.encode(to: encoder)
    case .unreadable(let object): try fields.encode(object.meta, forKey: .metadata)
    }
  }
}
