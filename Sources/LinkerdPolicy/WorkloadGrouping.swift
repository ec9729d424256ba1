import KubernetesSnapshot

/// Which workload each pod of a namespace belongs to, and which pods templates would give.
struct WorkloadGrouping {
  /// A workload, or the part of it whose pods use one of several accounts.
  struct Group {
    var id: ResourceID
    var serviceAccount: String
    /// The pods, sorted by name, so that those of the same ReplicaSet stand beside each other.
    var pods: [(pod: Pod, isTemplate: Bool)] = []
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
    var known: [Reference: Int] = [:]
    var owners: Set<ResourceID> = []
    for pod in contents.pods.values where !pod.isFinished {
      let created =
        pod.meta.isStored || pod.phase != ""
        ? pod : injection.injected(pod, in: contents.namespace)
      let reference = Reference(pod)
      if let reference, let position = known[reference] {
        groups[position].pods.append((created, false))
        continue
      }
      let id = Self.owner(of: pod, in: contents)
      let position = position(of: Key(id: id, serviceAccount: pod.spec.serviceAccountName))
      groups[position].pods.append((created, false))
      owners.insert(id)
      if let reference { known[reference] = position }
    }
    for (id, workload) in contents.workloads where !owners.contains(id) {
      // What another object manages is spoken of by that object's name; an old ReplicaSet is not
      // spoken of at all.
      if workload.meta.controllingOwner != nil { continue }
      let pod = injection.pod(of: workload, in: contents.namespace)
      let position = position(of: Key(id: id, serviceAccount: pod.spec.serviceAccountName))
      groups[position].pods.append((pod, true))
    }
    for position in groups.indices {
      groups[position].pods.sort { $0.pod.meta.name < $1.pod.meta.name }
    }
  }

  private mutating func position(of key: Key) -> Int {
    if let known = positions[key] { return known }
    positions[key] = groups.count
    groups.append(Group(id: key.id, serviceAccount: key.serviceAccount))
    return groups.count - 1
  }

  /// All that a pod says of the group that it belongs to; pods that say the same belong together.
  private struct Reference: Hashable {
    var owner: ObjectMeta.Owner
    var templateHash: String?
    var serviceAccount: String

    init?(_ pod: Pod) {
      guard let owner = pod.meta.controllingOwner else { return nil }
      self.owner = owner
      templateHash = pod.meta.labels["pod-template-hash"]
      serviceAccount = pod.spec.serviceAccountName
    }
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
