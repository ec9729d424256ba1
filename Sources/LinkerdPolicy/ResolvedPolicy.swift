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
  /// What of the cluster reaches the policy controller.
  private(set) var view: ControllerView

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
    view = ControllerView(snapshot, rules: mesh.rules)
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
    resolving(snapshot.applying(changes), after: changes, mesh: mesh ?? self.mesh)
  }

  /// Resolves what a set of changes touches, the mesh configuration among it.
  ///
  /// - Parameters:
  ///   - changes: The changes, in order.
  ///   - overrides: Fields of the mesh configuration that the user sets, as they were before.
  /// - Returns: The same as resolving the changed snapshot from scratch.
  /// - Complexity: O(objects of the touched namespaces).
  public func applying(
    _ changes: [SnapshotChange], overrides: MeshConfigurationOverrides
  ) -> ResolvedPolicy {
    let changed = snapshot.applying(changes)
    let touchesConfiguration = Set(changes.compactMap(\.namespace)).contains { name in
      [snapshot, changed].contains { $0.namespaces[name]?.tellsMeshConfiguration == true }
    }
    return resolving(
      changed, after: changes,
      mesh: touchesConfiguration ? MeshConfiguration(changed, overrides: overrides) : mesh)
  }

  /// Resolves what a set of changes touches.
  ///
  /// - Parameters:
  ///   - changed: The snapshot after the changes.
  ///   - changes: The changes.
  ///   - mesh: The mesh configuration afterwards.
  /// - Returns: The same as resolving the changed snapshot from scratch.
  func resolving(
    _ changed: Snapshot, after changes: [SnapshotChange], mesh: MeshConfiguration
  ) -> ResolvedPolicy {
    if mesh != self.mesh { return ResolvedPolicy(changed, mesh: mesh) }
    // In an old release one object can hide a whole kind (`O-3`).
    guard ControllerView(changed, rules: view.rules) == view else {
      return ResolvedPolicy(changed, mesh: mesh)
    }
    var copy = self
    copy.snapshot = changed
    copy.resolve(touched(by: changes))
    return copy
  }

  private mutating func resolve(_ names: some Sequence<String>) {
    let surroundings = ResolvedNamespace.Surroundings(snapshot, mesh: mesh, view: view)
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
      case .readable(.meshTLSAuthentication, _), .readable(.networkAuthentication, _):
        // Policies everywhere refer to these, and say why they do not count.
        names.formUnion(namespaces.keys)
        continue
      case .readable: continue
      }
      change.namespace.map { _ = names.insert($0) }
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

  /// Whether all that is known of a namespace, and of the mesh around it, is as in another state.
  ///
  /// - Complexity: O(1) where nothing of it has changed from one to the other.
  public func isSame(in namespace: String, as other: ResolvedPolicy) -> Bool {
    namespaces[namespace] == other.namespaces[namespace] && mesh == other.mesh
      && snapshot.namespaces[namespace] == other.snapshot.namespaces[namespace]
      && snapshot.unreadableKinds == other.snapshot.unreadableKinds
  }

  /// The workloads of all namespaces, sorted by namespace, kind and name.
  public var workloads: [ResolvedWorkload] {
    namespaces.keys.sorted().flatMap { namespaces[$0]?.workloads ?? [] }
  }

  /// Why verdicts are not certain; nil as a rule.
  var doubt: Doubt? {
    let kinds = blindKinds
    let version = mesh.linkerdVersion.flatMap { $0.isUnderstood ? nil : $0 }
    return kinds.isEmpty && version == nil ? nil : Doubt(kinds: kinds, version: version)
  }

  /// Kinds that decide inbound policy and could not be read, so that verdicts are not certain.
  public var blindKinds: [ResourceKind] {
    snapshot.unreadableKinds.filter(\.decidesInboundPolicy).sorted { $0.rawValue < $1.rawValue }
  }
}

/// What is not known of a cluster, so that verdicts about it are not certain.
struct Doubt: Hashable, Sendable {
  /// Kinds that could not be read.
  var kinds: [ResourceKind]
  /// A control plane's version that is not understood.
  var version: LinkerdVersion?

  /// Whether what is allowed stays allowed: more grants can only let more in.
  var sparesAllowed: Bool {
    let onlyGrants: Set<ResourceKind> = [
      .serverAuthorization, .authorizationPolicy, .meshTLSAuthentication, .networkAuthentication,
    ]
    return version == nil && onlyGrants.isSuperset(of: kinds)
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
