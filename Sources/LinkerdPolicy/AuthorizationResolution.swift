import KubernetesSnapshot

/// Turns ServerAuthorizations and AuthorizationPolicies into allow rules (§4, §5).
struct AuthorizationResolution {
  /// All objects, since authentications may be referred to across namespaces (`M-1`).
  let snapshot: Snapshot
  /// For cluster networks and identities.
  let mesh: MeshConfiguration
  /// Which of the objects count, and by whose rules.
  let view: ControllerView

  /// An object that grants nothing.
  struct Void: Error {
    var rule: String
    var reason: String
    /// Whether it is so; otherwise it only looks so, since something could not be read.
    var isCertain = true
  }

  /// The rule that a ServerAuthorization grants.
  ///
  /// - Parameter object: The ServerAuthorization.
  /// - Returns: The rule.
  /// - Throws: `Void` when the object grants nothing (`Z-5`).
  func authorization(_ object: ServerAuthorization) throws(Void) -> ClientAuthorization {
    let client = object.client
    let networks = client.networks ?? []
    if view.rules.readsServerAuthorizationsStrictly {
      guard object.hasSingleServerReference else {
        throw Void(rule: "O-21", reason: "names a Server and selects Servers, or does neither")
      }
      let blocks = networks.flatMap { [$0.cidr] + $0.except }
      if let bare = blocks.first(where: { !$0.hasPrefixLength }) {
        throw Void(rule: "O-21", reason: "has the network \(bare.address) without a prefix length")
      }
    }
    return ClientAuthorization(
      origin: .serverAuthorization(object.meta.name),
      networks: networks.isEmpty
        ? mesh.clusterNetworks.map { NetworkBlock(cidr: $0) } : networks,
      authentication: try authentication(client, namespace: object.meta.namespace))
  }

  private func authentication(
    _ client: ServerAuthorization.Client, namespace: String
  ) throws(Void) -> ClientAuthentication {
    if client.unauthenticated == true { return .unauthenticated }
    guard let meshTLS = client.meshTLS else {
      throw Void(
        rule: "Z-5", reason: "names no clients: neither unauthenticated nor meshTLS is set")
    }
    if meshTLS.unauthenticatedTLS == true { return .anyTLS }
    var match = IdentityMatch(meshTLS.identities ?? [])
    for account in meshTLS.serviceAccounts ?? [] {
      match.insert(
        mesh.identity(
          serviceAccount: account.name, namespace: account.namespace ?? namespace,
          controlPlane: view.rules.namespaceOfIdentities))
    }
    guard !match.isEmpty else {
      throw Void(rule: "Z-5", reason: "has meshTLS without identities or serviceAccounts")
    }
    return .identities(match)
  }

  /// The rule that an AuthorizationPolicy grants.
  ///
  /// - Parameter policy: The AuthorizationPolicy, whatever its target.
  /// - Returns: The rule.
  /// - Throws: `Void` when the policy is ignored as a whole (`A-5` … `A-7`).
  func authorization(_ policy: AuthorizationPolicy) throws(Void) -> ClientAuthorization {
    var identities: IdentityMatch?
    var networks: [NetworkBlock]?
    var evidence: [ResourceID] = []
    for reference in policy.requiredAuthentications {
      let namespace = reference.namespace ?? policy.meta.namespace
      if reference.isKind("NetworkAuthentication", group: "policy.linkerd.io") {
        guard networks == nil else {
          throw Void(rule: "A-6", reason: "refers to more than one NetworkAuthentication")
        }
        networks = try networkBlocks(namespace: namespace, name: reference.name)
        evidence.append(
          ResourceID(kind: .networkAuthentication, namespace: namespace, name: reference.name))
        continue
      }
      let found: IdentityMatch
      if reference.isKind("MeshTLSAuthentication", group: "policy.linkerd.io") {
        found = try identityMatch(namespace: namespace, name: reference.name)
        evidence.append(
          ResourceID(kind: .meshTLSAuthentication, namespace: namespace, name: reference.name))
      } else if view.rules.refersToCore(reference, kind: "ServiceAccount") {
        found = IdentityMatch([
          mesh.identity(serviceAccount: reference.name, namespace: namespace)
        ])
        evidence.append(
          ResourceID(kind: .serviceAccount, namespace: namespace, name: reference.name))
      } else {
        throw Void(
          rule: "A-5", reason: "refers to \(reference), which is no kind of authentication")
      }
      guard identities == nil else {
        throw Void(rule: "A-6", reason: "refers to more than one kind of identity")
      }
      identities = found
    }
    return ClientAuthorization(
      origin: .authorizationPolicy(policy.meta.name), networks: networks ?? .everywhere,
      authentication: identities.map(ClientAuthentication.identities) ?? .unauthenticated,
      evidence: evidence)
  }

  private func networkBlocks(
    namespace: String, name: String
  ) throws(Void) -> [NetworkBlock] {
    let id = ResourceID(kind: .networkAuthentication, namespace: namespace, name: name)
    guard view.absence(of: id) == nil,
      let object = snapshot.namespaces[namespace]?.networkAuthentications[name]
    else { throw missing(id) }
    guard !object.networks.isEmpty else {
      throw Void(rule: "A-14", reason: "refers to \(id), which has no networks")
    }
    return object.networks
  }

  private func identityMatch(
    namespace: String, name: String
  ) throws(Void) -> IdentityMatch {
    let id = ResourceID(kind: .meshTLSAuthentication, namespace: namespace, name: name)
    guard view.absence(of: id) == nil,
      let object = snapshot.namespaces[namespace]?.meshTLSAuthentications[name]
    else { throw missing(id) }
    var match = IdentityMatch(object.identities)
    for reference in object.identityRefs {
      if view.rules.refersToCore(reference, kind: "ServiceAccount") {
        match.insert(
          mesh.identity(
            serviceAccount: reference.name, namespace: reference.namespace ?? namespace))
      } else if view.rules.refersToCore(reference, kind: "Namespace") {
        match.insert(mesh.namespaceIdentity(reference.name))
      } else {
        throw Void(
          rule: "A-11",
          reason: "refers to \(id), whose reference to \(reference) is no identity")
      }
    }
    guard !match.isEmpty else {
      throw Void(rule: "A-12", reason: "refers to \(id), which has no identities")
    }
    return match
  }

  private func missing(_ id: ResourceID) -> Void {
    if let object = snapshot.namespaces[id.namespace]?.unreadable[id] {
      return Void(rule: "A-7", reason: "refers to \(id), which is invalid (\(object.problem))")
    }
    if snapshot[id] != nil, let absence = view.absence(of: id) {
      return Void(rule: absence.rule, reason: "refers to \(id), which \(absence.reason)")
    }
    if snapshot.unreadableKinds.contains(id.kind) {
      return Void(rule: "A-7", reason: "refers to \(id), which could not be read", isCertain: false)
    }
    if !view.rules.forgetsDeletedAuthentications {
      return Void(
        rule: "O-7",
        reason: "refers to \(id), which does not exist; release \(view.rules.version.release) lets"
          + " a deleted one count until its controller restarts")
    }
    return Void(rule: "A-7", reason: "refers to \(id), which does not exist")
  }
}

extension LinkerdRules {
  /// Whether a reference means a kind of the core group (`O-15`).
  func refersToCore(_ reference: TargetReference, kind: String) -> Bool {
    reference.isKind(kind, group: "", emptyGroupIsCore: emptyGroupIsCore)
  }
}

/// What an AuthorizationPolicy targets (`A-1`).
enum PolicyTarget: Hashable {
  case server(String)
  case namespace
  case route(RouteKey)
  case unsupported

  init(_ reference: TargetReference, _ rules: LinkerdRules) {
    if reference.isKind("Server", group: "policy.linkerd.io") {
      self = .server(reference.name)
    } else if rules.refersToCore(reference, kind: "Namespace") {
      self = .namespace
    } else if reference.isKind("HTTPRoute", group: "policy.linkerd.io")
      || reference.isKind("HTTPRoute", group: "gateway.networking.k8s.io")
      || reference.isKind("GRPCRoute", group: "gateway.networking.k8s.io")
    {
      self = .route(
        RouteKey(group: reference.group ?? "", kind: reference.kind, name: reference.name, rules))
    } else {
      self = .unsupported
    }
  }
}

/// A route as a policy names it: case does not count (`A-2`), but for the name in old releases
/// (`O-18`).
struct RouteKey: Hashable {
  let group: String
  let kind: String
  let name: String

  init(group: String, kind: String, name: String, _ rules: LinkerdRules) {
    self.group = group.lowercased()
    self.kind = kind.lowercased()
    self.name = rules.routeNamesHaveCase ? name : name.lowercased()
  }
}
