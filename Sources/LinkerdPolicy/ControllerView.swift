import KubernetesSnapshot

/// What of a snapshot reaches the policy controller of a release.
///
/// Today's controller skips what it cannot read. Older ones list a kind as one, so that one bad
/// object takes all of its kind away (`O-3`), and stop reading authentications at a void one
/// (`O-6`).
struct ControllerView: Equatable {
  /// The release's rules.
  let rules: LinkerdRules
  /// Kinds of which the controller sees nothing, with the reason.
  private(set) var hidden: [ResourceKind: Absence] = [:]
  /// Where the list of a kind ends too early.
  private var ends: [ResourceKind: ListPosition] = [:]

  /// Why an object does not reach the controller.
  struct Absence: Hashable {
    /// The rule: `O-3`.
    var rule: String
    /// In a sentence without a subject.
    var reason: String
    /// The object that is to blame, where one is.
    var cause: ResourceID?
  }

  /// A place in the API server's list, which goes by its storage's keys.
  private struct ListPosition: Equatable {
    var key: String
    var id: ResourceID

    init(_ id: ResourceID) {
      self.id = id
      key = "\(id.namespace)/\(id.name)"
    }
  }

  /// Looks at a snapshot through a release's eyes.
  ///
  /// - Parameters:
  ///   - snapshot: The cluster.
  ///   - rules: The release's rules.
  /// - Complexity: O(routes + authentications) for releases before 2.20, otherwise O(1).
  init(_ snapshot: Snapshot, rules: LinkerdRules) {
    self.rules = rules
    let kinds = rules.kinds
    for kind in ResourceKind.allCases where kind.isPolicy && !kinds.contains(kind) {
      hidden[kind] = Absence(
        rule: "A.2", reason: "is of a kind that release \(rules.version.release) does not know")
    }
    if !rules.skipsUnreadableObjects { hideUnreadableKinds(snapshot) }
    for kind in rules.listsEndingAtVoid { endList(of: kind, in: snapshot) }
  }

  private mutating func hideUnreadableKinds(_ snapshot: Snapshot) {
    var causes: [ResourceKind: (id: ResourceID, problem: String)] = [:]
    func note(_ id: ResourceID, _ problem: String) {
      guard hidden[id.kind] == nil, id.kind.isPolicy else { return }
      if let known = causes[id.kind], known.id < id { return }
      causes[id.kind] = (id, problem)
    }
    for contents in snapshot.namespaces.values {
      for (id, object) in contents.unreadable where !rules.canLive(with: object) {
        note(id, "\(object.problem)")
      }
      for (id, route) in contents.httpRoutes {
        if let problem = rules.problem(in: route) { note(id, "it \(problem.reason)") }
      }
      for route in contents.grpcRoutes.values {
        guard let problem = rules.problem(in: route) else { continue }
        note(
          ResourceID(kind: .grpcRoute, namespace: route.meta.namespace, name: route.meta.name),
          "it \(problem.reason)")
      }
    }
    for (kind, cause) in causes {
      hidden[kind] = Absence(
        rule: "O-3",
        reason: "is not seen: \(cause.id) cannot be read (\(cause.problem)), and release"
          + " \(rules.version.release) then sees no \(kind.kind) at all",
        cause: cause.id)
    }
  }

  private mutating func endList(of kind: ResourceKind, in snapshot: Snapshot) {
    guard hidden[kind] == nil else { return }
    for contents in snapshot.namespaces.values {
      for id in contents.voidAuthentications(of: kind, rules) {
        let position = ListPosition(id)
        if let end = ends[kind], end.key < position.key { continue }
        ends[kind] = position
      }
    }
  }

  /// Why an object does not reach the controller; nil when it does.
  func absence(of id: ResourceID) -> Absence? {
    if let absence = hidden[id.kind] { return absence }
    guard let end = ends[id.kind], end.key < ListPosition(id).key else { return nil }
    return Absence(
      rule: "O-6",
      reason: "is not seen: release \(rules.version.release) stops reading at \(end.id), which"
        + " names no one",
      cause: end.id)
  }

  /// What of a namespace's objects the controller sees.
  ///
  /// Authentications are left in, since they are looked up one by one, across namespaces.
  func contents(_ contents: NamespaceContents) -> NamespaceContents {
    if hidden.isEmpty { return contents }
    var seen = contents
    for kind in hidden.keys {
      switch kind {
      case .server: seen.servers = [:]
      case .serverAuthorization: seen.serverAuthorizations = [:]
      case .authorizationPolicy: seen.authorizationPolicies = [:]
      case .linkerdHTTPRoute, .gatewayHTTPRoute:
        seen.httpRoutes = seen.httpRoutes.filter { $0.key.kind != kind }
      case .grpcRoute: seen.grpcRoutes = [:]
      case .httpLocalRateLimitPolicy: seen.rateLimitPolicies = [:]
      default: continue
      }
    }
    return seen
  }

  /// The objects of a namespace that do not reach the controller although it knows their kind.
  func unseen(_ contents: NamespaceContents) -> [VoidResource] {
    let kinds = Set(hidden.keys).union(ends.keys)
    if kinds.isEmpty { return [] }
    return contents.policyIDs(of: kinds).compactMap { id in
      absence(of: id).map { VoidResource(id: id, rule: $0.rule, reason: $0.reason) }
    }
  }
}

extension LinkerdRules {
  /// Whether an object that today's controller cannot read is nothing worse than useless.
  ///
  /// Release 2.11 takes port 0 for a number, and reads the networks of a ServerAuthorization only
  /// when it uses them.
  fileprivate func canLive(with object: UnreadableResource) -> Bool {
    guard readsServerAuthorizationsStrictly else { return false }
    switch object.kind {
    case .server:
      return object.problem.field == "spec.port" && object.problem.message.hasSuffix("found 0")
    case .serverAuthorization: return object.problem.field.hasPrefix("spec.client.networks")
    default: return false
    }
  }

  /// Whether a reference of a MeshTLSAuthentication means identities (`A-11`).
  func isIdentity(_ reference: TargetReference) -> Bool {
    refersToCore(reference, kind: "ServiceAccount") || refersToCore(reference, kind: "Namespace")
  }
}

extension ResourceKind {
  /// Whether the policy controller watches such objects, in some release.
  fileprivate var isPolicy: Bool {
    switch self {
    case .pod: false
    case .httpLocalRateLimitPolicy, .externalWorkload: true
    default: decidesInboundPolicy
    }
  }
}

extension NamespaceContents {
  /// Authentications that name no one (`A-11`, `A-12`, `A-14`).
  fileprivate func voidAuthentications(
    of kind: ResourceKind, _ rules: LinkerdRules
  ) -> [ResourceID] {
    let metas =
      kind == .networkAuthentication
      ? networkAuthentications.values.filter(\.networks.isEmpty).map(\.meta)
      : meshTLSAuthentications.values.filter { object in
        object.identities.isEmpty && object.identityRefs.isEmpty
          || !object.identityRefs.allSatisfy(rules.isIdentity)
      }.map(\.meta)
    return metas.map { ResourceID(kind: kind, namespace: $0.namespace, name: $0.name) }
  }

  /// The objects of some kinds of policy, those that cannot be read among them; sorted.
  fileprivate func policyIDs(of kinds: Set<ResourceKind>) -> [ResourceID] {
    func ids(_ kind: ResourceKind, _ metas: [ObjectMeta]) -> [ResourceID] {
      kinds.contains(kind)
        ? metas.map { ResourceID(kind: kind, namespace: $0.namespace, name: $0.name) } : []
    }
    var all = ids(.server, servers.values.map(\.meta))
    all += ids(.serverAuthorization, serverAuthorizations.values.map(\.meta))
    all += ids(.authorizationPolicy, authorizationPolicies.values.map(\.meta))
    all += ids(.meshTLSAuthentication, meshTLSAuthentications.values.map(\.meta))
    all += ids(.networkAuthentication, networkAuthentications.values.map(\.meta))
    all += ids(.grpcRoute, grpcRoutes.values.map(\.meta))
    all += ids(.httpLocalRateLimitPolicy, rateLimitPolicies.values.map(\.meta))
    all += ids(.externalWorkload, externalWorkloads.values.map(\.meta))
    all += httpRoutes.keys.filter { kinds.contains($0.kind) }
    all += unreadable.keys.filter { kinds.contains($0.kind) }
    return all.sorted()
  }
}
