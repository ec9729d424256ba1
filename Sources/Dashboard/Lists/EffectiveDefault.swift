import KubernetesSnapshot
package import LinkerdPolicy

/// The default policies in force in some pods, and where they come from.
package struct EffectiveDefault: Sendable, Hashable {
  /// Where a default was set.
  package enum Origin: Int, Sendable, Hashable, Comparable {
    case cluster, namespace, workload

    /// By how near to the pod.
    package static func < (a: Origin, b: Origin) -> Bool { a.rawValue < b.rawValue }
  }

  /// The policies; none where no pod is meshed.
  package private(set) var modes: Set<DefaultInboundPolicy> = []
  /// Where they come from.
  package private(set) var origins: Set<Origin> = []
  /// How many running pods do not have the namespace's default yet (`D-5`).
  package private(set) var pending = 0

  /// Whether any pod is meshed.
  package var isMeshed: Bool { !modes.isEmpty }

  /// The default of a workload's pods.
  init(of workload: ResolvedWorkload, in policy: ResolvedPolicy, pending: Int) {
    for variant in workload.variants where variant.inbound.enforcement != .unmeshed {
      let own = variant.inbound.defaultPolicyAnnotation.flatMap(DefaultInboundPolicy.init)
      modes.insert(own ?? policy.mesh.defaultInboundPolicy)
      origins.insert(
        own == nil ? .cluster : Self.origin(ofAnnotation: own, workload.id, policy.snapshot))
    }
    self.pending = pending
  }

  /// The default of a namespace's pods.
  init(ofNamespace name: String, in policy: ResolvedPolicy, pending: Int) {
    let workloads = policy.namespaces[name]?.workloads ?? []
    for workload in workloads {
      let one = EffectiveDefault(of: workload, in: policy, pending: 0)
      modes.formUnion(one.modes)
      origins.formUnion(one.origins)
    }
    if workloads.isEmpty {
      let own = policy.setting(at: .namespace(name))
      modes = [own ?? policy.mesh.defaultInboundPolicy]
      origins = [own == nil ? .cluster : .namespace]
    }
    self.pending = pending
  }

  /// Injection copies the namespace's annotation to pods; what the template sets is its own.
  private static func origin(
    ofAnnotation own: DefaultInboundPolicy?, _ id: ResourceID, _ snapshot: Snapshot
  ) -> Origin {
    let key = DefaultInboundPolicy.annotation
    let contents = snapshot.namespaces[id.namespace]
    if let template = contents?.workloads[id]?.template.metadata {
      return template.annotations[key] == nil ? .namespace : .workload
    }
    let inherited = contents?.namespace?.meta.annotations[key]
    return id.kind != .externalWorkload && inherited == own?.rawValue ? .namespace : .workload
  }

  /// The policy, or how many there are: `deny`, `mixed (2)`, `(not meshed)`.
  ///
  /// - Parameter isShort: Whether `unauthenticated` is cut to `unauth`.
  /// - Returns: One word or two.
  func text(isShort: Bool) -> String {
    guard let first = modes.first else { return "(not meshed)" }
    if modes.count > 1 { return "mixed (\(modes.count))" }
    return isShort ? first.shortName : first.rawValue
  }

  /// Where it comes from, with a star when pods must restart to have it: `ns*`.
  func originText(isShort: Bool) -> String {
    guard let nearest = origins.max() else { return pending > 0 ? "*" : "" }
    let word: String
    if origins.count > 1 {
      word = "mixed"
    } else {
      switch nearest {
      case .cluster: word = isShort ? "clu" : "cluster"
      case .namespace: word = isShort ? "ns" : "namespace"
      case .workload: word = isShort ? "wl" : "workload"
      }
    }
    return pending > 0 ? word + "*" : word
  }
}

extension DefaultInboundPolicy {
  /// The mode for narrow places: `all-unauth`, `clu-auth`.
  var shortName: String {
    rawValue.replacing("authenticated", with: "auth").replacing("cluster", with: "clu")
  }
}
