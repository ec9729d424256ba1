public import KubernetesSnapshot

/// What the proxies of a cluster will enforce.
///
/// Resolution is total: a broken object is skipped, as the controller skips it, and reported.
/// It goes by namespace, because policies act inside their namespace (`M-1`).
public struct ResolvedPolicy: Sendable, Equatable {
  /// The cluster that was resolved.
  public private(set) var snapshot: Snapshot
  /// The mesh configuration that it was resolved under.
  public private(set) var mesh: MeshConfiguration
  /// The namespaces by name.
  public private(set) var namespaces: [String: ResolvedNamespace]

  /// Resolves a whole snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: The cluster.
  ///   - mesh: The mesh configuration.
  /// - Complexity: O(objects), with a factor for Servers per namespace.
  public init(_ snapshot: Snapshot, mesh: MeshConfiguration) {
    self.snapshot = snapshot
    self.mesh = mesh
    namespaces = [:]
    resolve(snapshot.namespaceNames)
  }

  /// Resolves what a set of changes touches, and keeps the rest.
  ///
  /// - Parameters:
  ///   - changes: The changes, in order.
  ///   - mesh: The mesh configuration afterwards; another one than before touches everything.
  /// - Returns: The same as resolving the changed snapshot from scratch.
  /// - Complexity: O(objects of the touched namespaces).
  public func applying(
    _ changes: [SnapshotChange], mesh: MeshConfiguration? = nil
  ) -> ResolvedPolicy {
    let changed = snapshot.applying(changes)
    if let mesh, mesh != self.mesh { return ResolvedPolicy(changed, mesh: mesh) }
    var copy = self
    copy.snapshot = changed
    copy.resolve(touched(by: changes))
    return copy
  }

  private mutating func resolve(_ names: some Sequence<String>) {
    let surroundings = ResolvedNamespace.Surroundings(snapshot, mesh: mesh)
    for name in names {
      namespaces[name] = snapshot.namespaces[name].map {
        ResolvedNamespace(name, $0, surroundings)
      }
    }
  }

  private func touched(by changes: [SnapshotChange]) -> Set<String> {
    var names: Set<String> = []
    for change in changes {
      let id: ResourceID
      switch change {
      case .upsert(let resource): id = resource.id
      case .delete(let deleted): id = deleted
      case .readable: continue
      }
      names.insert(id.kind == .namespace ? id.name : id.namespace)
      switch id.kind {
      case .meshTLSAuthentication, .networkAuthentication:
        names.formUnion(
          namespaces.filter { $0.value.policy.foreignNamespaces.contains(id.namespace) }.keys)
      case .grpcRoute:
        // A GRPCRoute of any namespace may conflict with the HTTPRoutes of a Server (`R-7`).
        names.formUnion(parents(in: snapshot[id]))
        if case .upsert(let resource) = change { names.formUnion(parents(in: resource)) }
      default: break
      }
    }
    return names
  }

  private func parents(in resource: Resource?) -> [String] {
    guard case .grpcRoute(let route) = resource else { return [] }
    return route.parents.compactMap(\.namespace)
  }

  /// The workloads of all namespaces, sorted by namespace, kind and name.
  public var workloads: [ResolvedWorkload] {
    namespaces.keys.sorted().flatMap { namespaces[$0]?.workloads ?? [] }
  }

  /// Objects that decide nothing although someone meant them to, sorted.
  public var voids: [VoidResource] {
    namespaces.values.flatMap(\.policy.voids).sorted { ($0.id, $0.rule) < ($1.id, $1.rule) }
  }

  /// Kinds that decide inbound policy and could not be read, so that verdicts are not certain.
  public var blindKinds: [ResourceKind] {
    snapshot.unreadableKinds.filter(\.decidesInboundPolicy).sorted { $0.rawValue < $1.rawValue }
  }
}

extension ResourceKind {
  /// Whether the absence of such objects changes verdicts.
  var decidesInboundPolicy: Bool {
    switch self {
    case .pod, .server, .serverAuthorization, .authorizationPolicy, .meshTLSAuthentication,
      .networkAuthentication, .linkerdHTTPRoute, .gatewayHTTPRoute, .grpcRoute:
      true
    default: false
    }
  }
}
