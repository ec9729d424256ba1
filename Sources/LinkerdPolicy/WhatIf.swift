public import KubernetesSnapshot

/// Default policies that someone thinks of setting; nothing of it is ever applied to the cluster.
public struct WhatIf: Hashable, Sendable {
  /// Where a default policy can be set.
  public enum Level: Hashable, Sendable {
    /// The control plane's default.
    case cluster
    /// The annotation of a Namespace, which acts on pods that are made later (`D-5`).
    case namespace(String)
    /// The annotation of a workload's pod template, or of a bare pod.
    case workload(ResourceID)
  }

  /// What was decided, level by level, in order; nil takes the setting away.
  public private(set) var steps: [Step] = []

  /// One decision.
  public struct Step: Hashable, Sendable {
    /// Where.
    public var level: Level
    /// What; nil takes the setting away.
    public var policy: DefaultInboundPolicy?
  }

  /// No decisions.
  public init() {}

  /// Sets a default, in place of an earlier decision about the same level.
  public mutating func set(_ policy: DefaultInboundPolicy?, at level: Level) {
    steps.removeAll { $0.level == level }
    steps.append(Step(level: level, policy: policy))
  }

  /// Forgets the decision about a level.
  public mutating func remove(_ level: Level) { steps.removeAll { $0.level == level } }

  /// Takes the last decision back.
  public mutating func undo() { _ = steps.popLast() }

  /// The decision about a level; nil where there is none.
  public func decision(at level: Level) -> Step? { steps.first { $0.level == level } }

  /// What the decisions come to.
  ///
  /// - Parameter policy: The cluster as it is.
  /// - Returns: The changed cluster, as if every pod that has to had restarted.
  public func outcome(in policy: ResolvedPolicy) -> Outcome {
    var mesh = policy.mesh
    var snapshot = policy.snapshot
    var changes: [SnapshotChange] = []
    for step in steps {
      var made: [SnapshotChange] = []
      switch step.level {
      case .cluster:
        mesh.defaultInboundPolicy = step.policy ?? MeshConfiguration().defaultInboundPolicy
      case .namespace(let name):
        made = Self.changes(of: name, to: step.policy, in: snapshot, policy)
      case .workload(let id):
        made = Self.changes(of: id, to: step.policy, in: snapshot, policy)
      }
      snapshot = snapshot.applying(made)
      changes += made
    }
    return Outcome(
      changes: changes, policy: policy.resolving(snapshot, after: changes, mesh: mesh),
      restarts: Self.restarts(of: changes, from: policy.snapshot, to: snapshot, mesh.rules))
  }

  /// What decisions come to.
  public struct Outcome: Sendable {
    /// The edits of the snapshot.
    public var changes: [SnapshotChange]
    /// The cluster afterwards.
    public var policy: ResolvedPolicy
    /// Running pods that keep their old policy until they restart (`D-5`), sorted.
    public var restarts: [ResourceID]
  }

  private static func changes(
    of name: String, to mode: DefaultInboundPolicy?, in snapshot: Snapshot, _ policy: ResolvedPolicy
  ) -> [SnapshotChange] {
    let key = DefaultInboundPolicy.annotation
    let contents = snapshot.namespaces[name] ?? NamespaceContents()
    var namespace = contents.namespace ?? Namespace(meta: ObjectMeta(name: name))
    let current = namespace.meta.annotations[key]
    namespace.meta.annotations[key] = mode?.rawValue
    var changes: [SnapshotChange] = [.upsert(.namespace(namespace))]
    var edit = AnnotationEdit(mode?.rawValue)
    for workload in policy.namespaces[name]?.workloads ?? [] {
      let template = contents.workloads[workload.id]?.template.metadata
      // A template's own annotation outlives the namespace's.
      if template?.annotations[key] != nil { continue }
      for instance in workload.instances where !instance.isTemplate {
        guard var pod = contents.pods[instance.id.name], pod.hasProxy else { continue }
        let own = pod.meta.annotations[key]
        // Without a template, an annotation that is not the namespace's is the pod's own.
        if template == nil, own != nil, own != current { continue }
        edit.apply(to: &pod.meta)
        changes.append(.upsert(.pod(pod)))
      }
    }
    return changes
  }

  private static func changes(
    of id: ResourceID, to mode: DefaultInboundPolicy?, in snapshot: Snapshot,
    _ policy: ResolvedPolicy
  ) -> [SnapshotChange] {
    let key = DefaultInboundPolicy.annotation
    let contents = snapshot.namespaces[id.namespace] ?? NamespaceContents()
    // A pod made from a template without the annotation inherits the namespace's.
    var edit = AnnotationEdit(mode?.rawValue ?? contents.namespace?.meta.annotations[key])
    var changes: [SnapshotChange] = []
    if var workload = contents.workloads[id] {
      workload.template.metadata.annotations[key] = mode?.rawValue
      changes.append(.upsert(.workload(workload)))
    }
    if case .externalWorkload(var workload) = snapshot[id] {
      workload.meta.annotations[key] = mode?.rawValue
      changes.append(.upsert(.externalWorkload(workload)))
    }
    let workloads = policy.namespaces[id.namespace]?.workloads ?? []
    for instance in workloads.filter({ $0.id == id }).flatMap(\.instances)
    where !instance.isTemplate {
      guard var pod = contents.pods[instance.id.name], pod.hasProxy else { continue }
      edit.apply(to: &pod.meta)
      changes.append(.upsert(.pod(pod)))
    }
    return changes
  }

  /// Running pods whose annotation comes from somewhere else than the pod itself; old releases do not
  /// look at the pod's own a second time either (`O-24`).
  private static func restarts(
    of changes: [SnapshotChange], from before: Snapshot, to after: Snapshot, _ rules: LinkerdRules
  ) -> [ResourceID] {
    var namespaces: Set<String> = []
    for case .upsert(.pod(let pod)) in changes { namespaces.insert(pod.meta.namespace) }
    return namespaces.sorted().flatMap { namespace -> [ResourceID] in
      guard let old = before.namespaces[namespace], let new = after.namespaces[namespace] else {
        return []
      }
      return new.pods.filter { name, pod in
        pod.meta.isStored && old.pods[name] != pod
          && (pod.meta.controllingOwner != nil || !rules.followsPodAnnotations)
      }.keys.sorted().map { ResourceID(kind: .pod, namespace: namespace, name: $0) }
    }
  }
}

/// Sets an annotation on pod after pod; those that had the same annotations share the new ones.
private struct AnnotationEdit {
  let value: String?
  private var last: (before: [String: String], after: [String: String])?

  init(_ value: String?) { self.value = value }

  mutating func apply(to meta: inout ObjectMeta) {
    if let last, last.before == meta.annotations {
      meta.annotations = last.after
      return
    }
    let before = meta.annotations
    meta.annotations[DefaultInboundPolicy.annotation] = value
    last = (before, meta.annotations)
  }
}

extension ResolvedPolicy {
  /// The default policy that is set at a level itself, whatever it inherits.
  ///
  /// - Parameter level: Where to look.
  /// - Returns: The policy; nil where none, or no valid one, is set.
  public func setting(at level: WhatIf.Level) -> DefaultInboundPolicy? {
    let key = DefaultInboundPolicy.annotation
    let text: String?
    switch level {
    case .cluster: return mesh.defaultInboundPolicy
    case .namespace(let name):
      text = snapshot.namespaces[name]?.namespace?.meta.annotations[key]
    case .workload(let id):
      if case .workload(let workload) = snapshot[id] {
        text = workload.template.metadata.annotations[key]
      } else {
        text = snapshot[id]?.meta.annotations[key]
      }
    }
    return text.flatMap(DefaultInboundPolicy.init)
  }
}
