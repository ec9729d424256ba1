import KubernetesSnapshot

extension ReferenceResolver {
  /// §10: what a pod becomes when it is created.
  ///
  /// - Parameters:
  ///   - pod: The pod of a manifest or a template.
  ///   - owner: The workload that makes it, if any.
  /// - Returns: The pod with what injection adds, or unchanged.
  func injected(_ pod: Pod, owner: Workload?) -> Pod {
    let namespace = namespaces.first { $0.meta.name == pod.meta.namespace }?.meta
    guard isCalled(for: pod, in: namespace), isAsked(for: pod, in: namespace), !isVetoed(pod) else {
      return pod
    }
    var pod = pod
    // J-9: namespace annotations, only if the pod lacks the key.
    for (key, value) in namespace?.annotations ?? [:]
    where key == "linkerd.io/inject" || key.hasPrefix("config.linkerd.io/") {
      if !pod.meta.annotations.keys.contains(key) { pod.meta.annotations[key] = value }
    }
    // D-9: default opaque ports that the pod declares, when nobody said otherwise.
    let key = "config.linkerd.io/opaque-ports"
    if !pod.meta.annotations.keys.contains(key) {
      let declared = (pod.spec.initContainers + pod.spec.containers).flatMap(\.ports)
        .map(\.containerPort).filter { ReferenceWorkload.lists($0, in: mesh.defaultOpaquePorts) }
      if !declared.isEmpty {
        pod.meta.annotations[key] = declared.map(String.init).joined(separator: ",")
      }
    }
    // P-3
    pod.meta.labels["linkerd.io/control-plane-ns"] = mesh.controlPlaneNamespace
    pod.meta.labels["linkerd.io/workload-ns"] = pod.meta.namespace
    if let owner, owner.kind != .cronJob {
      pod.meta.labels["linkerd.io/proxy-\(owner.kind.rawValue.lowercased())"] = owner.meta.name
    }
    // J-6, P-13: the proxy with its ports and probes.
    func probe(_ purpose: Probe.Purpose, _ path: String) -> Probe {
      Probe(purpose: purpose, action: .httpGet(port: .number(4191), path: path, scheme: nil))
    }
    pod.spec.initContainers.append(
      Container(
        name: "linkerd-proxy",
        ports: [
          ContainerPort(containerPort: 4143, name: "linkerd-proxy"),
          ContainerPort(containerPort: 4191, name: "linkerd-admin"),
        ], probes: [probe(.liveness, "/live"), probe(.readiness, "/ready")],
        restartPolicy: "Always"))
    return pod
  }

  /// J-2: where the webhook is not called at all.
  private func isCalled(for pod: Pod, in namespace: ObjectMeta?) -> Bool {
    !["kube-system", "cert-manager"].contains(pod.meta.namespace)
      && namespace?.labels["config.linkerd.io/admission-webhooks"] != "disabled"
      && !pod.meta.labels.keys.contains("linkerd.io/control-plane-component")
      && !pod.meta.labels.keys.contains("linkerd.io/cni-resource")
  }

  /// J-3: the table of the annotation on namespace and pod.
  private func isAsked(for pod: Pod, in namespace: ObjectMeta?) -> Bool {
    let ofNamespace = namespace?.annotations["linkerd.io/inject"] ?? ""
    let ofPod = pod.meta.annotations["linkerd.io/inject"] ?? ""
    switch (ofNamespace, ofPod) {
    case ("enabled", ""), ("enabled", "enabled"), ("enabled", "ingress"): return true
    case ("ingress", ""), ("ingress", "enabled"), ("ingress", "ingress"): return true
    case ("disabled", "enabled"), ("disabled", "ingress"): return true
    case ("", "enabled"), ("", "ingress"): return true
    default: return false
    }
  }

  /// J-4: further vetoes.
  private func isVetoed(_ pod: Pod) -> Bool {
    pod.spec.hostNetwork
      || (pod.spec.containers + pod.spec.initContainers).contains {
        ["linkerd-proxy", "istio-proxy"].contains($0.name)
          || $0.image.hasPrefix("cr.l5d.io/linkerd/proxy:")
          || $0.image.hasPrefix("gcr.io/istio-release/proxyv2:")
      }
      || pod.spec.initContainers.contains {
        ["linkerd-init", "istio-init"].contains($0.name)
          || $0.image.hasPrefix("cr.l5d.io/linkerd/proxy-init:")
          || $0.image.hasPrefix("gcr.io/istio-release/proxy_init:")
      }
  }
}
