public import KubernetesSnapshot

/// What the proxy injector makes of pods that are only templates (§10).
public struct Injection: Sendable {
  private let mesh: MeshConfiguration
  private static let inject = "linkerd.io/inject"

  /// An injector.
  ///
  /// - Parameter mesh: The mesh configuration, for default opaque ports and the label's value.
  public init(mesh: MeshConfiguration) { self.mesh = mesh }

  /// The pod that a template would become if it were created now.
  ///
  /// - Parameters:
  ///   - workload: The object with the template.
  ///   - namespace: Its Namespace, whose annotations are inherited (`J-9`); nil when it is not known.
  /// - Returns: A pod that bears the workload's name.
  public func pod(of workload: Workload, in namespace: Namespace?) -> Pod {
    var meta = workload.template.metadata
    meta.name = workload.meta.name
    meta.namespace = workload.meta.namespace
    return injected(
      Pod(meta: meta, spec: workload.template.spec), proxyLabel: workload.kind, in: namespace)
  }

  /// A pod of a manifest, as it would be once created.
  ///
  /// - Parameters:
  ///   - pod: The pod; one that has a proxy already, or that exists, is left as it is.
  ///   - owner: The kind of the workload that makes it, if any.
  ///   - namespace: Its Namespace; nil when it is not known.
  /// - Returns: The pod with what injection adds, or unchanged.
  public func injected(
    _ pod: Pod, proxyLabel owner: ResourceKind? = nil, in namespace: Namespace?
  ) -> Pod {
    if pod.hasProxy { return pod }
    guard isInjected(pod, in: namespace?.meta) else { return pod }
    var pod = pod
    for (key, value) in namespace?.meta.annotations ?? [:]
    where Self.isInherited(key) && pod.meta.annotations[key] == nil {
      pod.meta.annotations[key] = value
    }
    addOpaquePorts(to: &pod)
    if mesh.injectsNativeSidecar {
      pod.spec.initContainers.append(Self.proxy)
    } else {
      pod.spec.containers.append(Self.proxy)
    }
    return labelled(pod, owner: owner)
  }

  /// Whether a pod gets a proxy (`J-2` … `J-4`).
  public func isInjected(_ pod: Pod, in namespace: ObjectMeta?) -> Bool {
    let labels = pod.meta.labels
    if ["kube-system", "cert-manager"].contains(pod.meta.namespace)
      || namespace?.labels["config.linkerd.io/admission-webhooks"] == "disabled"
      || labels["linkerd.io/control-plane-component"] != nil
      || labels["linkerd.io/cni-resource"] != nil || pod.spec.hostNetwork
      || (pod.spec.containers + pod.spec.initContainers).contains(where: Self.isSidecar)
      || pod.spec.initContainers.contains(where: Self.isSidecarInit)
    {
      return false
    }
    let enabling: Set<String> = ["enabled", "ingress"]
    let ofNamespace = namespace?.annotations[Self.inject] ?? ""
    let ofPod = pod.meta.annotations[Self.inject] ?? ""
    guard enabling.union(["", "disabled"]).isSuperset(of: [ofNamespace, ofPod]) else {
      return false
    }
    return enabling.contains(ofPod) || (ofPod.isEmpty && enabling.contains(ofNamespace))
  }

  private static func isSidecar(_ container: Container) -> Bool {
    ["linkerd-proxy", "istio-proxy"].contains(container.name)
      || ["cr.l5d.io/linkerd/proxy:", "gcr.io/istio-release/proxyv2:"]
        .contains(where: container.image.hasPrefix)
  }

  private static func isSidecarInit(_ container: Container) -> Bool {
    ["linkerd-init", "istio-init"].contains(container.name)
      || ["cr.l5d.io/linkerd/proxy-init:", "gcr.io/istio-release/proxy_init:"]
        .contains(where: container.image.hasPrefix)
  }

  /// Whether a namespace's annotation is copied onto its new pods (`J-9`).
  static func isInherited(_ key: String) -> Bool {
    key == inject || key.hasPrefix("config.linkerd.io/")
      || key.hasPrefix("config.alpha.linkerd.io/")
  }

  /// Default opaque ports become the pod's only where it declares them (`D-9`).
  private func addOpaquePorts(to pod: inout Pod) {
    guard pod.meta.annotations[InboundWorkload.opaquePortsAnnotation] == nil else { return }
    let defaults = PortSet(mesh.defaultOpaquePorts)
    let declared = (pod.spec.initContainers + pod.spec.containers).flatMap(\.ports)
      .compactMap { UInt16(exactly: $0.containerPort) }.filter(defaults.contains)
    if !declared.isEmpty {
      pod.meta.annotations[InboundWorkload.opaquePortsAnnotation] =
        declared.map(String.init).joined(separator: ",")
    }
  }

  /// The labels that injection adds (`P-3`).
  private func labelled(_ pod: Pod, owner: ResourceKind?) -> Pod {
    var pod = pod
    pod.meta.labels[InboundWorkload.controlPlaneLabel] = mesh.controlPlaneNamespace
    pod.meta.labels["linkerd.io/workload-ns"] = pod.meta.namespace
    if let owner, owner != .cronJob {
      pod.meta.labels["linkerd.io/proxy-\(owner.kind.lowercased())"] = pod.meta.name
    }
    return pod
  }

  /// The proxy, also as a native sidecar, with the ports and probes that count (`J-6`, `P-13`).
  private static let proxy = Container(
    name: "linkerd-proxy",
    ports: [
      ContainerPort(containerPort: 4143, name: "linkerd-proxy"),
      ContainerPort(containerPort: 4191, name: "linkerd-admin"),
    ],
    probes: [
      Probe(purpose: .liveness, action: .httpGet(port: .number(4191), path: "/live", scheme: nil)),
      Probe(
        purpose: .readiness, action: .httpGet(port: .number(4191), path: "/ready", scheme: nil)),
    ], restartPolicy: "Always")
}
