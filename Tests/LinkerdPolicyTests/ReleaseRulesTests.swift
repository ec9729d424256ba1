import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// Rules of old releases that the recorded answers do not reach, and their exact borders.
@Suite struct ReleaseRulesTests {
  @Test(
    "`NotIn` is backwards where the key is present",
    arguments: [
      ("2.12", true), ("stable-2.12.1", true), ("stable-2.12.2", false),
      ("edge-22.9.2", true), ("edge-22.10.1", false), ("2.20", false),
    ])
  func notIn(version: String, isBackwards: Bool) {
    let cluster = ReleaseCluster(
      version,
      [
        ReleaseCluster.pod(),
        ReleaseCluster.server(
          selector: #"{"matchExpressions":[{"key":"app","operator":"NotIn","values":["web"]}]}"#),
      ])
    #expect(cluster.ask(HTTPRequest())?.outcome == (isBackwards ? .deny : .allow))
  }

  @Test(
    "a probe path with a query is let in since it is read as a URI",
    arguments: [
      ("2.12", false), ("stable-2.13.3", false), ("stable-2.13.4", true),
      ("edge-23.5.2", false), ("edge-23.5.3", true), ("2.14", true),
    ])
  func probePath(version: String, isLetIn: Bool) {
    let deny = #","config.linkerd.io/default-inbound-policy":"deny""#
    let cluster = ReleaseCluster(
      version, [ReleaseCluster.pod(annotations: deny, probe: "/ready?full=1")])
    #expect(
      cluster.ask(HTTPRequest(path: "/ready?full=1"))?.outcome == (isLetIn ? .allow : .deny))
  }

  @Test(
    "gRPC is what a Server says, but HTTP/2 in some releases",
    arguments: [
      ("2.11", InboundProtocol.grpc), ("2.12", .http2), ("2.15", .http2), ("edge-24.6.4", .http2),
      ("edge-24.7.1", .grpc), ("2.16", .grpc),
    ])
  func grpc(version: String, spoken: InboundProtocol) {
    let cluster = ReleaseCluster(
      version, [ReleaseCluster.pod(), ReleaseCluster.server("web", #","proxyProtocol":"gRPC""#)])
    #expect(cluster.ask(HTTPRequest(method: "POST", path: "/s/m"))?.protocol == spoken)
  }

  @Test(
    "the case of a targeted route's name counts in old releases",
    arguments: [("2.12", false), ("2.13", false), ("2.14", true), ("2.20", true)])
  func routeName(version: String, isFound: Bool) {
    let cluster = ReleaseCluster(
      version,
      [
        ReleaseCluster.pod(), ReleaseCluster.server(),
        ReleaseCluster.route("read", #","rules":[{}]"#),
        ReleaseCluster.everyone("HTTPRoute", "Read"),
      ])
    #expect(cluster.ask(HTTPRequest())?.outcome == (isFound ? .allow : .deny))
  }

  @Test("where chance decides between Servers that disagree, the answer says so")
  func chance() throws {
    let objects = [
      ReleaseCluster.pod(), ReleaseCluster.server("a", #","accessPolicy":"deny""#),
      ReleaseCluster.server("b", #","accessPolicy":"all-unauthenticated""#),
    ]
    let old = ReleaseCluster("2.17", objects)
    let decision = try #require(old.ask(HTTPRequest()))
    #expect(decision.outcome == .unknown)
    #expect(decision.server == nil)
    #expect(decision.authorizations == [])
    let words = decision.reasons.filter { $0.rule == "O-1" }.map(\.text)
    #expect(
      words == [
        "port 8080 is owned by one of the Servers a, b: release 2.17 leaves it to chance which one",
        "if it is Server a, the answer is deny", "if it is Server b, the answer is allow",
      ])
    #expect(ReleaseCluster("2.18", objects).ask(HTTPRequest())?.outcome == .deny)

    // Where they agree, the answer is certain.
    let agreeing = ReleaseCluster(
      "2.17",
      Array(objects.dropLast()) + [ReleaseCluster.server("c", #","proxyProtocol":"HTTP/1""#)])
    #expect(agreeing.ask(HTTPRequest())?.outcome == .deny)

    // The matrix and the explanation say the same.
    let matrix = AccessMatrix(old.policy)
    let target = try #require(matrix.targets.firstIndex { $0.title == "shop/default" })
    let row = try #require(matrix.clients.firstIndex { $0.id == .outside })
    #expect(matrix[client: row, target: target] == .unknown)
    let workload = try #require(old.policy.workloads.first)
    let explained = old.policy.explain(matrix.clients[row], workload: workload, port: 8080)
    #expect(explained.map(\.verdict) == [.unknown])
    #expect(explained.first?.ways.map(\.decision.outcome) == [.deny, .allow])

    let claims = try #require(old.policy.namespaces["shop"]).serverClaims
    #expect(claims.map(\.owned) == [0, 0])
    #expect(claims.map { $0.hiddenBy.map(\.owner) } == [["b"], ["a"]])
  }

  @Test("clients of 2.11 lose their identity on a port that only a Server makes opaque")
  func opaque() {
    let annotation = #","config.linkerd.io/opaque-ports":"8080""#
    let server = ReleaseCluster.server("web", #","proxyProtocol":"opaque""#)
    let authorization = #"""
      {"apiVersion":"policy.linkerd.io/v1beta1","kind":"ServerAuthorization",
       "metadata":{"name":"mesh","namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"server":{"name":"web"},
        "client":{"networks":[{"cidr":"0.0.0.0/0"}],"meshTLS":{"identities":["*"]}}}}
      """#
    func outcome(_ version: String, _ pod: String) -> AccessDecision.Outcome? {
      ReleaseCluster(version, [pod, server, authorization]).ask(nil, identity: "x.y")?.outcome
    }
    #expect(outcome("2.11", ReleaseCluster.pod()) == .deny)
    #expect(outcome("2.11", ReleaseCluster.pod(annotations: annotation)) == .allow)
    #expect(outcome("2.12", ReleaseCluster.pod()) == .allow)
  }

  @Test("a what-if on a bare pod needs a restart where annotations are read only once")
  func annotations() {
    let pod = ResourceID(kind: .pod, namespace: "shop", name: "web")
    var thought = WhatIf()
    thought.set(.deny, at: .workload(pod))
    for (version, restarts) in [("2.11", [pod]), ("2.12", [])] {
      let cluster = ReleaseCluster(version, [ReleaseCluster.pod()])
      #expect(thought.outcome(in: cluster.policy).restarts == restarts)
    }
  }

  @Test("the proxy that a template would get is a native sidecar since 2.20")
  func template() throws {
    let objects = [
      #"""
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},
       "spec":{"template":{"metadata":{"labels":{"app":"web"},
        "annotations":{"linkerd.io/inject":"enabled"}},
        "spec":{"containers":[{"name":"app","ports":[{"containerPort":8080}]}]}}}}
      """#,
      #"""
      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"admin",
       "namespace":"shop"},"spec":{"podSelector":{},"port":"linkerd-admin"}}
      """#,
    ]
    for version in ["2.14", "2.18", "2.20"] {
      let workload = try #require(ReleaseCluster(version, objects).policy.workloads.first)
      let admin = try #require(workload.variants.first?.ports.first { $0.number == 4191 })
      #expect(admin.server?.reference == .server("admin"), "\(version)")
    }
    // As a native sidecar its ports have no names before 2.19.
    var mesh = MeshConfiguration(version: LinkerdVersion("2.18"))
    mesh.injectsNativeSidecar = true
    let policy = ResolvedPolicy(ReleaseCluster.snapshot(objects), mesh: mesh)
    let admin = policy.workloads.first?.variants.first?.ports.first { $0.number == 4191 }
    #expect(admin?.server?.reference == .default(.allUnauthenticated))
  }

  @Test("an external workload is a stranger before 2.15")
  func externalWorkload() {
    let machine = #"""
      {"apiVersion":"workload.linkerd.io/v1beta1","kind":"ExternalWorkload",
       "metadata":{"name":"vm","namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"meshTLS":{"identity":"spiffe://example.org/vm"},"ports":[{"port":8080}]}}
      """#
    func outcome(_ version: String) -> AccessDecision.Outcome? {
      let id = ResourceID(kind: .externalWorkload, namespace: "shop", name: "vm")
      return ReleaseCluster(version, [machine]).policy.decide(
        AccessRequest(
          client: Client(address: .known([]), tls: .identity("x.y")), target: id, port: 8080,
          traffic: .connection))?.outcome
    }
    #expect(outcome("2.14") == .unknown)
    #expect(outcome("2.15") != .unknown)
  }
}
