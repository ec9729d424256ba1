import KubernetesSnapshot

extension ClusterGenerator {
  /// Labels that pods have and selectors name.
  static let labels: [(key: String, values: [String])] = [
    ("app", ["web", "db", "api"]), ("tier", ["front", "back"]),
    ("pod-template-hash", ["5d4f", "7c9b"]),
  ]
  static let portNames = ["http", "admin", "grpc", "metrics"]
  static let portNumbers = [8080, 9090, 7000, 5432, 3306]
  static let accounts = ["default", "web", "db"]

  /// Pods, workloads with and without pods, Services, and external workloads of a namespace.
  mutating func addWorkloads(_ namespace: String) {
    for _ in 0..<1 + random.below(3) { addPod(namespace) }
    if origin == .manifests || origin == .mixed || random.chance(20) {
      for _ in 0..<1 + random.below(2) { addWorkload(namespace) }
    }
    if random.chance(30) {
      addService(namespace)
    }
    if random.chance(30) { addExternalWorkload(namespace) }
  }

  private mutating func addPod(_ namespace: String) {
    let name = name("pod", namespace)
    var metadata: JSONValue = ["name": .text(name), "namespace": .text(namespace)]
    let isInjected = origin == .live || origin == .redacted || random.chance(30)
    metadata["labels"] = podLabels(isWatched: isInjected && random.chance(95))
    metadata["annotations"] = podAnnotations()
    if random.chance(25) {
      metadata["ownerReferences"] = [
        ["kind": "ReplicaSet", "name": "web-5d4f", "controller": true]
      ]
    }
    var spec = podSpec()
    if isInjected, random.chance(95) { addProxy(to: &spec) }
    if random.chance(4) { spec["hostNetwork"] = true }
    var status: JSONValue = ["phase": random.chance(8) ? "Succeeded" : "Running"]
    if random.chance(90) { status["podIP"] = .text("10.42.0.\(10 + random.below(40))") }
    if random.chance(15) { status["podIP"] = .text("fd00::\(10 + random.below(40))") }
    if random.chance(80) { status["hostIP"] = .text("192.168.7.\(1 + random.below(3))") }
    add("Pod", "v1", metadata, ["spec": spec, "status": status])
  }

  private mutating func podLabels(isWatched: Bool) -> JSONValue {
    var labels: JSONValue = [:]
    for (key, values) in Self.labels where random.chance(key == "app" ? 90 : 40) {
      labels[key] = .text(random.pick(values))
    }
    if isWatched { labels["linkerd.io/control-plane-ns"] = random.pick(["linkerd", "elsewhere"]) }
    return labels
  }

  private mutating func podAnnotations() -> JSONValue {
    var annotations: JSONValue = [:]
    if random.chance(40) {
      annotations["config.linkerd.io/default-inbound-policy"] = defaultPolicy()
    }
    if random.chance(20) { annotations["config.linkerd.io/opaque-ports"] = portList() }
    if random.chance(20) {
      annotations["config.linkerd.io/proxy-require-identity-inbound-ports"] = portList()
    }
    if random.chance(10) { annotations["config.linkerd.io/skip-inbound-ports"] = portList() }
    if random.chance(6) {
      annotations["config.linkerd.io/skip-subnets"] = random.pick([
        "10.42.0.0/24", "192.168.7.0/24,203.0.113.0/24", "10.42.0.0/24,everywhere", "::/0", "",
      ])
    }
    if origin == .manifests || origin == .mixed, random.chance(30) {
      annotations["linkerd.io/inject"] = random.pick([
        "enabled", "enabled", "ingress", "disabled", "", "true",
      ])
    }
    return annotations
  }

  private mutating func podSpec() -> JSONValue {
    var spec: JSONValue = ["serviceAccountName": .text(random.pick(Self.accounts))]
    spec["containers"] = .list((0..<1 + random.below(2)).map { container("main-\($0)") })
    if random.chance(25) {
      var container = container("init")
      if random.chance(50) { container["restartPolicy"] = "Always" }
      spec["initContainers"] = [container]
    }
    return spec
  }

  private mutating func container(_ name: String) -> JSONValue {
    var container: JSONValue = ["name": .text(name), "image": .text("\(name):1")]
    if random.chance(2) { container["image"] = "gcr.io/istio-release/proxyv2:1" }
    container["ports"] = .list(
      (0..<random.below(4)).map { _ in
        var port: JSONValue = ["containerPort": .integer(random.pick(Self.portNumbers))]
        if random.chance(75) { port["name"] = .text(random.pick(Self.portNames)) }
        if random.chance(15) { port["protocol"] = random.pick(["UDP", "tcp", "TCP", "SCTP"]) }
        return port
      })
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] where random.chance(30) {
      container[probe] = self.probe()
    }
    return container
  }

  private mutating func probe() -> JSONValue {
    let port: JSONValue =
      random.chance(30)
      ? random.pick(["http", "admin", "HTTP", "8080"])
      : .integer(random.pick(Self.portNumbers + [0, 70000].filter { _ in random.chance(10) }))
    switch random.below(12) {
    case 0: return ["grpc": ["port": .integer(random.pick(Self.portNumbers))]]
    case 1: return ["tcpSocket": ["port": port]]
    case 2: return ["exec": ["command": ["true"]]]
    default:
      var get: JSONValue = ["port": port]
      if random.chance(90) { get["path"] = .text(random.pick(Self.probePaths)) }
      if random.chance(15) { get["scheme"] = random.pick(["HTTPS", "HTTP"]) }
      return ["httpGet": get]
    }
  }

  static let probePaths = [
    "/healthz", "/healthz", "/live", "/", "/a?b=c", "/a#f", "http://foo/bar", "http://foo", "//x/y",
    "/healthz/", "healthz", "", "/a b", "a/b", "?x", "*", "/%61", "/ü",
  ]

  /// The proxy as a container, as a native sidecar, or now and then as neither.
  private mutating func addProxy(to spec: inout JSONValue) {
    var proxy: JSONValue = [
      "name": "linkerd-proxy", "image": "cr.l5d.io/linkerd/proxy:1",
      "ports": [
        ["name": "linkerd-proxy", "containerPort": 4143],
        ["name": "linkerd-admin", "containerPort": 4191],
      ],
      "livenessProbe": ["httpGet": ["path": "/live", "port": 4191]],
      "readinessProbe": ["httpGet": ["path": "/ready", "port": 4191]],
    ]
    let isSidecar = random.chance(50)
    if isSidecar, random.chance(95) { proxy["restartPolicy"] = "Always" }
    let field = isSidecar ? "initContainers" : "containers"
    guard case .list(let containers) = spec[field] else {
      spec[field] = [proxy]
      return
    }
    spec[field] = .list(containers + [proxy])
  }

  private mutating func addWorkload(_ namespace: String) {
    let kind = random.pick([
      "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob",
      "ReplicationController",
    ])
    let apiVersion =
      switch kind {
      case "Job", "CronJob": "batch/v1"
      case "ReplicationController": "v1"
      default: "apps/v1"
      }
    var spec = podSpec()
    if random.chance(5) { spec["hostNetwork"] = true }
    if random.chance(8) { addProxy(to: &spec) }
    let template: JSONValue = [
      "template": [
        "metadata": ["labels": podLabels(isWatched: false), "annotations": podAnnotations()],
        "spec": spec,
      ]
    ]
    let name = name(random.chance(20) ? "web" : "work", namespace)
    add(
      kind, apiVersion, ["name": .text(name), "namespace": .text(namespace)],
      ["spec": kind == "CronJob" ? ["jobTemplate": ["spec": template]] : template])
  }

  private mutating func addService(_ namespace: String) {
    let label = random.pick(Self.labels)
    add(
      "Service", "v1", ["name": .text(name("svc", namespace)), "namespace": .text(namespace)],
      [
        "spec": [
          "selector": [label.key: .text(random.pick(label.values))],
          "ports": [
            [
              "port": 80,
              "targetPort": random.chance(50)
                ? .text(random.pick(Self.portNames)) : .integer(random.pick([8080, 6000])),
            ]
          ],
        ]
      ])
  }

  private mutating func addExternalWorkload(_ namespace: String) {
    let name = name("vm", namespace)
    add(
      "ExternalWorkload", "workload.linkerd.io/v1beta1",
      [
        "name": .text(name), "namespace": .text(namespace), "labels": podLabels(isWatched: false),
        "annotations": podAnnotations(),
      ],
      [
        "spec": [
          "meshTLS": [
            "identity": random.chance(70)
              ? .text("spiffe://root.example/\(name)") : .text("\(name).vm.example"),
            "serverName": "vm.example",
          ],
          "workloadIPs": [["ip": .text("10.80.0.\(1 + random.below(9))")]],
          "ports": .list(
            (0..<random.below(4)).map { _ in
              [
                "port": .integer(random.pick(Self.portNumbers)),
                "name": .text(random.pick(Array(Self.portNames.prefix(2)))),
                "protocol": random.pick(["TCP", "TCP", "UDP"]),
              ]
            }),
        ]
      ])
  }
}
