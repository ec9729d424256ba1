/// The pods, which are most of a cluster's bytes.
///
/// The pods of a workload are alike but for a few texts, so one is made, with marks in their place.
extension SampleWorkload {
  private static let mark: Character = "%"

  /// Makes the pods one after another, each as kubectl prints it in a List.
  func forEachPod(_ body: (String) throws -> Void) rethrows {
    let parts = template.text(level: SampleCluster.level).split(separator: Self.mark)
    for pod in 0..<SampleCluster.podsOfWorkload {
      var text = ""
      for (position, part) in parts.enumerated() {
        text += position % 2 == 0 ? String(part) : value(of: part, pod: pod)
      }
      try body(text)
    }
  }

  /// The text in the place of a mark.
  private func value(of mark: Substring, pod: Int) -> String {
    let seed = (namespace.index * 10 + index) * 10 + pod
    switch mark {
    case "suffix":
      let letters = Array("bcdfghjklmnpqrstvwxz")
      return String([1, 20, 400, 8000, 7].map { letters[(seed / $0 + $0) % letters.count] })
    case "address": return "10.\(seed / 62_500).\(seed / 250 % 250).\(seed % 250 + 1)"
    case "host": return "192.168.\(seed % 170 / 100).\(seed % 100 + 1)"
    case "uid": return SampleNamespace.uid(namespace.index, number + 100 + pod)
    case "version": return String(10_000_000 + seed)
    default: return "2026-04-\(SampleNamespace.digits(pod + 1))T09:30:00Z"
    }
  }

  private var hash: String { "7c9f\(SampleNamespace.digits(namespace.index * 10 + index, 5))" }

  private var template: JSON {
    [
      "apiVersion": "v1", "kind": "Pod", "metadata": podMetadata, "spec": podSpec,
      "status": podStatus,
    ]
  }

  private var podMetadata: JSON {
    var annotations: [(key: String, value: JSON)] = [
      (key: "cni.example.com/podIP", value: "%address%/32"),
      (key: "kubectl.kubernetes.io/restartedAt", value: "2026-04-01T09:30:00Z"),
    ]
    var labels: [(key: String, value: JSON)] = []
    if case .object(let fields) = self.labels { labels = fields }
    labels.append((key: "pod-template-hash", value: .text(hash)))
    if namespace.isMeshed {
      annotations += [
        (key: "linkerd.io/created-by", value: "linkerd/proxy-injector edge-26.10.1"),
        (key: "linkerd.io/inject", value: "enabled"),
        (key: "linkerd.io/proxy-version", value: "edge-26.10.1"),
        (key: "linkerd.io/trust-root-sha256", value: .text(String(repeating: "4d7e", count: 16))),
      ]
      labels += [
        (key: "linkerd.io/control-plane-ns", value: "linkerd"),
        (key: "linkerd.io/proxy-deployment", value: .text(name)),
        (key: "linkerd.io/workload-ns", value: .text(namespace.name)),
      ]
    }
    return [
      "annotations": .object(annotations), "creationTimestamp": "%time%",
      "generateName": "\(name)-\(hash)-", "labels": .object(labels),
      "name": "\(name)-\(hash)-%suffix%", "namespace": .text(namespace.name),
      "ownerReferences": [
        [
          "apiVersion": "apps/v1", "blockOwnerDeletion": true, "controller": true,
          "kind": "ReplicaSet", "name": "\(name)-\(hash)",
          "uid": .text(SampleNamespace.uid(namespace.index, number + 99)),
        ]
      ], "resourceVersion": "%version%", "uid": "%uid%",
    ]
  }

  private var podSpec: JSON {
    let tolerations: [JSON] = ["not-ready", "unreachable"].map {
      [
        "effect": "NoExecute", "key": "node.kubernetes.io/\($0)", "operator": "Exists",
        "tolerationSeconds": 300,
      ]
    }
    return [
      "containers": .list(namespace.isMeshed ? [Self.proxy, application] : [application]),
      "dnsPolicy": "ClusterFirst", "enableServiceLinks": true,
      "initContainers": .list(namespace.isMeshed ? [Self.initialization] : []),
      "nodeName": "node-%host%", "preemptionPolicy": "PreemptLowerPriority", "priority": 0,
      "restartPolicy": "Always", "schedulerName": "default-scheduler", "securityContext": [:],
      "serviceAccount": .text(name), "serviceAccountName": .text(name),
      "terminationGracePeriodSeconds": 30, "tolerations": .list(tolerations),
      "volumes": .list([Self.accountVolume] + (namespace.isMeshed ? Self.proxyVolumes : [])),
    ]
  }

  private static var accountVolume: JSON {
    [
      "name": "kube-api-access-%suffix%",
      "projected": [
        "defaultMode": 420,
        "sources": [
          ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]],
          [
            "configMap": [
              "items": [["key": "ca.crt", "path": "ca.crt"]], "name": "kube-root-ca.crt",
            ]
          ],
          [
            "downwardAPI": [
              "items": [
                [
                  "fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"],
                  "path": "namespace",
                ]
              ]
            ]
          ],
        ],
      ],
    ]
  }

  private static var proxyVolumes: [JSON] {
    [["emptyDir": ["medium": "Memory"], "name": "linkerd-identity-end-entity"]]
  }

  private var podStatus: JSON {
    let names = [
      "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled",
    ]
    let conditions: [JSON] = names.map {
      ["lastTransitionTime": "%time%", "status": "True", "type": .text($0)]
    }
    let containers = namespace.isMeshed ? ["linkerd-proxy", name] : [name]
    let statuses: [JSON] = containers.map {
      [
        "containerID": "containerd://\(String(repeating: "9b1f", count: 16))",
        "image": "registry.example.com/\($0):2.1.0",
        "imageID": "registry.example.com/\($0)@sha256:\(String(repeating: "03ce", count: 16))",
        "lastState": [:], "name": .text($0), "ready": true, "restartCount": 0, "started": true,
        "state": ["running": ["startedAt": "%time%"]],
      ]
    }
    return [
      "conditions": .list(conditions), "containerStatuses": .list(statuses),
      "hostIP": "%host%", "hostIPs": [["ip": "%host%"]], "phase": "Running",
      "podIP": "%address%", "podIPs": [["ip": "%address%"]], "qosClass": "Burstable",
      "startTime": "%time%",
    ]
  }
}
