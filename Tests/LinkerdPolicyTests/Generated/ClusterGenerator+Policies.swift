import KubernetesSnapshot

extension ClusterGenerator {
  private static let policyGroup = "policy.linkerd.io"

  // MARK: Servers (§3) and rate limits (§7)

  mutating func addServers(_ namespace: String) {
    for _ in 0..<1 + random.below(4) { addServer(namespace) }
    if random.chance(40) {
      for _ in 0..<1 + random.below(2) { addRateLimit(namespace) }
    }
  }

  /// A Server for something that is there, or now and then for nothing.
  private mutating func addServer(_ namespace: String) {
    let name = name("server", namespace)
    let pods = made("Pod", in: namespace)
    let vms = made("ExternalWorkload", in: namespace)
    let isForVM = !vms.isEmpty && random.chance(30)
    let target = random.pick(isForVM ? vms : pods)
    let selector =
      random.chance(3)
      ? "selector" : isForVM || random.chance(3) ? "externalWorkloadSelector" : "podSelector"
    var spec: JSONValue = [
      selector: labelSelector(target["metadata"]["labels"]), "port": serverPort(target),
    ]
    if random.chance(70) {
      spec["proxyProtocol"] = .text(
        random.chance(4)
          ? "http1"
          : random.pick([
            "unknown", "HTTP/1", "HTTP/1", "HTTP/2", "HTTP/2", "gRPC", "gRPC", "opaque", "TLS",
          ]))
    }
    if random.chance(50) { spec["accessPolicy"] = defaultPolicy() }
    add(
      "Server", "\(Self.policyGroup)/\(random.chance(95) ? "v1beta3" : "v1beta2")",
      [
        "name": .text(name), "namespace": .text(namespace),
        "labels": ["team": random.pick(["red", "blue"])],
      ], ["spec": spec])
  }

  private mutating func serverPort(_ target: JSONValue) -> JSONValue {
    let ports = Self.ports(of: target)
    switch random.below(20) {
    case 0: return random.pick([0, 70000, "8080", 9999])
    case 1, 2: return random.pick([4191, "linkerd-admin"])
    case 3..<14 where !ports.isEmpty:
      let port = random.pick(ports)
      let number = port["containerPort"] == .null ? port["port"] : port["containerPort"]
      return port["name"] == .null || random.chance(50) ? number : port["name"]
    case 14: return .text(random.pick(Self.portNames))
    default: return .integer(random.pick(Self.portNumbers))
    }
  }

  private mutating func labelSelector(_ labels: JSONValue) -> JSONValue {
    var selector: JSONValue = [:]
    if random.chance(40) { return selector }
    // Labels that only injection adds.
    if origin == .manifests || origin == .mixed, random.chance(15) {
      selector["matchLabels"] = random.pick([
        ["linkerd.io/proxy-job": "work-1"], ["linkerd.io/proxy-deployment": "work-1"],
        ["linkerd.io/proxy-cronjob": "work-1"], ["linkerd.io/control-plane-ns": "linkerd"],
        ["linkerd.io/workload-ns": .text(random.pick(namespaces))],
      ])
      return selector
    }
    if random.chance(70) {
      let label = random.pick(
        Self.labels.filter { $0.key != "pod-template-hash" || random.chance(20) })
      let value = labels[label.key]
      selector["matchLabels"] = [
        label.key: value == .null || random.chance(15) ? .text(random.pick(label.values)) : value
      ]
    }
    if random.chance(25) {
      let label = random.pick(Self.labels)
      var expression: JSONValue = ["key": .text(label.key)]
      switch random.below(8) {
      case 0: expression["operator"] = "Exists"
      case 1: expression["operator"] = "DoesNotExist"
      case 2, 3:
        expression["operator"] = "In"
        expression["values"] = .list(random.some(label.values, percent: 60).map { .text($0) })
      case 4, 5:
        expression["operator"] = "NotIn"
        expression["values"] = .list(random.some(label.values, percent: 60).map { .text($0) })
      default:
        // S-6: lists where none belongs, and none where one does.
        expression["operator"] = random.pick(["Exists", "In", "NotIn", "DoesNotExist", "exists"])
        if random.chance(50) { expression["values"] = random.chance(50) ? [] : ["web"] }
      }
      selector["matchExpressions"] = [expression]
    }
    return selector
  }

  private mutating func addRateLimit(_ namespace: String) {
    add(
      "HTTPLocalRateLimitPolicy", "\(Self.policyGroup)/v1alpha1",
      ["name": .text(name("limit", namespace)), "namespace": .text(namespace)],
      [
        "spec": [
          "targetRef": [
            "group": .text(Self.policyGroup), "kind": random.pick(["Server", "server", "Pod"]),
            "name": existing("Server", in: namespace),
          ], "total": ["requestsPerSecond": 100],
        ],
        "status": [
          "conditions": [
            ["type": "Accepted", "status": random.pick(["True", "True", "False"]), "reason": "x"]
          ]
        ],
      ])
  }

  // MARK: Authentications (§5.3, §5.4)

  mutating func addAuthentications(_ namespace: String) {
    for _ in 0..<random.below(3) {
      var spec: JSONValue = [:]
      if random.chance(50) {
        spec["identities"] = .list((0..<random.below(3)).map { _ in .text(identityText()) })
      } else {
        spec["identityRefs"] = .list(
          (0..<1 + random.below(2)).map { _ in
            random.chance(30)
              ? ["kind": "Namespace", "name": .text(random.pick(namespaces))]
              : serviceAccountReference()
          })
      }
      add(
        "MeshTLSAuthentication", "\(Self.policyGroup)/v1alpha1",
        ["name": .text(name("mtls", namespace)), "namespace": .text(namespace)], ["spec": spec])
    }
    for _ in 0..<random.below(3) {
      let blocks = random.chance(6) ? [] : networks()
      add(
        "NetworkAuthentication", "\(Self.policyGroup)/v1alpha1",
        ["name": .text(name("net", namespace)), "namespace": .text(namespace)],
        ["spec": ["networks": .list(blocks)]])
    }
  }

  private mutating func serviceAccountReference() -> JSONValue {
    var reference: JSONValue = [
      "kind": random.pick(["ServiceAccount", "ServiceAccount", "serviceaccount", "Pod"]),
      "name": .text(random.pick(Self.accounts)),
    ]
    if random.chance(30) { reference["group"] = random.pick(["", "core", "apps"]) }
    if random.chance(50) { reference["namespace"] = .text(random.pick(namespaces)) }
    return reference
  }

  private mutating func identityText() -> String {
    let account = random.pick(Self.accounts)
    let namespace = random.pick(namespaces)
    return random.pick([
      "*", identity("*", namespace), identity(account, namespace), identity(account, namespace),
      "spiffe://root.example/vm-1", "*.cluster.local", "*.example", "vm-1.vm.example",
      String(identity("", namespace).dropFirst()),
    ])
  }

  /// One or two blocks; exceptions need not lie inside, and now and then a text is no block.
  private mutating func networks() -> [JSONValue] {
    (0..<1 + random.below(2)).map { _ in
      var block: JSONValue = [
        "cidr": random.chance(3)
          ? "10.0.0.0/33"
          : random.pick([
            "0.0.0.0/0", "::/0", "10.0.0.0/8", "10.42.0.0/16", "10.42.0.17", "10.42.3.7/24",
            "203.0.113.0/24", "fd00::/8", "fd00::10", "192.168.7.0/24", "::ffff:10.0.0.0/104",
            "10.0.0.0/9", "10.128.0.0/9",
          ])
      ]
      if random.chance(25) {
        block["except"] = .list(
          random.some(["10.42.0.0/24", "10.42.0.16/28", "203.0.113.9", "0.0.0.0/0"], percent: 35)
            .map { .text($0) })
      }
      return block
    }
  }

  // MARK: Authorizations (§4, §5)

  mutating func addAuthorizations(_ namespace: String) {
    for _ in 0..<random.below(4) { addServerAuthorization(namespace) }
    for _ in 0..<1 + random.below(6) { addAuthorizationPolicy(namespace) }
  }

  private mutating func addServerAuthorization(_ namespace: String) {
    var client: JSONValue = [:]
    if random.chance(40) { client["networks"] = .list(random.chance(10) ? [] : networks()) }
    switch random.below(8) {
    case 0: break
    case 1, 2: client["unauthenticated"] = true
    case 3: client["meshTLS"] = ["unauthenticatedTLS": true]
    case 4: client["meshTLS"] = [:]
    case 5:
      client["unauthenticated"] = false
      client["meshTLS"] = ["identities": [.text(identityText())]]
    default:
      var account: JSONValue = ["name": .text(random.pick(Self.accounts))]
      if random.chance(50) { account["namespace"] = .text(random.pick(namespaces)) }
      client["meshTLS"] = ["serviceAccounts": [account]]
    }
    var server: JSONValue = [:]
    if random.chance(65) { server["name"] = existing("Server", in: namespace) }
    if random.chance(35) {
      server["selector"] = ["matchLabels": ["team": random.pick(["red", "blue"])]]
    }
    add(
      "ServerAuthorization", "\(Self.policyGroup)/v1beta1",
      ["name": .text(name("authz", namespace)), "namespace": .text(namespace)],
      ["spec": ["server": server, "client": client]])
  }

  private mutating func addAuthorizationPolicy(_ namespace: String) {
    let count = random.pick([0, 1, 1, 1, 1, 2, 2, 3])
    add(
      "AuthorizationPolicy", "\(Self.policyGroup)/v1alpha1",
      ["name": .text(name("authz", namespace)), "namespace": .text(namespace)],
      [
        "spec": [
          "targetRef": target(namespace),
          "requiredAuthenticationRefs": .list(
            (0..<count).map { _ in authenticationReference(namespace) }),
        ]
      ])
  }

  private mutating func target(_ namespace: String) -> JSONValue {
    switch random.below(20) {
    case 0: ["kind": "Service", "name": "web"]
    case 1: ["group": "policy.linkerd.io", "kind": "GRPCRoute", "name": "grpc-1"]
    case 2, 3:
      ["kind": random.pick(["Namespace", "namespace"]), "name": .text(random.pick(namespaces))]
    case 4: ["group": "core", "kind": "Namespace", "name": .text(namespace)]
    case 5..<11:
      [
        "group": random.pick(["policy.linkerd.io", "Policy.Linkerd.io"]),
        "kind": random.pick(["HTTPRoute", "httproute"]),
        "name": .text(random.pick(["http-1", "http-2", "HTTP-1"])),
      ]
    case 11, 12:
      [
        "group": "gateway.networking.k8s.io", "kind": random.pick(["HTTPRoute", "GRPCRoute"]),
        "name": .text(random.pick(["http-1", "http-2", "grpc-1", "Grpc-1"])),
      ]
    default:
      [
        "group": .text(Self.policyGroup), "kind": random.pick(["Server", "Server", "server"]),
        "name": existing("Server", in: namespace),
      ]
    }
  }

  private mutating func authenticationReference(_ namespace: String) -> JSONValue {
    let home = random.chance(70) ? namespace : random.pick(namespaces)
    var reference: JSONValue
    switch random.below(10) {
    case 0: reference = ["group": "policy.linkerd.io", "kind": "Server", "name": "server-1"]
    case 1..<3: return serviceAccountReference()
    case 3..<7:
      reference = [
        "group": .text(Self.policyGroup), "kind": "MeshTLSAuthentication",
        "name": existing("MeshTLSAuthentication", in: home),
      ]
    default:
      reference = [
        "group": .text(Self.policyGroup), "kind": "NetworkAuthentication",
        "name": existing("NetworkAuthentication", in: home),
      ]
    }
    if home != namespace || random.chance(20) { reference["namespace"] = .text(home) }
    if random.chance(3) { reference["namespace"] = "" }
    return reference
  }
}
