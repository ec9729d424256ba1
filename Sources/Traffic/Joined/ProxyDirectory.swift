import KubernetesSnapshot
import LinkerdPolicy

/// Finds the pods of a cluster by what a source says of their proxies.
struct ProxyDirectory: Sendable {
  /// A pod with its workload.
  struct Place: Sendable {
    /// The pod.
    var pod: ResourceID
    /// The workload.
    var workload: ResolvedWorkload
    /// Which of the workload's kinds of pods it is.
    var variant: Int

    /// What the controller knows of the pod.
    var inbound: InboundWorkload { workload.variants[variant].inbound }
  }

  private var byName: [String: Place] = [:]
  private var byAddress: [IPAddress: Place] = [:]

  /// Lists the pods that exist.
  ///
  /// - Parameters:
  ///   - policy: The cluster.
  ///   - namespaces: The only namespaces that matter; nil for all.
  /// - Complexity: O(pods of the namespaces).
  init(_ policy: ResolvedPolicy, namespaces: Set<String>? = nil) {
    let names = namespaces ?? Set(policy.namespaces.keys)
    for workload in names.lazy.flatMap({ policy.namespaces[$0]?.workloads ?? [] }) {
      for (index, variant) in workload.variants.enumerated() {
        for pod in variant.pods where !pod.isTemplate {
          let place = Place(pod: pod.id, workload: workload, variant: index)
          if pod.id.kind == .pod { byName[Self.key(pod.id.namespace, pod.id.name)] = place }
          if let address = pod.address { byAddress[address.unmapped] = place }
        }
      }
    }
  }

  /// The pod of a proxy; nil when the cluster has it no longer, or not yet.
  func place(of proxy: ProxyReference) -> Place? {
    if !proxy.pod.isEmpty { return byName[Self.key(proxy.namespace, proxy.pod)] }
    return proxy.address.flatMap { byAddress[$0.unmapped] }
  }

  /// The pod at an address, as a client's.
  func place(at address: IPAddress) -> Place? { byAddress[address] }

  /// The meshed pods, in no order.
  var meshed: some Sequence<Place> {
    byName.values.lazy.filter { $0.inbound.enforcement != .unmeshed }
  }

  private static func key(_ namespace: String, _ name: String) -> String { "\(namespace)/\(name)" }
}
