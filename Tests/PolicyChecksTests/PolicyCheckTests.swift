import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Testing

@testable import PolicyChecks

/// What each check says of a small cluster, and that it says nothing of a good one.
struct PolicyCheckTests {
  /// A meshed pod with a named port, and a Server for it that lets its own namespace in.
  private static let good = """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"web","linkerd.io/control-plane-ns":"linkerd"}},"spec":{"containers":[{"name":"app","ports":[{"name":"http","containerPort":8080}],"readinessProbe":{"httpGet":{"path":"/ready","port":8080}}},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.1","hostIP":"192.168.7.1"}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"web-http","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z"},"spec":{"podSelector":{"matchLabels":{"app":"web"}},"port":"http"}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"own","namespace":"shop"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"web-http"},"requiredAuthenticationRefs":[{"group":"policy.linkerd.io","kind":"MeshTLSAuthentication","name":"own"}]}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"MeshTLSAuthentication","metadata":{"name":"own","namespace":"shop"},"spec":{"identityRefs":[{"kind":"Namespace","name":"shop"}]}}
    """

  private func findings(
    _ more: String = "", without: String? = nil, unreadable kind: ResourceKind? = nil
  ) -> [String] {
    let decoder = ResourceDecoder()
    let lines = (Self.good + "\n" + more).split(separator: "\n").filter { line in
      without.map { !line.contains($0) } ?? true
    }
    let resources = lines.compactMap { line -> Resource? in
      guard case .resource(let resource) = decoder.decode(Data(line.utf8)) else { return nil }
      return resource.kind == kind ? nil : resource
    }
    let policy = ResolvedPolicy(Snapshot(resources), mesh: MeshConfiguration())
      .applying(kind.map { [.readable($0, false)] } ?? [])
    return PolicyCheck.findings(in: policy).map { "\($0.id) \($0.object): \($0.message)" }
  }

  @Test("nothing to say of a good cluster") func nothingToSayOfAGoodCluster() {
    #expect(findings() == [])
  }

  @Test("a dangling reference makes a policy void") func aDanglingReference() {
    #expect(
      findings(without: #""kind":"MeshTLSAuthentication","metadata""#) == [
        "void-policy AuthorizationPolicy shop/own: decides nothing: it refers to"
          + " MeshTLSAuthentication shop/own, which does not exist (A-7)"
      ])
  }

  @Test(
    "what could not be read is no reason to blame what refers to it",
    arguments: ResourceKind.allCases)
  func unreadableKinds(kind: ResourceKind) {
    #expect(findings(unreadable: kind) == [])
  }

  @Test("an older Server hides a younger one") func anOlderServerHidesAYoungerOne() {
    let younger = """
      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"late","namespace":"shop","creationTimestamp":"2026-02-02T03:04:05Z"},"spec":{"podSelector":{},"port":8080}}
      """
    #expect(
      findings(younger) == [
        "hidden-server Server shop/late: decides nothing: port 8080 to web-http, which is older"
          + " (S-15)"
      ])
  }

  @Test("a Server that selects nothing, and one that selects a part of what it means")
  func aServerThatSelectsNothing() {
    let more = """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"db","namespace":"shop","labels":{"app":"db","linkerd.io/control-plane-ns":"linkerd"}},"spec":{"containers":[{"name":"db"},{"name":"linkerd-proxy"}]}}
      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"all-http","namespace":"shop","creationTimestamp":"2026-01-01T03:04:05Z"},"spec":{"podSelector":{},"port":"http","accessPolicy":"all-unauthenticated"}}
      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"nobody","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"gone"}},"port":80}}
      """
    let said = findings(more)
    #expect(said.contains("idle-server Server shop/nobody: selects no port of any workload (P-7)"))
    #expect(
      said.contains(
        "missing-port Server shop/all-http: selects nothing of po/db: no port there has the name"
          + " that it gives (P-7)"))
  }

  @Test("a probe that a route takes away") func aProbeThatARouteTakesAway() {
    let route = """
      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"HTTPRoute","metadata":{"name":"api","namespace":"shop"},"spec":{"parentRefs":[{"kind":"Server","group":"policy.linkerd.io","name":"web-http"}],"rules":[{"matches":[{"path":{"value":"/api"}}]}]}}
      """
    #expect(
      findings(route) == [
        "failing-probe Pod shop/web: its readiness probe GET /ready on port 8080 is refused by"
          + " policy (R-23)"
      ])
  }

  @Test("a namespace's default that its pods do not have yet") func aPendingDefault() {
    let namespace = """
      {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","annotations":{"config.linkerd.io/default-inbound-policy":"deny"}}}
      """
    let owned = """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"api-1","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"linkerd.io/control-plane-ns":"linkerd"}},"spec":{"containers":[{"name":"app"},{"name":"linkerd-proxy"}]}}
      """
    #expect(
      findings(
        namespace + "\n" + owned, without: #""kind":"Namespace","metadata":{"name":"shop"}}"#)
        == [
          "pending-default Namespace shop: says deny, but 2 of its pods were made before and do"
            + " not: they must restart (D-5)"
        ])
  }
}
