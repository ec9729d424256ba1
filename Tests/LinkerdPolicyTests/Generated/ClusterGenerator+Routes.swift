import KubernetesSnapshot

extension ClusterGenerator {
  private static let gatewayGroup = "gateway.networking.k8s.io"

  /// HTTPRoutes of both groups and GRPCRoutes of a namespace.
  mutating func addRoutes(_ namespace: String) {
    for _ in 0..<2 + random.below(5) { addHTTPRoute(namespace) }
    for _ in 0..<random.pick([0, 0, 1, 1, 2]) { addGRPCRoute(namespace) }
  }

  private mutating func addHTTPRoute(_ namespace: String) {
    let isLinkerds = random.chance(60)
    // Routes of both groups may share a name.
    let name = name(isLinkerds ? "http" : "http", isLinkerds ? namespace : "\(namespace) gateway")
    let parents = parents(namespace, group: isLinkerds ? nil : Self.gatewayGroup) {
      !["gRPC", "opaque", "TLS"].contains($0["spec"]["proxyProtocol"])
    }
    var spec: JSONValue = ["parentRefs": .list(parents)]
    if random.chance(35) { spec["hostnames"] = hostnames() }
    if random.chance(92) {
      spec["rules"] = .list((0..<random.pick([0, 1, 1, 1, 2, 2])).map { _ in httpRule() })
    }
    add(
      "HTTPRoute", isLinkerds ? "policy.linkerd.io/v1beta3" : "\(Self.gatewayGroup)/v1",
      ["name": .text(name), "namespace": .text(namespace)],
      ["spec": spec, "status": status(of: parents)])
  }

  private mutating func addGRPCRoute(_ namespace: String) {
    let parents = parents(namespace, group: Self.gatewayGroup) {
      $0["spec"]["proxyProtocol"] == "gRPC"
    }
    var spec: JSONValue = ["parentRefs": .list(parents)]
    if random.chance(15) { spec["hostnames"] = hostnames() }
    if random.chance(92) {
      spec["rules"] = .list((0..<random.pick([0, 1, 1, 1, 2, 2])).map { _ in grpcRule() })
    }
    add(
      "GRPCRoute", "\(Self.gatewayGroup)/v1",
      ["name": .text(name("grpc", namespace)), "namespace": .text(namespace)],
      ["spec": spec, "status": status(of: parents)])
  }

  // MARK: Parents and status (6.1, 6.2)

  private mutating func parents(
    _ namespace: String, group: String?, where isFitting: (JSONValue) -> Bool
  ) -> [JSONValue] {
    (0..<(random.chance(80) ? 1 : 2)).map { _ in
      var parent: JSONValue = [
        "group": random.pick(["policy.linkerd.io", "policy.linkerd.io", "Policy.linkerd.io"]),
        "kind": random.pick(["Server", "Server", "Server", "server"]),
        "name": existing("Server", in: namespace, where: isFitting),
      ]
      if random.chance(group == nil ? 30 : 5) { parent["group"] = .null }
      if random.chance(5) { parent["kind"] = random.pick(["Service", .null]) }
      if random.chance(15) { parent["namespace"] = .text(namespace) }
      if random.chance(5) {
        let other = random.pick(namespaces)
        parent["namespace"] = .text(other)
        parent["name"] = existing("Server", in: other)
      }
      if random.chance(3) { parent["port"] = 8080 }
      if random.chance(3) { parent["sectionName"] = "http" }
      return parent
    }
  }

  private mutating func status(of parents: [JSONValue]) -> JSONValue {
    if random.chance(6) { return .null }
    let entries = parents.map { parent in
      var entry: JSONValue = [
        "controllerName": .text(
          random.chance(95) ? "linkerd.io/policy-controller" : "example.org/other"),
        "parentRef": [
          "group": "policy.linkerd.io", "kind": random.chance(97) ? "Server" : "server",
          "name": random.chance(95) ? parent["name"] : "other",
        ],
      ]
      if random.chance(97) {
        entry["conditions"] = [
          [
            "type": random.chance(97) ? "Accepted" : "ResolvedRefs",
            "status": random.chance(88) ? "True" : "False", "reason": "x",
          ]
        ]
      }
      return entry
    }
    return ["parents": .list(entries)]
  }

  private mutating func hostnames() -> JSONValue {
    .list(
      (0..<1 + random.below(2)).map { _ in
        random.pick([
          "web.example.com", "*.example.com", "*.example.com", "example.com", "*.com", "*.com",
          "web.example.com.",
          "10.42.0.11",
        ])
      })
  }

  // MARK: Rules (6.3)

  static let paths = [
    "/", "/", "/", "/a", "/a", "/a/", "/a/b", "/ab", "/healthz", "/live", "/pkg.Svc/Get",
    "/pkg.Svc/", "//",
    "/a/b//",
  ]
  static let patterns = ["/a|/ab", "/ab|/a", "/[a-z]+", "/.*", "/a/?", "/healthz", "/(a|b)/.+"]

  private mutating func httpRule() -> JSONValue {
    var rule: JSONValue = [:]
    if random.chance(90) {
      rule["matches"] = .list((0..<random.pick([0, 1, 1, 1, 2, 2])).map { _ in httpMatch() })
    }
    if random.chance(30) { rule["filters"] = [filter()] }
    return rule
  }

  private mutating func httpMatch() -> JSONValue {
    var match: JSONValue = [:]
    switch random.below(12) {
    case 0: break
    case 1 where random.chance(30):
      match["path"] = ["type": "PathPrefix", "value": random.pick(["a", "", "/a"])]
    case 2: match["path"] = ["value": .text(random.pick(Self.paths))]
    case 3, 4:
      match["path"] = [
        "type": "RegularExpression",
        "value": random.chance(8) ? "/[" : .text(random.pick(Self.patterns)),
      ]
    case 5..<8: match["path"] = ["type": "Exact", "value": .text(random.pick(Self.paths))]
    default: match["path"] = ["type": "PathPrefix", "value": .text(random.pick(Self.paths))]
    }
    if random.chance(35) {
      match["method"] = random.chance(4) ? "get" : random.pick(["GET", "POST", "PUT"])
    }
    if random.chance(25) { match["headers"] = headers() }
    if random.chance(20) {
      match["queryParams"] = .list(
        (0..<1 + random.below(2)).map { _ in
          value(random.pick(["x", "y", "a b"]), random.pick(["1", "2", "a b", ""]))
        })
    }
    return match
  }

  private mutating func headers() -> JSONValue {
    .list(
      (0..<1 + random.below(2)).map { _ in
        random.chance(3)
          ? value("x team", "red")
          : value(
            random.pick(["x-team", "X-Team", "x-mode"]), random.pick(["red", "blue", "dark"]))
      })
  }

  private mutating func value(_ name: String, _ text: String) -> JSONValue {
    var match: JSONValue = ["name": .text(name), "value": .text(text)]
    if random.chance(25) {
      match["type"] = "RegularExpression"
      match["value"] = random.chance(5) ? "(" : random.pick(["r.d", "red|blue", "[0-9]", ".*"])
    } else if random.chance(30) {
      match["type"] = "Exact"
    }
    return match
  }

  private mutating func filter() -> JSONValue {
    switch random.below(18) {
    case 0: ["type": "RequestMirror"]
    case 1: ["type": "URLRewrite"]
    case 2: ["type": "ExtensionRef"]
    case 3: [:]
    case 4, 5:
      [
        "type": "RequestHeaderModifier",
        "requestHeaderModifier": [
          "set": [["name": random.chance(90) ? "x-set" : "x set", "value": "1"]]
        ],
      ]
    case 6: ["type": "ResponseHeaderModifier", "responseHeaderModifier": ["remove": ["x-old"]]]
    case 7:
      [
        "type": "RequestRedirect",
        "requestRedirect": [
          "hostname": "elsewhere.example.org",
          "path": [
            "type": "ReplaceFullPath", "replaceFullPath": random.chance(90) ? "/new" : "new",
          ],
        ],
      ]
    case 8..<15:
      [
        "type": "RequestRedirect",
        "requestRedirect": [
          "hostname": "elsewhere.example.org",
          "path": ["type": "ReplacePrefixMatch", "replacePrefixMatch": "/new"],
        ],
      ]
    default:
      ["type": "RequestRedirect", "requestRedirect": ["hostname": "elsewhere.example.org"]]
    }
  }

  private mutating func grpcRule() -> JSONValue {
    var rule: JSONValue = [:]
    if random.chance(85) {
      rule["matches"] = .list(
        (0..<random.pick([0, 1, 1, 1, 2])).map { _ in
          var match: JSONValue = [:]
          if random.chance(94) {
            var method: JSONValue = [:]
            if random.chance(50) {
              method["type"] = random.chance(95) ? "Exact" : "RegularExpression"
            }
            if random.chance(75) { method["service"] = random.pick(["pkg.Svc", "pkg.Other"]) }
            if random.chance(55) { method["method"] = random.pick(["Get", "List"]) }
            match["method"] = method
          }
          if random.chance(20) { match["headers"] = headers() }
          return match
        })
    }
    if random.chance(12) {
      rule["filters"] = [
        random.pick([
          ["type": "RequestMirror"], ["type": "ExtensionRef"], [:],
          [
            "type": "RequestHeaderModifier",
            "requestHeaderModifier": ["add": [["name": "x-add", "value": "1"]]],
          ],
        ])
      ]
    }
    return rule
  }
}
