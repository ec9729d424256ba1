import KubernetesSnapshot

/// Which workload each pod of a namespace belongs to, and which pods templates would give.
struct WorkloadGrouping {
  /// A workload, or the part of it whose pods use one of several accounts.
  struct Group {
    var id: ResourceID
    var serviceAccount: String
    /// The pods, sorted by name; those that stand beside each other and are alike are one entry.
    var pods: [AlikePods] = []

    /// Adds a pod that is like the last one, if it is.
    ///
    /// - Returns: Whether it is.
    fileprivate mutating func append(_ pod: Pod) -> Bool {
      pods.isEmpty ? false : pods[pods.count - 1].append(pod)
    }
  }

  /// Pods about which the controller knows the same.
  struct AlikePods {
    /// The first of them.
    var pod: Pod
    /// All of them.
    var instances: [ResolvedWorkload.Instance]

    init(_ pod: Pod, isTemplate: Bool = false) {
      self.pod = pod
      instances = [ResolvedWorkload.Instance(pod, isTemplate: isTemplate)]
    }

    /// Adds another pod of the same owner, if it is alike.
    ///
    /// - Returns: Whether it is.
    mutating func append(_ other: Pod) -> Bool {
      guard other.meta.controllingOwner != nil, pod.meta.owners == other.meta.owners,
        pod.isInboundLike(other)
      else { return false }
      instances.append(ResolvedWorkload.Instance(other))
      return true
    }
  }

  /// The groups, in no order.
  private(set) var groups: [Group] = []
  private var positions: [Key: Int] = [:]

  private struct Key: Hashable {
    var id: ResourceID
    var serviceAccount: String
  }

  /// Groups a namespace's pods.
  ///
  /// - Parameters:
  ///   - contents: The namespace.
  ///   - injection: Makes pods of templates.
  init(_ contents: NamespaceContents, injection: Injection) {
    var owners: Set<ResourceID> = []
    var previous: Int?
    // The pods of a ReplicaSet stand beside each other.
    for name in contents.pods.keys.sorted() {
      guard let pod = contents.pods[name], !pod.isFinished else { continue }
      let exists = pod.meta.isStored || pod.phase != ""
      if exists, let previous, groups[previous].append(pod) { continue }
      let id = Self.owner(of: pod, in: contents)
      let position = position(of: Key(id: id, serviceAccount: pod.spec.serviceAccountName))
      groups[position].pods.append(
        AlikePods(exists ? pod : injection.injected(pod, in: contents.namespace)))
      owners.insert(id)
      previous = position
    }
    for (id, workload) in contents.workloads where !owners.contains(id) {
      // What another object manages is spoken of by that object's name; an old ReplicaSet is not
      // spoken of at all.
      if workload.meta.controllingOwner != nil { continue }
      let pod = injection.pod(of: workload, in: contents.namespace)
      let position = position(of: Key(id: id, serviceAccount: pod.spec.serviceAccountName))
      groups[position].pods.append(AlikePods(pod, isTemplate: true))
    }
  }

  private mutating func position(of key: Key) -> Int {
    if let known = positions[key] { return known }
    positions[key] = groups.count
    groups.append(Group(id: key.id, serviceAccount: key.serviceAccount))
    return groups.count - 1
  }

  /// The workload that a pod is spoken of by.
  private static func owner(of pod: Pod, in contents: NamespaceContents) -> ResourceID {
    let namespace = pod.meta.namespace
    let itself = ResourceID(kind: .pod, namespace: namespace, name: pod.meta.name)
    guard let owner = pod.meta.controllingOwner,
      let kind = ResourceKind.allCases.first(where: { $0.isWorkload && $0.kind == owner.kind })
    else { return itself }
    let direct = ResourceID(kind: kind, namespace: namespace, name: owner.name)
    if let above = contents.workloads[direct]?.meta.controllingOwner,
      let kind = ResourceKind.allCases.first(where: { $0.isWorkload && $0.kind == above.kind })
    {
      return ResourceID(kind: kind, namespace: namespace, name: above.name)
    }
    // Where ReplicaSets were not read, the hash in the pod's labels tells the Deployment's name.
    if kind == .replicaSet, contents.workloads[direct] == nil,
      let hash = pod.meta.labels["pod-template-hash"], owner.name.hasSuffix("-\(hash)")
    {
      let name = String(owner.name.dropLast(hash.count + 1))
      return ResourceID(kind: .deployment, namespace: namespace, name: name)
    }
    return direct
  }
}
