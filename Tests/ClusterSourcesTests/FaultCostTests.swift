import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// What a fault costs that does not go away.
@Suite struct FaultCostTests {
  /// A fault, and what it does to the server.
  private static let faults = [
    "500": #"{"fault": 500, "times": 1000000}"#,
    "429": #"{"fault": 429, "times": 1000000}"#,
    "410": #"{"fault": 410, "times": 1000000}"#,
    "401": #"{"fault": 401, "times": 1000000}"#,
    "everything is refused": #"{"fault": 403, "times": 1000000}"#,
    "404": #"{"fault": 404, "times": 1000000}"#,
    "hang": #"{"fault": "hang", "times": 1000000}"#,
    "reset": #"{"fault": "reset", "times": 1000000}"#,
    "cut lists": #"{"fault": "cut", "times": 1000000, "path": "limit"}"#,
    "garbage in lists": #"{"fault": "garbage", "times": 1000000, "path": "limit"}"#,
    "watches end": #"{"fault": "end", "times": 1000000, "path": "watch"}"#,
    "watches are reset": #"{"fault": "reset", "times": 1000000, "path": "watch"}"#,
    "watches are refused": #"{"fault": 403, "times": 1000000, "path": "watch"}"#,
    "versions are too old": #"{"fault": 410, "times": 1000000, "path": "watch"}"#,
    "away": #"{"away": 600}"#,
  ]

  @Test("a fault that lasts is met with few requests, and costs hardly any processor time")
  func lasting() throws {
    let files = try TemporaryFiles()
    let before = processorTime(ofThreads: "follower")
    try follow(Self.faults.sorted { $0.key < $1.key }[...], files) { followed in
      Thread.sleep(forTimeInterval: 4)
      for (fault, cluster) in followed {
        let kubectl = KubectlProcesses(try #require(cluster.options.kubeconfig))
        #expect(kubectl.running.count <= 1, "\(fault)")
        #expect(kubectl.time < .milliseconds(500), "\(fault)")
        let last = cluster.now.last
        // What hangs is waited for much longer.
        #expect(
          fault == "hang" || last.connection != .live
            || last.problems.contains { $0.severity == .error }, "\(fault) is not said")
        guard fault != "away" else { continue }
        let asked = Dictionary(grouping: try cluster.tell("{}")) { request in
          request.prefix { $0 != "?" }
        }
        for (path, requests) in asked { #expect(requests.count <= 12, "\(fault): \(path)") }
      }
      let spent = processorTime(ofThreads: "follower") - before
      #expect(spent < .seconds(3), "\(followed.count) followers, in four seconds")
    }
  }

  /// Follows a server for each fault, all at once, with the usual patience.
  private func follow(
    _ faults: ArraySlice<(key: String, value: String)>, _ files: TemporaryFiles,
    _ followed: [(fault: String, cluster: FollowedCluster)] = [],
    _ body: ([(fault: String, cluster: FollowedCluster)]) throws -> Void
  ) throws {
    guard let (fault, order) = faults.first else { return try body(followed) }
    try withServer("stub_server", []) { port in
      let config = try files.kubeconfig(port: port)
      let own = try files.write("config-\(port)", Data(contentsOf: URL(fileURLWithPath: config)))
      let cluster = FollowedCluster(
        port: port, options: KubectlOptions(kubeconfig: own), patience: Patience())
      if !fault.hasSuffix("lists") { cluster.waitUntilLive() }
      try cluster.tell(order)
      if fault != "away" { try cluster.tell(#"{"cut": true}"#) }
      try follow(faults.dropFirst(), files, followed + [(fault, cluster)], body)
    }
  }
}
