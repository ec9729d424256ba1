import KubernetesSnapshot

/// The policies of one namespace, resolved as far as they do not depend on a workload.
struct NamespacePolicy: Hashable, Sendable {
  /// The Servers in the order in which they claim ports (`S-15`).
  private(set) var servers: [ServerPolicy] = []
  /// Objects of the namespace that decide nothing for anyone.
  private(set) var voids: [VoidResource] = []
  /// Label keys that some Server's selector names.
  private(set) var selectorKeys: Set<String> = []
  /// Namespaces whose authentications are referred to (`M-1`).
  private(set) var foreignNamespaces: Set<String> = []
  /// The release's rules.
  let rules: LinkerdRules

  /// An empty namespace.
  init(_ rules: LinkerdRules) { self.rules = rules }

  /// Resolves the policies of a namespace.
  ///
  /// - Parameters:
  ///   - namespace: The namespace.
  ///   - all: Its objects.
  ///   - authorizations: Turns objects into allow rules.
  ///   - acceptance: Says which routes were accepted.
  /// - Complexity: O(*a* + *s*·*z* + *r*), with *z* ServerAuthorizations that select by label.
  init(
    of namespace: String, contents all: NamespaceContents, authorizations: AuthorizationResolution,
    acceptance: RouteAcceptance
  ) {
    let rules = authorizations.view.rules
    self.rules = rules
    let contents = authorizations.view.contents(all)
    let ordered = Self.inOrderOfClaims(Array(contents.servers.values))
    servers = ordered.map { ServerPolicy(server: $0) }
    for server in ordered { selectorKeys.formUnion(server.selector.labels.keys) }

    var grants = Grants()
    for name in contents.authorizationPolicies.keys.sorted() {
      guard let policy = contents.authorizationPolicies[name] else { continue }
      for reference in policy.requiredAuthentications {
        if let other = reference.namespace, other != namespace { foreignNamespaces.insert(other) }
      }
      grants.add(policy, authorizations: authorizations)
    }
    for object in contents.serverAuthorizations.values.sorted(by: { $0.meta.name < $1.meta.name }) {
      grants.add(object, authorizations: authorizations)
    }
    let routes = BoundRoutes(
      contents: contents, acceptance: acceptance, grants: grants.routes, rules: rules)
    let rateLimits = Dictionary(
      grouping: contents.rateLimitPolicies.values.filter {
        $0.target.isKind("Server", group: "policy.linkerd.io")
      }, by: \.target.name)

    for index in servers.indices {
      let server = servers[index].server
      let name = server.meta.name
      var allowed = grants.namespace + (grants.servers[name] ?? [])
      for (object, grant) in grants.serverAuthorizations where object.server.selects(server, rules)
      {
        allowed.append(grant)
      }
      let written = rules.readsAccessPolicy ? server.accessPolicy : nil
      let mode = written.flatMap(DefaultInboundPolicy.init) ?? .deny
      if let grant = mode.authorization(clusterNetworks: authorizations.mesh.clusterNetworks) {
        allowed.append(grant)
      }
      servers[index].authorizations = allowed.sorted { $0.origin < $1.origin }
      servers[index].httpRoutes = routes.http[name] ?? []
      servers[index].grpcRoutes = routes.grpc[name] ?? []
      servers[index].rateLimit = RouteAcceptance.rateLimit(among: rateLimits[name] ?? [])
      servers[index].voids =
        (grants.serverVoids[name] ?? []) + grants.namespaceVoids + (routes.voids[name] ?? [])
        + grants.selectingVoids.filter { $0.0.server.selects(server, rules) }.map(\.1)
    }
    voids = grants.allVoids + routes.voids.keys.sorted().flatMap { routes.voids[$0] ?? [] }
    voids += authorizations.view.unseen(all)
  }

  /// The Servers of a namespace in the order in which they claim ports (`S-15`).
  ///
  /// Older ones come first, and those without a time before all. But a manifest's Server beside
  /// stored ones is yet to be made, so it comes last (`S-17`).
  private static func inOrderOfClaims(_ servers: [Server]) -> [Server] {
    let areStored = servers.contains { $0.meta.resourceVersion != nil }
    func age(_ server: Server) -> (Int, Timestamp, String) {
      let isNew = areStored && !server.meta.isStored
      let oldest = Timestamp(secondsSince1970: .min)
      return (isNew ? 1 : 0, server.meta.creationTimestamp ?? oldest, server.meta.name)
    }
    return servers.sorted { age($0) < age($1) }
  }

  /// The same with only the Servers that select a workload, for asking about many of its ports.
  func selecting(_ workload: InboundWorkload) -> NamespacePolicy {
    var policy = self
    policy.servers = servers.indices.filter { workload.isSelected(by: servers[$0].server, rules) }
      .map { servers[$0] }
    return policy
  }

  /// The Servers that select the workload and the port; the first owns the port.
  func claimants(of port: UInt16, on workload: InboundWorkload) -> [ServerPolicy] {
    servers.filter {
      workload.names(port, $0.server.port) && workload.isSelected(by: $0.server, rules)
    }
  }

  /// The Servers that select the workload but name a port which it does not have (`P-7`).
  func serversWithoutPort(on workload: InboundWorkload) -> [(server: Server, portName: String)] {
    servers.compactMap { policy in
      guard case .name(let name) = policy.server.port, workload.portsByName[name] == nil,
        workload.isSelected(by: policy.server, rules)
      else { return nil }
      return (policy.server, name)
    }
  }
}

extension ServerAuthorization.ServerReference {
  /// Whether the reference means the Server (`Z-1`).
  func selects(_ server: Server, _ rules: LinkerdRules) -> Bool {
    switch self {
    case .name(let name): name == server.meta.name
    case .selector(let selector):
      selector.matches(server.meta.labels, invertingNotIn: !rules.readsNotInRight)
    }
  }
}

/// What the policies of a namespace grant, by what they target.
private struct Grants {
  var namespace: [ClientAuthorization] = []
  var servers: [String: [ClientAuthorization]] = [:]
  var routes: [RouteKey: [ClientAuthorization]] = [:]
  var serverAuthorizations: [(ServerAuthorization, ClientAuthorization)] = []
  var namespaceVoids: [VoidResource] = []
  var serverVoids: [String: [VoidResource]] = [:]
  var selectingVoids: [(ServerAuthorization, VoidResource)] = []
  var allVoids: [VoidResource] = []

  mutating func add(_ policy: AuthorizationPolicy, authorizations: AuthorizationResolution) {
    let id = ResourceID(
      kind: .authorizationPolicy, namespace: policy.meta.namespace, name: policy.meta.name)
    let target = PolicyTarget(policy.target, authorizations.view.rules)
    do throws(AuthorizationResolution.Void) {
      guard target != .unsupported else {
        throw AuthorizationResolution.Void(
          rule: "A-1", reason: "targets \(policy.target), which cannot be a target")
      }
      let grant = try authorizations.authorization(policy)
      switch target {
      case .server(let name): servers[name, default: []].append(grant)
      case .namespace: namespace.append(grant)
      case .route(let key): routes[key, default: []].append(grant)
      case .unsupported: break
      }
    } catch {
      let void = VoidResource(
        id: id, rule: error.rule, reason: error.reason, isCertain: error.isCertain)
      allVoids.append(void)
      switch target {
      case .server(let name): serverVoids[name, default: []].append(void)
      case .namespace: namespaceVoids.append(void)
      case .route, .unsupported: break
      }
    }
  }

  mutating func add(_ object: ServerAuthorization, authorizations: AuthorizationResolution) {
    do throws(AuthorizationResolution.Void) {
      serverAuthorizations.append((object, try authorizations.authorization(object)))
    } catch {
      let void = VoidResource(
        id: ResourceID(
          kind: .serverAuthorization, namespace: object.meta.namespace, name: object.meta.name),
        rule: error.rule, reason: error.reason, isCertain: error.isCertain)
      allVoids.append(void)
      selectingVoids.append((object, void))
    }
  }
}

/// The routes of a namespace by the Server that accepted them, in order (`R-1` … `R-15`).
private struct BoundRoutes {
  var http: [String: [InboundHTTPRoute]] = [:]
  var grpc: [String: [InboundGRPCRoute]] = [:]
  var voids: [String: [VoidResource]] = [:]

  init(
    contents: NamespaceContents, acceptance: RouteAcceptance,
    grants: [RouteKey: [ClientAuthorization]], rules: LinkerdRules
  ) {
    func key(_ id: ResourceID) -> RouteKey {
      RouteKey(group: id.kind.group, kind: id.kind.kind, name: id.name, rules)
    }
    for (id, route) in contents.httpRoutes {
      bind(
        id, parents: route.parents, into: \.http, grants: grants[key(id)] ?? [],
        accepted: { acceptance.accepts(route, server: $0) },
        convert: { () throws(RouteConversion.Void) in try RouteConversion.route(route, rules) })
    }
    for (name, route) in contents.grpcRoutes {
      let id = ResourceID(kind: .grpcRoute, namespace: route.meta.namespace, name: name)
      bind(
        id, parents: route.parents, into: \.grpc, grants: grants[key(id)] ?? [],
        accepted: { acceptance.accepts(route, server: $0) },
        convert: { () throws(RouteConversion.Void) in try RouteConversion.route(route, rules) })
    }
    for name in http.keys { http[name]?.sort(by: InboundHTTPRoute.precedes) }
    for name in grpc.keys { grpc[name]?.sort(by: InboundGRPCRoute.precedes) }
    for name in voids.keys { voids[name]?.sort { $0.id < $1.id } }
  }

  private mutating func bind<Match>(
    _ id: ResourceID, parents: [ParentReference],
    into table: WritableKeyPath<BoundRoutes, [String: [InboundRoute<Match>]]>,
    grants: [ClientAuthorization], accepted: (String) -> Bool,
    convert: () throws(RouteConversion.Void) -> InboundRoute<Match>
  ) {
    let names = Set(parents.filter(\.isServer).map(\.name))
    guard !names.isEmpty else { return }
    func note(_ rule: String, _ reason: String, for server: String) {
      voids[server, default: []].append(VoidResource(id: id, rule: rule, reason: reason))
    }
    do throws(RouteConversion.Void) {
      var route = try convert()
      route.authorizations = grants
      for server in names {
        if accepted(server) {
          self[keyPath: table][server, default: []].append(route)
        } else {
          note("R-6", "is not accepted by Server \(server)", for: server)
        }
      }
    } catch {
      for server in names { note(error.rule, error.reason, for: server) }
    }
  }
}
