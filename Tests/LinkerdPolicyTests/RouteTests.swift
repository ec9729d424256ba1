import LinkerdPolicy
import Testing

/// Corners of how routes are chosen (§6).
@Suite struct RouteTests {
  private let pod = object(
    "v1/Pod", "web",
    metadata: [
      "labels": ["linkerd.io/control-plane-ns": "linkerd"],
      "creationTimestamp": "2026-03-01T12:00:00Z",
    ], spec: ["containers": [["name": "linkerd-proxy"]]], status: ["podIP": "10.42.0.1"])

  private func server(_ proxyProtocol: String, port: JSONValue = 8080) -> JSONValue {
    object(
      "policy.linkerd.io/v1beta3/Server", "web",
      spec: [
        "podSelector": [:], "port": port, "proxyProtocol": .text(proxyProtocol),
        "accessPolicy": "all-unauthenticated",
      ])
  }

  private func route(
    _ name: String, hostnames: JSONValue = .null, _ rules: JSONValue...
  ) -> JSONValue {
    var spec: JSONValue = [
      "parentRefs": [["group": "policy.linkerd.io", "kind": "Server", "name": "web"]],
      "rules": .list(rules),
    ]
    spec["hostnames"] = hostnames
    let group =
      name.hasPrefix("grpc") ? "gateway.networking.k8s.io/v1" : "policy.linkerd.io/v1beta3"
    return object(
      "\(group)/\(name.hasPrefix("grpc") ? "GRPCRoute" : "HTTPRoute")", name, spec: spec)
  }

  @Test(
    "a gRPC match with an empty method matches every call; one without a method breaks the port")
  func emptyMethod() throws {
    let empty = try ResolvedPolicy(
      pod, server("gRPC"), route("grpc-a", ["matches": [["method": [:]]]]))
    #expect(empty.answer("POST", "/pkg.Svc/Get")?.verdict == "allow")
    #expect(empty.answer("POST", "/pkg.Svc/Get")?.route?.name == "grpc-a")
    let absent = try ResolvedPolicy(
      pod, server("gRPC"),
      route("grpc-a", ["matches": [["headers": [["name": "x", "value": "y"]]]]]))
    #expect(absent.answer("POST", "/pkg.Svc/Get")?.invalid == true)
  }

  @Test("a prefix of slashes matches every path, and loses to the prefix of one slash")
  func slashes() throws {
    let policy = try ResolvedPolicy(
      pod, server("HTTP/1"),
      route("a", ["matches": [["path": ["type": "PathPrefix", "value": "//"]]]]),
      route("b", ["matches": [["path": ["type": "PathPrefix", "value": "/"]]]]))
    #expect(policy.answer("GET", "/x")?.route?.name == "b")
  }

  @Test("a fragment is cut before the query is looked for") func fragment() throws {
    let policy = try ResolvedPolicy(
      pod, server("HTTP/1"),
      route("a", ["matches": [["queryParams": [["name": "x", "value": "1"]]]]])
    )
    #expect(policy.answer("GET", "/?x=1#f")?.verdict == "allow")
    #expect(policy.answer("GET", "/#f?x=1")?.verdict == "no-route")
  }

  @Test(
    "a prefix can be replaced where one was matched, or no path was asked for",
    arguments: [
      ([["path": ["type": "PathPrefix", "value": "/a"]]], "redirect"),
      ([["path": ["type": "Exact", "value": "/a"]]], "invalid-redirect"),
      ([["path": ["type": "Exact", "value": "/a"]], ["path": ["value": "/a"]]], "redirect"),
      (
        [["path": ["value": "/a"]], ["path": ["type": "Exact", "value": "/a"]]], "invalid-redirect"
      ),
      ([["method": "GET"]], "redirect"), ([], "redirect"),
    ] as [(JSONValue, String)])
  func replacedPrefix(matches: JSONValue, after: String) throws {
    let policy = try ResolvedPolicy(
      pod, server("HTTP/1"),
      route(
        "a",
        [
          "matches": matches,
          "filters": [
            [
              "type": "RequestRedirect",
              "requestRedirect": [
                "hostname": "example.org",
                "path": ["type": "ReplacePrefixMatch", "replacePrefixMatch": "/b"],
              ],
            ]
          ],
        ]))
    #expect(policy.answer("GET", "/a")?.after == after)
  }

  @Test(
    "the admin server knows the host of an HTTP/2 request, not of an HTTP/1 request",
    arguments: [("HTTP/2", "allow"), ("HTTP/1", "no-route"), ("unknown", "no-route")])
  func adminHost(proxyProtocol: String, verdict: String) throws {
    let policy = try ResolvedPolicy(
      pod, server(proxyProtocol, port: 4191),
      route("a", hostnames: ["web.example.com"], ["matches": [["path": ["value": "/"]]]]))
    #expect(policy.answer("GET", "/", host: "web.example.com", port: 4191)?.verdict == verdict)
  }
}
