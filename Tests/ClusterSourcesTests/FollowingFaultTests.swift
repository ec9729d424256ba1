import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// The faults of `docs/live.md`, through the real kubectl: each is seen, and recovered from.
@Suite(.serialized) struct FollowingFaultTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  private func follow(
    _ arguments: [String] = [], patience: Patience = FollowedCluster.patience,
    _ body: (FollowedCluster) throws -> Void
  ) throws {
    try withServer("stub_server", arguments) { port in
      let options = KubectlOptions(kubeconfig: try files.kubeconfig(port: port))
      try body(FollowedCluster(port: port, options: options, patience: patience))
    }
  }

  private static let accounts = "/api/v1/serviceaccounts"

  @Test("changes come in as they happen, without a second list") func changesComeIn() throws {
    try follow { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"put": "x", "label": "1"}"#)
      cluster.waitFor("x", label: "1")
      try cluster.tell(#"{"put": "x", "label": "2"}"#)
      cluster.waitFor("x", label: "2")
      try cluster.tell(#"{"delete": "x"}"#)
      cluster.wait("x does not go") { seen in
        seen.snapshot[ResourceID(kind: .serviceAccount, namespace: "mesh", name: "x")] == nil
      }
      for kind in ["/api/v1/pods", Self.accounts, "/apis/policy.linkerd.io/v1beta3/servers"] {
        #expect(try cluster.tell("{}").count { $0.hasPrefix(kind + "?limit=") } == 1)
      }
      #expect(cluster.now.losses == [])
      try cluster.expectFresh()
    }
  }

  @Test("410 on a page: the list begins anew") func expiredPage() throws {
    try follow(["--pages", "3"]) { cluster in
      try cluster.tell(#"{"fault": 410, "path": "pods.*continue"}"#)
      cluster.waitUntilLive()
      #expect(cluster.now.losses == [])
      try cluster.expectFresh()
    }
  }

  @Test("410 when a watch is taken up again: the kind is listed anew, and what is gone goes")
  func expiredWatch() throws {
    try follow { cluster in
      try cluster.tell(#"{"put": "old"}"#)
      cluster.waitFor("old")
      try cluster.tell(#"{"fault": "hang", "path": "serviceaccounts.*watch"}"#)
      try cluster.tell(#"{"cut": true}"#)
      try cluster.tell(#"{"delete": "old"}"#)
      try cluster.tell(#"{"put": "new"}"#)
      try cluster.tell(#"{"compact": true}"#)
      cluster.waitFor("new")
      try cluster.expectFresh()
    }
  }

  @Test(
    "500 three times, reset, cut and garbage: a list is tried again",
    arguments: [#"500, "times": 3"#, #""reset""#, #""cut""#, #""garbage""#])
  func brokenList(fault: String) throws {
    try follow { cluster in
      cluster.waitUntilLive()
      // Only another list can bring the new account, and that list meets the fault.
      try cluster.tell(#"{"path": "serviceaccounts.limit", "fault": \#(fault)}"#)
      try cluster.tell(#"{"fault": "hang", "path": "serviceaccounts.*watch"}"#)
      try cluster.tell(#"{"cut": true}"#)
      try cluster.tell(#"{"put": "x"}"#)
      try cluster.tell(#"{"compact": true}"#)
      cluster.waitFor("x")
      try cluster.expectFresh()
    }
  }

  @Test(
    "500, reset, cut in the middle of an event, garbage: a watch goes on where it was",
    arguments: [#"500, "times": 2"#, #""reset""#, #""cut""#, #""garbage""#, #""end""#])
  func brokenWatch(fault: String) throws {
    try follow { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"path": "serviceaccounts.watch", "fault": \#(fault)}"#)
      try cluster.tell(#"{"cut": true}"#)
      try cluster.tell(#"{"put": "x"}"#)
      try cluster.tell(#"{"put": "y"}"#)
      cluster.waitFor("y")
      cluster.waitFor("x")
      try cluster.expectFresh()
      let lists = try cluster.tell("{}").filter { $0.hasPrefix(Self.accounts + "?limit=") }
      #expect(lists.count == 2, "one of the follower, one of the fresh list")
    }
  }

  @Test("429: the server is left alone for as long as it asks") func overloaded() throws {
    try follow { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"path": "serviceaccounts.watch", "fault": 429}"#)
      try cluster.tell(#"{"cut": true, "put": "x"}"#)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .overloaded } }
      let asked = try cluster.tell("{}").filter { $0.hasPrefix(Self.accounts) }.count
      cluster.waitFor("x")
      #expect(try cluster.tell("{}").filter { $0.hasPrefix(Self.accounts) }.count == asked + 1)
    }
  }

  @Test("a hang is given up, and said meanwhile") func hang() throws {
    try follow { cluster in
      try cluster.tell(#"{"path": "pods.limit", "fault": "hang"}"#)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .timedOut } }
      cluster.waitUntilLive()
      try cluster.expectFresh()
    }
  }

  @Test("401, then well: with a fresh kubectl, which reads its configuration anew")
  func unauthorized() throws {
    try follow { cluster in
      cluster.waitUntilLive()
      let kubectl = KubectlProcesses(try #require(cluster.options.kubeconfig))
      let before = kubectl.running
      try cluster.tell(#"{"fault": 401, "times": 100}"#)
      try cluster.tell(#"{"put": "x", "cut": true}"#)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .unauthorized } }
      cluster.waitFor("x")
      #expect(kubectl.running != before)
      try cluster.expectFresh()
    }
  }

  @Test("403 for a kind, coming and going: the kind is unknown, and known again")
  func forbidden() throws {
    try follow(["--deny", "servers"]) { cluster in
      cluster.waitUntilLive()
      #expect(cluster.now.snapshot.unreadableKinds == [.server])
      #expect(cluster.now.last.problems.contains { $0.object == "servers.policy.linkerd.io" })
      try cluster.tell(#"{"deny": []}"#)
      cluster.wait("the right is not noticed") { $0.snapshot.unreadableKinds == [] }
      try cluster.expectFresh()
      try cluster.tell(#"{"deny": ["servers"], "bookmark": true}"#)
      cluster.wait("the loss is not noticed") { $0.snapshot.unreadableKinds == [.server] }
      try cluster.expectFresh()
    }
  }

  @Test("a group that is installed later is found, and one that goes takes its objects along")
  func groups() throws {
    try follow { cluster in
      try cluster.tell(#"{"lack": ["policy.linkerd.io"]}"#)
      cluster.waitUntilLive()
      let server = ResourceID(kind: .server, namespace: "mesh", name: "web")
      try cluster.tell(#"{"lack": []}"#)
      cluster.wait("the group is not found") { $0.snapshot[server] != nil }
      try cluster.expectFresh()
      try cluster.tell(#"{"lack": ["policy.linkerd.io"], "cut": true}"#)
      cluster.wait("the group does not go") { $0.snapshot[server] == nil }
      cluster.waitUntilLive()
      try cluster.expectFresh()
    }
  }

  @Test("kubectl proxy is killed: another one takes over, and nothing is listed again")
  func proxyKilled() throws {
    try follow { cluster in
      cluster.waitUntilLive()
      let kubectl = KubectlProcesses(try #require(cluster.options.kubeconfig))
      let before = try cluster.access.place(within: .zero)
      #expect(kubectl.kill() == 1)
      try cluster.tell(#"{"put": "x"}"#)
      cluster.wait("it is not noticed") { !$0.losses.isEmpty }
      cluster.waitFor("x")
      #expect(try cluster.tell("{}").count { $0.hasPrefix(Self.accounts + "?limit=") } == 1)
      // Whoever else asks the cluster, such as for traffic, finds the new one, and starts none.
      let after = try cluster.access.place(within: .seconds(10))
      #expect(after != before)
      let answer = try HTTPClient().response(to: after.get("/apis", timeout: .seconds(10)))
      #expect(answer.head.status == 200)
      #expect(kubectl.running.count == 1)
      try cluster.expectFresh()
    }
  }

  @Test("the API server is away and back: what was read stays, and little is asked meanwhile")
  func away() throws {
    try follow { cluster in
      try cluster.tell(#"{"put": "x"}"#)
      cluster.waitFor("x")
      let before = try cluster.tell("{}").count
      try cluster.tell(#"{"put": "y"}"#)
      try cluster.tell(#"{"away": 2}"#)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .refused } }
      #expect(
        cluster.now.snapshot[ResourceID(kind: .serviceAccount, namespace: "mesh", name: "x")]
          != nil)
      cluster.wait("it does not come back") { $0.last.connection == .live }
      cluster.waitFor("y")
      try cluster.expectFresh()
      let requests = try cluster.tell("{}").dropFirst(before)
      #expect(requests.count { $0.hasPrefix(Self.accounts + "?limit=") } == 1, "the fresh list")
      #expect(requests.count { $0.hasPrefix(Self.accounts + "?watch=") } < 5)
    }
  }

  @Test("a cluster that is away at first is read when it comes") func awayAtFirst() throws {
    try withServer("stub_server", []) { port in
      let options = KubectlOptions(kubeconfig: try files.kubeconfig(port: 1))
      let cluster = FollowedCluster(port: port, options: options)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .refused } }
      #expect(!cluster.now.last.isReady)
      withExtendedLifetime(cluster) {}
    }
  }

  @Test("kubectl is missing, and is found when it comes") func missing() throws {
    try withServer("stub_server", []) { port in
      var options = KubectlOptions(kubeconfig: try files.kubeconfig(port: port))
      options.searchPath = files.path + "/bin"
      let cluster = FollowedCluster(port: port, options: options)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .notInstalled } }
      let kubectl = try #require(
        ChildProcess.find("kubectl", in: ProcessInfo.processInfo.environment["PATH"] ?? ""))
      try FileManager.default.createDirectory(
        atPath: files.path + "/bin", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: files.path + "/bin/kubectl", withDestinationPath: kubectl)
      cluster.waitUntilLive()
    }
  }

  @Test("cancelled in the middle of a list, it says nothing more, and its kubectl ends")
  func cancelled() throws {
    try withServer("stub_server", ["--slow", "pods"]) { port in
      let config = try files.kubeconfig(port: port)
      var cluster: FollowedCluster? = FollowedCluster(
        port: port, options: KubectlOptions(kubeconfig: config))
      cluster?.wait("nothing comes") { !$0.snapshot.namespaces.isEmpty }
      cluster = nil
      let deadline = ContinuousClock.now + .seconds(20)
      let kubectl = KubectlProcesses(config)
      while !kubectl.running.isEmpty, ContinuousClock.now < deadline { usleep(10_000) }
      #expect(kubectl.running == [])
    }
  }
}
