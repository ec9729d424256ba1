import KubernetesSnapshot

/// Which workload each pod of a namespace belongs to, and which pods templates would give.
struct WorkloadGrouping {
  /// A workload and one of the accounts that its pods use.
  struct Key: Hashable {
    var id: ResourceID
    var serviceAccount: String
  }

  /// Pods by workload.
  private(set) var pods: [Key: [(pod: Pod, isTemplate: Bool)]] = [:]

  /// Groups a namespace's pods.
  ///
  /// - Parameters:
  ///   - contents: The namespace.
  ///   - injection: Makes pods of templates.
  init(_ contents: NamespaceContents, injection: Injection) {
    var owners: Set<ResourceID> = []
    for pod in contents.pods.values where !pod.isFinished {
      let id = Self.owner(of: pod, in: contents)
      owners.insert(id)
      let created =
        pod.meta.isStored || pod.phase != ""
        ? pod : injection.injected(pod, in: contents.namespace)
      pods[Key(id: id, serviceAccount: pod.spec.serviceAccountName), default: []]
        .append((created, false))
    }
    for (id, workload) in contents.workloads where !owners.contains(id) {
      // What another object manages is spoken of by that object's name; an old ReplicaSet is not
      // spoken of at all.
      if workload.meta.controllingOwner != nil { continue }
      let pod = injection.pod(of: workload, in: contents.namespace)
      pods[Key(id: id, serviceAccount: pod.spec.serviceAccountName), default: []]
        .append((pod, true))
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
