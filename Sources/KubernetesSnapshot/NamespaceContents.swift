/// The objects of one namespace, by kind and name.
public struct NamespaceContents: Hashable, Sendable {
  /// The Namespace object; absent where only its contents are known.
  public var namespace: Namespace?
  /// Pods by name.
  public var pods: [String: Pod] = [:]
  /// ServiceAccounts by name.
  public var serviceAccounts: [String: ServiceAccount] = [:]
  /// Services by name.
  public var services: [String: Service] = [:]
  /// Linkerd's own ConfigMaps by name.
  public var configMaps: [String: ConfigMap] = [:]
  /// Everything that makes pods, by kind and name.
  public var workloads: [ResourceID: Workload] = [:]
  /// Servers by name.
  public var servers: [String: Server] = [:]
  /// ServerAuthorizations by name.
  public var serverAuthorizations: [String: ServerAuthorization] = [:]
  /// AuthorizationPolicies by name.
  public var authorizationPolicies: [String: AuthorizationPolicy] = [:]
  /// MeshTLSAuthentications by name.
  public var meshTLSAuthentications: [String: MeshTLSAuthentication] = [:]
  /// NetworkAuthentications by name.
  public var networkAuthentications: [String: NetworkAuthentication] = [:]
  /// HTTPRoutes of both groups, by kind and name.
  public var httpRoutes: [ResourceID: HTTPRoute] = [:]
  /// GRPCRoutes by name.
  public var grpcRoutes: [String: GRPCRoute] = [:]
  /// HTTPLocalRateLimitPolicies by name.
  public var rateLimitPolicies: [String: HTTPLocalRateLimitPolicy] = [:]
  /// EgressNetworks by name.
  public var egressNetworks: [String: EgressNetwork] = [:]
  /// ExternalWorkloads by name.
  public var externalWorkloads: [String: ExternalWorkload] = [:]
  /// Objects that cannot be read.
  public var unreadable: [ResourceID: UnreadableResource] = [:]

  /// An empty namespace.
  public init() {}

  /// Whether the namespace holds nothing and is not itself known.
  public var isEmpty: Bool { self == NamespaceContents() }

  mutating func insert(_ resource: Resource, id: ResourceID) {
    unreadable[id] = nil
    switch resource {
    case .namespace(let object): namespace = object
    case .pod(let object): pods[id.name] = object
    case .serviceAccount(let object): serviceAccounts[id.name] = object
    case .service(let object): services[id.name] = object
    case .configMap(let object): configMaps[id.name] = object
    case .workload(let object): workloads[id] = object
    case .server(let object): servers[id.name] = object
    case .serverAuthorization(let object): serverAuthorizations[id.name] = object
    case .authorizationPolicy(let object): authorizationPolicies[id.name] = object
    case .meshTLSAuthentication(let object): meshTLSAuthentications[id.name] = object
    case .networkAuthentication(let object): networkAuthentications[id.name] = object
    case .httpRoute(let object): httpRoutes[id] = object
    case .grpcRoute(let object): grpcRoutes[id.name] = object
    case .httpLocalRateLimitPolicy(let object): rateLimitPolicies[id.name] = object
    case .egressNetwork(let object): egressNetworks[id.name] = object
    case .externalWorkload(let object): externalWorkloads[id.name] = object
    case .unreadable(let object):
      remove(id)
      unreadable[id] = object
    }
  }

  mutating func remove(_ id: ResourceID) {
    unreadable[id] = nil
    switch id.kind {
    case .namespace: namespace = nil
    case .pod: pods[id.name] = nil
    case .serviceAccount: serviceAccounts[id.name] = nil
    case .service: services[id.name] = nil
    case .configMap: configMaps[id.name] = nil
    case .deployment, .statefulSet, .daemonSet, .replicaSet, .job, .cronJob,
      .replicationController:
      workloads[id] = nil
    case .server: servers[id.name] = nil
    case .serverAuthorization: serverAuthorizations[id.name] = nil
    case .authorizationPolicy: authorizationPolicies[id.name] = nil
    case .meshTLSAuthentication: meshTLSAuthentications[id.name] = nil
    case .networkAuthentication: networkAuthentications[id.name] = nil
    case .linkerdHTTPRoute, .gatewayHTTPRoute: httpRoutes[id] = nil
    case .grpcRoute: grpcRoutes[id.name] = nil
    case .httpLocalRateLimitPolicy: rateLimitPolicies[id.name] = nil
    case .egressNetwork: egressNetworks[id.name] = nil
    case .externalWorkload: externalWorkloads[id.name] = nil
    }
  }

  func object(_ id: ResourceID) -> Resource? {
    if let object = unreadable[id] { return .unreadable(object) }
    switch id.kind {
    case .namespace: return namespace.map(Resource.namespace)
    case .pod: return pods[id.name].map(Resource.pod)
    case .serviceAccount: return serviceAccounts[id.name].map(Resource.serviceAccount)
    case .service: return services[id.name].map(Resource.service)
    case .configMap: return configMaps[id.name].map(Resource.configMap)
    case .deployment, .statefulSet, .daemonSet, .replicaSet, .job, .cronJob,
      .replicationController:
      return workloads[id].map(Resource.workload)
    case .server: return servers[id.name].map(Resource.server)
    case .serverAuthorization:
      return serverAuthorizations[id.name].map(Resource.serverAuthorization)
    case .authorizationPolicy:
      return authorizationPolicies[id.name].map(Resource.authorizationPolicy)
    case .meshTLSAuthentication:
      return meshTLSAuthentications[id.name].map(Resource.meshTLSAuthentication)
    case .networkAuthentication:
      return networkAuthentications[id.name].map(Resource.networkAuthentication)
    case .linkerdHTTPRoute, .gatewayHTTPRoute: return httpRoutes[id].map(Resource.httpRoute)
    case .grpcRoute: return grpcRoutes[id.name].map(Resource.grpcRoute)
    case .httpLocalRateLimitPolicy:
      return rateLimitPolicies[id.name].map(Resource.httpLocalRateLimitPolicy)
    case .egressNetwork: return egressNetworks[id.name].map(Resource.egressNetwork)
    case .externalWorkload: return externalWorkloads[id.name].map(Resource.externalWorkload)
    }
  }
}
