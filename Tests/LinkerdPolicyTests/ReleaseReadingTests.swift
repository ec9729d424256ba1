import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// Which objects reach the controller of a release, and what it makes of them.
@Suite struct ReleaseReadingTests {
  @Test(
    "an unreadable Server hides all Servers, of every namespace",
    arguments: [
      ("2.12", true), ("2.19", true), ("edge-26.1.1", true), ("edge-26.1.2", false),
      ("2.20", false),
    ])
  func unreadable(version: String, hidesAll: Bool) throws {
    let cluster = ReleaseCluster(
      version,
      [
        ReleaseCluster.pod(), ReleaseCluster.server(),
        ReleaseCluster.server("bad", #","proxyProtocol":"HTTP""#)
          .replacing(#""namespace":"shop""#, with: #""namespace":"elsewhere""#),
      ])
    let decision = try #require(cluster.ask(HTTPRequest()))
    #expect(decision.outcome == (hidesAll ? .allow : .deny))
    #expect(decision.reasons.contains { $0.rule == "O-3" } == hidesAll)

    // Once the bad one is gone, the others are back.
    let bad = ResourceID(kind: .server, namespace: "elsewhere", name: "bad")
    var mended = cluster
    mended.policy = cluster.policy.applying([.delete(bad)])
    #expect(mended.ask(HTTPRequest())?.outcome == .deny)
    #expect(
      mended.policy == ResolvedPolicy(mended.policy.snapshot, mesh: mended.policy.mesh))
  }

  @Test("release 2.11 reads what newer ones refuse, and refuses it later or never")
  func lenient() {
    func authorization(_ cidr: String) -> String {
      #"""
      {"apiVersion":"policy.linkerd.io/v1beta1","kind":"ServerAuthorization",
       "metadata":{"name":"\#(cidr.count)","namespace":"shop",
        "creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"server":{"name":"web"},
        "client":{"unauthenticated":true,"networks":[{"cidr":"\#(cidr)"}]}}}
      """#
    }
    let objects = [
      ReleaseCluster.pod(), ReleaseCluster.server(), authorization("10.0.0.0/8"),
      authorization("ten"),
      ReleaseCluster.server("zero").replacing(#""port":8080"#, with: #""port":0"#),
    ]
    #expect(ReleaseCluster("2.11", objects).ask(nil)?.outcome == .allow)
    // All Servers are hidden, so the default policy lets everyone in.
    #expect(
      ReleaseCluster("2.12", objects).ask(nil)?.server == .default(.allUnauthenticated))
    #expect(ReleaseCluster("2.12", Array(objects.dropLast())).ask(nil)?.outcome == .deny)
    #expect(ReleaseCluster("2.20", objects).ask(nil)?.outcome == .allow)
  }

  @Test(
    "a status entry without conditions accepts nothing, or makes the route unreadable",
    arguments: [
      ("2.17", false), ("2.18", true), ("2.19", true), ("2.20", true), ("edge-26.8.1", true),
      ("edge-26.8.2", false),
    ])
  func conditions(version: String, isReadable: Bool) {
    let entry = #"{"parentRef":{"kind":"Server","name":"x"},"controllerName":"other"}"#
    let cluster = ReleaseCluster(
      version,
      [
        ReleaseCluster.pod(), ReleaseCluster.server(),
        ReleaseCluster.route("read", #","rules":[{}]"#)
          .replacing(#""parents":["#, with: #""parents":[\#(entry),"#),
        ReleaseCluster.everyone("HTTPRoute", "read"),
      ])
    #expect(cluster.ask(HTTPRequest())?.outcome == (isReadable ? .allow : .deny))
  }

  @Test("a reference to nothing may be one to something deleted, before 2.20")
  func deletedAuthentication() throws {
    let policy = ReleaseCluster.everyone("Server", "web").replacing(
      #""requiredAuthenticationRefs":[]"#,
      with: #"""
        "requiredAuthenticationRefs":[
         {"group":"policy.linkerd.io","kind":"NetworkAuthentication","name":"gone"}]
        """#)
    for (version, rule) in [("2.19", "O-7"), ("2.20", "A-7")] {
      let cluster = ReleaseCluster(
        version, [ReleaseCluster.pod(), ReleaseCluster.server(), policy])
      let decision = try #require(cluster.ask(HTTPRequest()))
      #expect(decision.outcome == .deny)
      #expect(decision.reasons.contains { $0.rule == rule })
    }
  }

  @Test(
    "a stored match without a type hides all routes of its kind, but a manifest gets one",
    arguments: [("2.12", true), ("2.17", true), ("2.18", false), ("2.20", false)])
  func matchTypes(version: String, hidesAll: Bool) {
    let typeless = [
      ReleaseCluster.route("typeless", #","rules":[{"matches":[{"path":{"value":"/b"}}]}]"#),
      ReleaseCluster.route(
        "header", #","rules":[{"matches":[{"headers":[{"name":"x","value":"y"}]}]}]"#),
      ReleaseCluster.route(
        "query", #","rules":[{"matches":[{"queryParams":[{"name":"x","value":"y"}]}]}]"#),
      ReleaseCluster.route("filter", #","rules":[{"filters":[{"type":"RequestRedirect"}]}]"#),
    ]
    let path = #"{"path":{"type":"PathPrefix","value":"/a"}}"#
    for (index, bad) in typeless.enumerated() {
      let objects = [
        ReleaseCluster.pod(), ReleaseCluster.server(),
        ReleaseCluster.route("good", #","rules":[{"matches":[\#(path)]}]"#), bad,
        ReleaseCluster.everyone("HTTPRoute", "good"),
      ]
      let stored = ReleaseCluster(version, objects).ask(HTTPRequest(path: "/a"))
      // Linkerd's own HTTPRoute cannot hold a filter without contents in any release, but 2.20
      // skips only that one.
      let isFilter = index == 3
      let hidesAll = isFilter ? version != "2.20" : hidesAll
      #expect(stored?.outcome == (hidesAll ? .deny : .allow), "\(index)")
      let manifest = bad.replacing(#","creationTimestamp":"2024-05-01T10:00:00Z""#, with: "")
        .replacing(#""creationTimestamp":"2024-05-01T10:00:00Z""#, with: #""labels":{}"#)
      let written = ReleaseCluster(version, objects.map { $0 == bad ? manifest : $0 })
        .ask(HTTPRequest(path: "/a"))
      #expect(written?.outcome == (hidesAll && isFilter ? .deny : .allow), "\(index)")
    }
  }

  @Test(
    "a method that is none is matched literally, hides its kind, or voids its route",
    arguments: [
      ("2.17", AccessDecision.Outcome.allow, AccessDecision.Outcome.noRoute),
      ("2.18", .deny, .deny), ("2.19", .deny, .deny), ("2.20", .deny, .noRoute),
    ])
  func methods(
    version: String, literal: AccessDecision.Outcome, other: AccessDecision.Outcome
  ) {
    func outcome(_ method: String, beside: [String]) -> AccessDecision.Outcome? {
      ReleaseCluster(
        version,
        [
          ReleaseCluster.pod(), ReleaseCluster.server(),
          ReleaseCluster.route("odd", #","rules":[{"matches":[{"method":"FOO"}]}]"#),
          ReleaseCluster.everyone("HTTPRoute", "odd"),
        ] + beside
      ).ask(HTTPRequest(method: method))?.outcome
    }
    #expect(outcome("FOO", beside: []) == literal)
    let get = ReleaseCluster.route("get", #","rules":[{"matches":[{"method":"GET"}]}]"#)
    #expect(outcome("PUT", beside: [get]) == other)
  }

  @Test(
    "a pattern for a query parameter is compared literally in 2.12",
    arguments: [("2.12", "a.c", "abc"), ("2.13", "abc", "ab"), ("2.20", "abc", "ab")])
  func queryPatterns(version: String, fits: String, doesNot: String) {
    let match = #"{"queryParams":[{"type":"RegularExpression","name":"q","value":"a.c"}]}"#
    let cluster = ReleaseCluster(
      version,
      [
        ReleaseCluster.pod(), ReleaseCluster.server(),
        ReleaseCluster.route("query", #","rules":[{"matches":[\#(match)]}]"#),
        ReleaseCluster.everyone("HTTPRoute", "query"),
      ])
    #expect(cluster.ask(HTTPRequest(path: "/?q=\(fits)"))?.outcome == .allow)
    #expect(cluster.ask(HTTPRequest(path: "/?q=\(doesNot)"))?.outcome == .noRoute)
  }

  @Test(
    "the list of authentications ends at one that names no one",
    arguments: [
      ("2.12", "MeshTLSAuthentication", true), ("2.13", "MeshTLSAuthentication", true),
      ("2.14", "MeshTLSAuthentication", false), ("2.12", "NetworkAuthentication", true),
      ("2.19", "NetworkAuthentication", true), ("2.20", "NetworkAuthentication", false),
    ])
  func listEnd(version: String, kind: String, endsThere: Bool) throws {
    func authentication(_ name: String, _ namespace: String, isVoid: Bool) -> String {
      let spec =
        kind == "MeshTLSAuthentication"
        ? #"{"identities":[\#(isVoid ? "" : #""*""#)]}"#
        : #"{"networks":[\#(isVoid ? "" : #"{"cidr":"0.0.0.0/0"}"#)]}"#
      return #"""
        {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"\#(kind)","metadata":
         {"name":"\#(name)","namespace":"\#(namespace)",
          "creationTimestamp":"2024-05-01T10:00:00Z"},"spec":\#(spec)}
        """#
    }
    func outcome(void: (String, String)) -> AccessDecision? {
      let reference = #"{"group":"policy.linkerd.io","kind":"\#(kind)","name":"m"}"#
      let policy = ReleaseCluster.everyone("Server", "web").replacing(
        #""requiredAuthenticationRefs":[]"#,
        with: #""requiredAuthenticationRefs":[\#(reference)]"#)
      return ReleaseCluster(
        version,
        [
          ReleaseCluster.pod(), ReleaseCluster.server(), policy,
          authentication("m", "shop", isVoid: false),
          authentication(void.0, void.1, isVoid: true),
        ]
      ).ask(nil, identity: "a.b")
    }
    for before in [("z", "bar"), ("a", "shop"), ("a", "shop-2")] {
      let decision = try #require(outcome(void: before))
      #expect(decision.outcome == (endsThere ? .deny : .allow), "\(before)")
      #expect(decision.reasons.contains { $0.rule == "O-6" } == endsThere)
    }
    for after in [("z", "shop"), ("a", "shops")] {
      #expect(outcome(void: after)?.outcome == .allow, "\(after)")
    }
  }

  @Test(
    "what a release does not know has no effect",
    arguments: [("2.11", "2.12"), ("2.15", "2.16")])
  func audit(before: String, since: String) {
    let annotation = #","config.linkerd.io/default-inbound-policy":"audit""#
    func origin(_ version: String, _ objects: [String]) -> InboundServer.ServerReference? {
      ReleaseCluster(version, objects).ask(HTTPRequest())?.server
    }
    let pod = ReleaseCluster.pod(annotations: annotation)
    if since == "2.16" {
      #expect(origin(before, [pod]) == .default(.allUnauthenticated))
      #expect(origin(since, [pod]) == .default(.audit))
      let server = ReleaseCluster.server("web", #","accessPolicy":"audit""#)
      #expect(ReleaseCluster(before, [pod, server]).ask(nil)?.outcome == .deny)
      #expect(ReleaseCluster(since, [pod, server]).ask(nil)?.outcome == .allow)
    } else {
      let objects = [
        ReleaseCluster.pod(), ReleaseCluster.server(), ReleaseCluster.everyone("Server", "web"),
      ]
      #expect(ReleaseCluster(before, objects).ask(nil)?.outcome == .deny)
      #expect(ReleaseCluster(since, objects).ask(nil)?.outcome == .allow)
    }
  }

  @Test("release 2.11 knows no control plane but the one in `linkerd`")
  func controlPlaneNamespace() {
    let authorization = #"""
      {"apiVersion":"policy.linkerd.io/v1beta1","kind":"ServerAuthorization",
       "metadata":{"name":"web","namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"server":{"name":"web"},
        "client":{"meshTLS":{"serviceAccounts":[{"name":"web"}]}}}}
      """#
    for (version, outcome) in [("2.11", AccessDecision.Outcome.deny), ("2.12", .allow)] {
      var mesh = MeshConfiguration(version: LinkerdVersion(version))
      mesh.controlPlaneNamespace = "l5d"
      var cluster = ReleaseCluster(
        version, [ReleaseCluster.pod(), ReleaseCluster.server(), authorization])
      cluster.policy = ResolvedPolicy(cluster.policy.snapshot, mesh: mesh)
      let identity = mesh.identity(serviceAccount: "web", namespace: "shop")
      #expect(cluster.ask(nil, identity: identity)?.outcome == outcome)
    }
  }
}
