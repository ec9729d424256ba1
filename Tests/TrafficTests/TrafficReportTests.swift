import KubernetesSnapshot
import LinkerdPolicy
import Testing

@testable import Traffic

/// What was observed beside what the model says of it.
@Suite struct TrafficReportTests {
  private func report(
    _ lines: [String: [String]], _ policy: ResolvedPolicy = SampleMesh.policy(),
    failing: [String: ScrapeFailure] = [:], clients: [String: [LoggedClient: Int]] = [:]
  ) throws -> TrafficReport {
    let traffic = try #require(
      SampleMesh.traffic(lines, failing: failing, clients: clients))
    return TrafficReport(traffic, policy)
  }

  private func line(
    _ counter: TrafficCounter, _ client: String, _ count: Int, port: Int = 8080,
    server: String = "tally-http", route: String? = "default",
    by authorization: (String, String)? = nil
  ) -> String {
    var text = Exposition.line(
      counter, port: port, server: server, route: counter.unit == .connection ? nil : route,
      authorization: authorization.map { (kind: $0.0, name: $0.1) }, client: client, "\(count)")
    if server.hasPrefix("all-") || ["deny", "audit"].contains(server) {
      text = text.replacing(#"srv_kind="server""#, with: #"srv_kind="default""#)
    }
    return text
  }

  private let grant = ("authorizationpolicy", "tally-from-front")
  private let tally = ResourceID(kind: .pod, namespace: "vote", name: "tally-1")

  @Test func aRefusalNamesItsRuleAndWhatWouldHaveToChange() throws {
    let report = try report([
      "tally-1": [
        line(.httpDeny, SampleMesh.identity("press"), 120),
        line(.httpAllow, SampleMesh.identity("front"), 600, by: grant),
      ]
    ])
    #expect(report.edges.count == 2)
    let denied = report.edges[0]
    #expect(denied.client == "vote/press")
    #expect(denied.row == .serviceAccount(namespace: "vote", name: "press"))
    #expect(denied.agreement == .agrees)
    #expect(denied.flow.amount.rate == 2)
    #expect(denied.symptom == Symptom(http: 403))
    #expect(denied.decision?.outcome == .deny)
    #expect(
      denied.cause?.text
        == "AuthorizationPolicy tally-from-front lets in front.vote.serviceaccount.identity.linkerd"
        + ".cluster.local: the client's identity is not among these")
    let policy = ResourceID(kind: .authorizationPolicy, namespace: "vote", name: "tally-from-front")
    #expect(denied.remedies.first == policy)
    #expect(report.edges[1].basis == .grant(policy))
    #expect(report.edges[1].agreement == .agrees)
    #expect(report.drift.isEmpty)
    #expect(report.namespaces.map(\.name) == ["vote"])
    #expect(report.namespaces[0].passed == 10)
    #expect(report.namespaces[0].refused == 2)
  }

  @Test func anUnmeshedClientIsNamedByTheLog() throws {
    let lines = ["tally-1": [line(.httpDeny, SampleMesh.unmeshed, 6)]]
    let nameless = try report(lines).edges[0]
    #expect(nameless.client == "unmeshed")
    #expect(nameless.row == nil)
    #expect(nameless.possibleRows.contains(.unmeshed(namespace: "old")))
    #expect(nameless.agreement == .agrees)
    let seen = LoggedClient(
      address: try #require(IPAddress("10.4.0.77")), client: .plain(reason: "no_tls_from_remote"),
      unit: .request, outcome: .denied, port: 8080,
      server: PolicyLabel(kind: "server", name: "tally-http"), route: "default")
    let named = try report(lines, clients: ["tally-1": [seen: 6]]).edges[0]
    #expect(named.client == "old/(unmeshed)")
    #expect(named.row == .unmeshed(namespace: "old"))
    #expect(named.flow.addresses == [seen.address: 6])
    // Whoever stands inside the pod is no client of the matrix.
    var inside = seen
    inside.address = try #require(IPAddress("127.0.0.1"))
    #expect(try report(lines, clients: ["tally-1": [inside: 6]]).edges[0].possibleRows == [])
  }

  @Test func whatTheModelSaysCannotBeIsDrift() throws {
    let report = try report([
      "tally-1": [
        line(.httpAllow, SampleMesh.identity("press"), 1, by: ("authorizationpolicy", "gone")),
        line(.httpDeny, SampleMesh.identity("front"), 2),
        line(.httpDeny, SampleMesh.identity("front"), 3, port: 9090, server: "deny"),
        line(.httpRouteNotFound, SampleMesh.identity("front"), 4, route: nil),
      ]
    ])
    #expect(report.drift.count == 4)
    let causes = Dictionary(
      uniqueKeysWithValues: report.drift.compactMap { edge -> (Double, [DriftCause])? in
        guard case .drift(let causes) = edge.agreement else { return nil }
        return (edge.flow.amount.total, causes)
      })
    #expect(
      causes[1] == [.vanished(PolicyLabel(kind: "authorizationpolicy", name: "gone"))])
    #expect(causes[2] == [])
    #expect(
      causes[3] == [
        .otherServer(
          used: PolicyLabel(kind: "default", name: "deny"),
          now: PolicyLabel(kind: "default", name: "all-unauthenticated")),
        .startupDefault("deny"),
      ])
    #expect(causes[4] == [.noSuchWay])
  }

  @Test func aPolicyThatIsYoungerThanTheTrafficExplainsIt() throws {
    let young =
      #"{"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"late","namespace":"vote","creationTimestamp":"2027-01-15T08:00:00Z"},"spec":{"podSelector":{},"port":9090,"accessPolicy":"deny"}}"#
    let policy = SampleMesh.policy(SampleMesh.manifests + "\n" + young)
    let report = try report(
      [
        "tally-1": [
          line(
            .httpAllow, SampleMesh.identity("press"), 1, port: 9090, server: "all-unauthenticated",
            by: ("default", "all-unauthenticated"))
        ]
      ], policy)
    guard case .drift(let causes) = report.edges[0].agreement else {
      Issue.record("no drift")
      return
    }
    #expect(
      causes.first == .younger(ResourceID(kind: .server, namespace: "vote", name: "late")))
  }

  @Test func anotherAddressIsOfferedAsAnExplanation() throws {
    let nets = """
      {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"NetworkAuthentication","metadata":{"name":"nodes","namespace":"vote"},"spec":{"networks":[{"cidr":"192.168.9.0/24"}]}}
      {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"by-node","namespace":"vote"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"tally-http"},"requiredAuthenticationRefs":[{"kind":"ServiceAccount","name":"press"},{"group":"policy.linkerd.io","kind":"NetworkAuthentication","name":"nodes"}]}}
      """
    let report = try report(
      [
        "tally-1": [
          line(.httpAllow, SampleMesh.identity("press"), 1, by: ("authorizationpolicy", "by-node"))
        ]
      ], SampleMesh.policy(SampleMesh.manifests + "\n" + nets))
    #expect(report.edges[0].agreement == .drift([.address]))
  }

  @Test func meshClientsOfASkippedPortAreJudged() throws {
    let manifests = SampleMesh.manifests.replacing(
      SampleMesh.pod("vault-1", account: "vault", address: "10.4.0.6", ports: [80], policy: "deny"),
      with: SampleMesh.pod(
        "vault-1", account: "vault", address: "10.4.0.6", ports: [80], policy: "deny", skip: "80"))
    let report = try report(
      ["vault-1": [line(.httpDeny, SampleMesh.identity("press"), 3, port: 80, server: "deny")]],
      SampleMesh.policy(manifests))
    #expect(report.edges[0].agreement == .agrees)
  }

  @Test func trafficThatLeansOnDefaultsIsMarked() throws {
    let policy = SampleMesh.policy(
      SampleMesh.manifests.replacing(#"policy":"deny""#, with: #"policy":"audit""#))
    let report = try report(
      [
        "tally-1": [
          line(
            .httpAllow, SampleMesh.identity("press"), 60, port: 9090, server: "all-unauthenticated",
            by: ("default", "all-unauthenticated"))
        ],
        "vault-1": [
          line(
            .httpAllow, SampleMesh.unmeshed, 30, port: 80, server: "audit", by: ("default", "audit")
          )
        ],
      ], policy)
    #expect(report.edges.map(\.basis) == [.defaultPolicy("all-unauthenticated"), .audit])
    #expect(report.edges.allSatisfy { $0.leansOnDefault })
    #expect(report.drift.isEmpty)
    #expect(report.namespaces[0][.audit] == 0.5)
  }

  @Test func aPodThatIsNotScrapedIsNotQuiet() throws {
    let report = try report(
      ["tally-1": []],
      failing: ["vault-1": .failed("Prometheus cannot scrape it"), "press-1": .failed("no route")])
    let byPod = Dictionary(uniqueKeysWithValues: report.unobserved.map { ($0.pod.name, $0) })
    #expect(byPod.keys.sorted() == ["front-1", "press-1", "vault-1"])
    #expect(byPod["vault-1"]?.why == .refused(by: "the default policy deny"))
    #expect(byPod["vault-1"]?.admission == "linkerd viz allow-scrapes -n vote | kubectl apply -f -")
    #expect(byPod["press-1"]?.why == .failed("no route"))
    #expect(byPod["front-1"]?.why == .notScraped)
    #expect(byPod["front-1"]?.admission == nil)
  }

  @Test func aGrantThatNobodyUsesIsListed() throws {
    let unused = try report([
      "tally-1": [line(.httpDeny, SampleMesh.identity("press"), 1)]
    ]).unusedGrants
    #expect(unused.map(\.grant.name) == ["tally-from-front"])
    #expect(unused[0].ports.map(\.port) == [8080])
    #expect(unused[0].isOverlapped == false)
    let used = try report([
      "tally-1": [line(.httpAllow, SampleMesh.identity("front"), 1, by: grant)]
    ])
    #expect(used.unusedGrants.isEmpty)
    // Where nobody looked, nothing is said to be unused.
    let elsewhere = try report(["vault-1": []])
    #expect(elsewhere.unusedGrants.isEmpty)
  }

  @Test func rateLimitedRequestsDidNotPass() throws {
    let limit =
      #"{"apiVersion":"policy.linkerd.io/v1alpha1","kind":"HTTPLocalRateLimitPolicy","metadata":{"name":"calm","namespace":"vote"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"tally-http"},"total":{"requestsPerSecond":1}},"status":{"conditions":[{"type":"Accepted","status":"True"}]}}"#
    let limited = line(.httpRateLimit, SampleMesh.identity("front"), 30, route: nil)
      .replacing("}", with: #",ratelimit_name="calm",ratelimit_scope="total"}"#)
    let report = try report(
      [
        "tally-1": [line(.httpAllow, SampleMesh.identity("front"), 90, by: grant), limited]
      ], SampleMesh.policy(SampleMesh.manifests + "\n" + limit))
    #expect(report.drift.isEmpty)
    let edge = try #require(report.edges.first { $0.flow.series.outcome == .rateLimited })
    #expect(edge.symptom == Symptom(http: 429))
    #expect(edge.remedies.map(\.name) == ["calm"])
    #expect(report.namespaces[0].passed == 1)
  }

  @Test func nothingIsDriftWhereTheModelDoesNotKnow() throws {
    let lines = [
      "tally-1": [
        line(.httpDeny, SampleMesh.identity("front"), 2),
        line(.httpRouteNotFound, SampleMesh.identity("front"), 4, route: nil),
      ]
    ]
    var snapshot = SampleMesh.policy().snapshot
    snapshot.apply(.readable(.linkerdHTTPRoute, false))
    let blind = try report(lines, ResolvedPolicy(snapshot, mesh: MeshConfiguration()))
    #expect(blind.drift.isEmpty)
    #expect(try #require(blind.edges.first).decision?.outcome == .unknown)
    let sighted = try report(lines)
    #expect(sighted.drift.count == 2)
  }

  @Test func aPodThatIsGoneHasNoVerdict() throws {
    let report = try report(["tally-0": [line(.httpDeny, SampleMesh.identity("press"), 1)]])
    #expect(report.edges[0].pod == nil)
    #expect(report.edges[0].agreement == .unknown("the cluster has no such pod now"))
  }

  @Test func aWhatIfSaysWhatItWouldCut() throws {
    let before = SampleMesh.policy()
    let report = try report(
      [
        "tally-1": [
          line(.httpAllow, SampleMesh.identity("front"), 600, by: grant),
          line(
            .httpAllow, SampleMesh.identity("press"), 60, port: 9090, server: "all-unauthenticated",
            by: ("default", "all-unauthenticated")),
          line(
            .httpAllow, SampleMesh.unmeshed, 30, port: 9090, server: "all-unauthenticated",
            by: ("default", "all-unauthenticated")),
        ],
        "vault-1": [line(.httpDeny, SampleMesh.identity("front"), 12, port: 80, server: "deny")],
      ], before)
    #expect(TrafficImpact(report, from: before, to: before).cells.isEmpty)
    let denied = TrafficImpact(report, from: before, to: SampleMesh.policy(default: .deny))
    #expect(denied.cut == 1.5)
    #expect(denied.perhapsCut == 0)
    #expect(denied.clients == ["unmeshed", "vote/press"])
    #expect(denied.cells.map(\.cut) == [1, 0.5])
    let authenticated = TrafficImpact(
      report, from: before, to: SampleMesh.policy(default: .allAuthenticated))
    #expect(authenticated.cells.map(\.client) == ["unmeshed"])
    let opened = SampleMesh.policy(
      SampleMesh.manifests.replacing(#"policy":"deny""#, with: #"policy":"all-authenticated""#))
    #expect(TrafficImpact(report, from: before, to: opened).gained == 0.2)
    // Whether nodes or pods are behind unmeshed traffic decides here, and nobody knows.
    let cluster = TrafficImpact(
      report, from: before, to: SampleMesh.policy(default: .clusterUnauthenticated))
    #expect(cluster.cut == 0)
    #expect(cluster.perhapsCut == 0.5)
  }
}
