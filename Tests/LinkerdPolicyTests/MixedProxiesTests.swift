import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// Proxies of several releases under one control plane, each answered by its own rules.
@Suite struct MixedProxiesTests {
  private static let identity = "web.shop.serviceaccount.identity.linkerd.cluster.local"
  private static let pods = [
    ReleaseCluster.pod("old", proxy: "edge-24.11.8"),
    ReleaseCluster.pod("middle", image: "cr.l5d.io/linkerd/proxy:edge-25.4.4"),
    ReleaseCluster.pod("new", proxy: "edge-26.9.1"),
    ReleaseCluster.pod("plain"),
    ReleaseCluster.pod("odd", proxy: "mine", image: "mirror/proxy:latest"),
  ]

  @Test(
    "the case of a host counts for old proxies only",
    arguments: [
      ("old", AccessDecision.Outcome.noRoute), ("middle", .noRoute), ("new", .allow),
      ("plain", .noRoute), ("odd", .noRoute),
    ])
  func hostCase(pod: String, outcome: AccessDecision.Outcome) {
    let cluster = ReleaseCluster(
      "2.20",
      Self.pods + [
        ReleaseCluster.server("web", #","accessPolicy":"all-unauthenticated""#),
        ReleaseCluster.route("read", #","hostnames":["web.example.com"],"rules":[{}]"#),
      ])
    #expect(
      cluster.ask(HTTPRequest(host: "Web.Example.com:80"), pod: pod)?.outcome == outcome)
    #expect(cluster.ask(HTTPRequest(host: "web.example.com"), pod: pod)?.outcome == .allow)
  }

  @Test(
    "a mesh client's request to a TLS port finds no route where clients name their protocol",
    arguments: [
      ("old", AccessDecision.Outcome.allow), ("middle", .noRoute), ("new", .noRoute),
      ("plain", .noRoute), ("odd", .noRoute),
    ])
  func transportHeader(pod: String, outcome: AccessDecision.Outcome) {
    let cluster = ReleaseCluster(
      "2.20",
      Self.pods + [
        ReleaseCluster.server(
          "web", #","proxyProtocol":"TLS","accessPolicy":"all-authenticated""#)
      ])
    #expect(cluster.ask(HTTPRequest(), identity: Self.identity, pod: pod)?.outcome == outcome)
    #expect(cluster.ask(nil, identity: Self.identity, pod: pod)?.outcome == .allow)
    #expect(cluster.ask(HTTPRequest(), pod: pod)?.outcome == .deny)
  }

  @Test("a proxy that does not say its release follows the control plane's")
  func controlPlane() {
    func outcome(_ version: String?) -> AccessDecision.Outcome? {
      ReleaseCluster(
        version,
        Self.pods + [
          ReleaseCluster.server("web", #","accessPolicy":"all-unauthenticated""#),
          ReleaseCluster.route("read", #","hostnames":["web.example.com"],"rules":[{}]"#),
        ]
      ).ask(HTTPRequest(host: "Web.Example.com"), pod: "plain")?.outcome
    }
    #expect(outcome("2.18") == .noRoute)
    #expect(outcome("2.20") == .noRoute)
    #expect(outcome(nil) == .allow)
  }

  @Test("a URI was no identity for proxies before 2.15")
  func uriIdentity() {
    let authentication = #"""
      {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"MeshTLSAuthentication",
       "metadata":{"name":"vm","namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"identities":["spiffe://example.org/vm"]}}
      """#
    let policy = #"""
      {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy",
       "metadata":{"name":"vm","namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"web"},
        "requiredAuthenticationRefs":[
         {"group":"policy.linkerd.io","kind":"MeshTLSAuthentication","name":"vm"}]}}
      """#
    let cluster = ReleaseCluster(
      "2.20",
      [
        ReleaseCluster.pod("old", proxy: "stable-2.14.10"),
        ReleaseCluster.pod("new", proxy: "edge-24.2.4"), ReleaseCluster.server("web"),
        authentication, policy,
      ])
    let identity = "spiffe://example.org/vm"
    #expect(cluster.ask(HTTPRequest(), identity: identity, pod: "old")?.outcome == .deny)
    #expect(cluster.ask(HTTPRequest(), identity: identity, pod: "new")?.outcome == .allow)
  }

  @Test("pods of one workload whose proxies differ are told apart")
  func variants() {
    func pod(_ name: String, _ proxy: String) -> String {
      ReleaseCluster.pod(name, proxy: proxy).replacing(
        #""labels":"#,
        with:
          #""ownerReferences":[{"kind":"StatefulSet","name":"web","controller":true}],"labels":"#
      )
    }
    let cluster = ReleaseCluster(
      "2.20",
      [
        pod("web-0", "edge-24.11.8"), pod("web-1", "edge-25.4.4"), pod("web-2", "edge-25.10.7"),
        ReleaseCluster.server("web", #","proxyProtocol":"TLS","accessPolicy":"all-authenticated""#),
      ])
    let workload = cluster.policy.workloads.first { $0.id.name == "web" }
    #expect(
      workload?.variants.map { $0.pods.map(\.id.name) } == [["web-0"], ["web-1", "web-2"]])
  }
}
