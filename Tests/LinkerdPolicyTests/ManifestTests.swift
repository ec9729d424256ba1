import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// What manifests mean that are not stored yet (`M-7`).
@Suite struct ManifestTests {
  private let namespace = object(
    "v1/Namespace", "ns", metadata: ["annotations": ["linkerd.io/inject": "enabled"]])
  private let pod = object(
    "v1/Pod", "web", spec: ["containers": [["name": "web", "ports": [["containerPort": 8080]]]]])

  @Test("a bare pod in an injected namespace gets the proxy and its labels")
  func barePodIsInjected() throws {
    var mesh = MeshConfiguration()
    mesh.defaultInboundPolicy = .deny
    let policy = try ResolvedPolicy(namespace, pod, mesh: mesh)
    #expect(policy.answer()?.verdict == "deny")
    #expect(policy.answer("GET", "/ready", port: 4191)?.verdict == "allow")
  }

  @Test(
    "a pod that has another mesh's sidecar is not injected",
    arguments: [
      ("containers", "istio-proxy", "x:1", false),
      ("containers", "sidecar", "gcr.io/istio-release/proxyv2:1.2", false),
      ("initContainers", "istio-init", "x:1", false),
      ("initContainers", "setup", "gcr.io/istio-release/proxy_init:1.2", false),
      ("containers", "istio-init", "x:1", true),
    ])
  func sidecars(list: String, name: String, image: String, isInjected: Bool) throws {
    var pod = pod
    pod["spec"][list] = [["name": .text(name), "image": .text(image)]]
    let verdict = try ResolvedPolicy(namespace, pod).answer()?.verdict
    #expect(verdict == (isInjected ? "allow" : "open"))
  }

  private let runningPod = object(
    "v1/Pod", "web",
    metadata: [
      "labels": ["linkerd.io/control-plane-ns": "linkerd"], "resourceVersion": "1",
      "creationTimestamp": "2026-03-01T12:00:00Z",
    ], spec: ["containers": [["name": "linkerd-proxy"]]])

  /// A Server on port 8080.
  private func server(_ name: String, _ metadata: JSONValue) -> JSONValue {
    object(
      "policy.linkerd.io/v1beta3/Server", name, metadata: metadata,
      spec: ["podSelector": [:], "port": 8080])
  }

  private let stored: JSONValue = [
    "creationTimestamp": "2026-03-01T12:00:09Z", "resourceVersion": "2",
  ]

  @Test("a new Server loses its port to every stored one; a stored one without a time wins")
  func newServersLose() throws {
    let new = try ResolvedPolicy(runningPod, server("a", [:]), server("b", stored))
    #expect(new.answer()?.server?.name == "b")
    let timeless = try ResolvedPolicy(
      runningPod, server("b", ["resourceVersion": "3"]), server("a", stored))
    #expect(timeless.answer()?.server?.name == "b")
    let both = try ResolvedPolicy(runningPod, server("b", [:]), server("a", [:]))
    #expect(both.answer()?.server?.name == "a")
  }

  @Test("a new Server or GRPCRoute outdates the status of stored routes")
  func statusIsWorkedOutAnew() throws {
    let parents: JSONValue = [["group": "policy.linkerd.io", "kind": "Server", "name": "s"]]
    func route(_ kind: String, _ metadata: JSONValue, isAccepted: Bool) -> JSONValue {
      object(
        kind, "r", metadata: metadata,
        spec: ["parentRefs": parents, "rules": [["matches": [["path": ["value": "/a"]]]]]],
        status: [
          "parents": [
            [
              "controllerName": "linkerd.io/policy-controller",
              "parentRef": ["kind": "Server", "name": "s"],
              "conditions": [["type": "Accepted", "status": isAccepted ? "True" : "False"]],
            ]
          ]
        ])
    }
    let http = "policy.linkerd.io/v1beta3/HTTPRoute"
    let refused = route(http, stored, isAccepted: false)
    // What a running controller knows already stays as it wrote it.
    #expect(
      try ResolvedPolicy(runningPod, server("s", stored), refused).answer("GET", "/b")?.verdict
        == "deny")
    #expect(
      try ResolvedPolicy(runningPod, server("s", [:]), refused).answer("GET", "/b")?.verdict
        == "no-route")
    let accepted = route(http, stored, isAccepted: true)
    let grpc = object(
      "gateway.networking.k8s.io/v1/GRPCRoute", "g", spec: ["parentRefs": parents])
    #expect(
      try ResolvedPolicy(runningPod, server("s", stored), accepted).answer("GET", "/b")?.verdict
        == "no-route")
    #expect(
      try ResolvedPolicy(runningPod, server("s", stored), accepted, grpc).answer("GET", "/b")?
        .verdict == "deny")
  }

  @Test(
    "an access policy is lost in an older version of the API",
    arguments: [
      ("v1beta3", "allow"), ("v1beta2", "deny"), ("v1beta1", "deny"), ("v1alpha1", "deny"),
    ])
  func accessPolicyOfOlderVersions(version: String, verdict: String) throws {
    let server = object(
      "policy.linkerd.io/\(version)/Server", "s",
      spec: ["podSelector": [:], "port": 8080, "accessPolicy": "all-unauthenticated"])
    #expect(try ResolvedPolicy(runningPod, server).answer()?.verdict == verdict)
  }

  @Test("a new rate limit does not push a stored one aside, whatever their names")
  func newRateLimits() throws {
    func limit(_ name: String, _ metadata: JSONValue) -> JSONValue {
      object(
        "policy.linkerd.io/v1alpha1/HTTPLocalRateLimitPolicy", name, metadata: metadata,
        spec: ["targetRef": ["group": "policy.linkerd.io", "kind": "Server", "name": "s"]],
        status: metadata == [:]
          ? .null : ["conditions": [["type": "Accepted", "status": "False"]]])
    }
    func name(_ limits: (JSONValue, JSONValue)) throws -> String? {
      let policy = try ResolvedPolicy(runningPod, server("s", stored), limits.0, limits.1)
      let pod = try #require(
        policy.inboundWorkload(ResourceID(kind: .pod, namespace: "ns", name: "web")))
      return policy.inboundServer(port: 8080, of: pod).rateLimit?.meta.name
    }
    #expect(try name((limit("a", [:]), limit("b", [:]))) == "a")
    #expect(try name((limit("a", [:]), limit("b", ["resourceVersion": "4"]))) == nil)
  }
}
