import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// Watches that seem to work, or never do, through the real kubectl.
@Suite(.serialized) struct WatchFaultTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  private static let accounts = "/api/v1/serviceaccounts"

  private func follow(_ body: (FollowedCluster) throws -> Void) throws {
    try withServer("stub_server", []) { port in
      try body(
        FollowedCluster(
          port: port, options: KubectlOptions(kubeconfig: try files.kubeconfig(port: port))))
    }
  }

  @Test("dead watches that seem to go on are taken up again when another request found no answer")
  func silence() throws {
    try follow { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"mute": true}"#)
      try cluster.tell(#"{"put": "x"}"#)
      try cluster.tell(#"{"fault": "hang", "path": "configmaps"}"#)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .timedOut } }
      cluster.waitFor("x")
      #expect(try cluster.tell("{}").count { $0.hasPrefix(Self.accounts + "?limit=") } == 1)
      try cluster.expectFresh()
    }
  }

  @Test("a kind that may be listed and not watched is listed now and then, and that is said")
  func listedOnly() throws {
    try follow { cluster in
      try cluster.tell(#"{"denyWatch": ["serviceaccounts"]}"#)
      cluster.waitUntilLive()
      try cluster.tell(#"{"put": "x"}"#)
      cluster.waitFor("x")
      #expect(cluster.now.snapshot.unreadableKinds == [])
      #expect(cluster.now.losses == [])
      let said = cluster.now.last.problems.first { $0.object == "serviceaccounts" }
      #expect(
        said?.message.hasPrefix(
          "listed now and then, since it cannot be watched: not permitted (server: ") == true)
      try cluster.tell(#"{"denyWatch": []}"#)
      cluster.wait("the right is not noticed") { seen in
        !seen.last.problems.contains { $0.object == "serviceaccounts" }
      }
      try cluster.tell(#"{"put": "y"}"#)
      cluster.waitFor("y")
      try cluster.expectFresh()
    }
  }

  @Test("where something between holds watches back, all is listed now and then")
  func heldBack() throws {
    try follow { cluster in
      try cluster.tell(
        #"{"fault": "hang", "times": 1000, "path": "serviceaccounts.watch"}"#)
      cluster.wait("nothing is read") { $0.last.isReady }
      for name in ["x", "y"] {
        try cluster.tell(#"{"put": "\#(name)"}"#)
        let id = ResourceID(kind: .serviceAccount, namespace: "mesh", name: name)
        cluster.wait("\(name) never comes") { $0.snapshot[id] != nil }
      }
      cluster.wait("it is not said") { seen in
        seen.last.problems.contains { $0.message.hasPrefix("listed now and then") }
      }
      try cluster.expectFresh()
    }
  }

  @Test("a kind that is neither there nor permitted is absent, where the server says what it has")
  func absentAndForbidden() throws {
    try withServer("stub_server", ["--deny", "authorizationpolicies"]) { port in
      let options = KubectlOptions(kubeconfig: try files.kubeconfig(port: port))
      let result = try KubectlSnapshot(ClusterAccess(options)).load()
      #expect(result.snapshot.unreadableKinds == [])
      #expect(
        result.report.problems.map(\.description).contains(
          "cluster: authorizationpolicies.policy.linkerd.io: not installed in this cluster"))
    }
  }
}
