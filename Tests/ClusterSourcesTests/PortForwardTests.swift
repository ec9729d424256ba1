import Foundation
import KubernetesSnapshot
import Testing
import Traffic

@testable import ClusterSources

/// What refuses the API server, reached through a forwarded port where the user allows it.
///
/// The program that is called kubectl here forwards to the test's server and writes down that it runs.
@Suite struct PortForwardTests {
  private let files: TemporaryFiles
  private let client = HTTPClient()
  private let pods = ["vault-1", "tally-1"].map {
    ResourceID(kind: .pod, namespace: "vote", name: $0)
  }

  init() throws { files = try TemporaryFiles() }

  /// Options that find a program called kubectl.
  private func kubectl(_ script: String) throws -> KubectlOptions {
    let file = try files.write("bin/kubectl", ("#!/bin/sh\n" + script).utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    var options = KubectlOptions(context: "test", timeout: .seconds(20))
    options.searchPath = files.path + "/bin"
    return options
  }

  /// Forwards to a port of this machine, which is what kubectl says of a port of its own.
  private func forwarding(to port: Int) throws -> KubectlOptions {
    try kubectl(
      """
      echo "$$ $*" >>\(files.path)/calls
      echo "Forwarding from 127.0.0.1:\(port) -> 4191"
      exec sleep 600
      """)
  }

  /// The processes that were started, with their arguments.
  private func calls() throws -> [(process: pid_t, words: String)] {
    let text = (try? String(contentsOfFile: files.path + "/calls", encoding: .utf8)) ?? ""
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return (try #require(pid_t(parts[0])), String(parts[1]))
    }
  }

  private func reader(_ port: Int, _ forward: KubectlOptions?) -> TrafficReader {
    TrafficReader(
      .cluster, api: HTTPPlace("http://127.0.0.1:\(port)"), forward: forward, client: client)
  }

  /// Whether a process runs; one that has ended and that nobody has asked about does not.
  private func isRunning(_ process: pid_t) -> Bool {
    let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return stat.map { !$0.contains(") Z ") } ?? false
  }

  /// Waits for something that other processes bring about.
  private func wait(until isTrue: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<500 {
      if try isTrue() { return true }
      Thread.sleep(forTimeInterval: 0.02)
    }
    return false
  }

  @Test("a proxy that refuses the API server is asked through a port, and the port is closed")
  func aProxyIsAskedThroughAPort() throws {
    try withServer("metrics_server", ["forbidden"]) { port in
      let options = try forwarding(to: port)
      var reader: TrafficReader? = reader(port, options)
      let minute = TrafficWindow(seconds: 60)
      for _ in 0..<2 {
        let sample = try #require(try reader?.look(minute, in: Snapshot(), pods: pods))
        #expect(Set(sample.proxies.keys.map(\.pod)) == ["vault-1", "tally-1"])
        #expect(sample.failures.isEmpty)
      }
      let started = try calls()
      #expect(
        started.map(\.words) == [
          "port-forward -n vote pod/vault-1 :4191 --address 127.0.0.1 --context=test"
        ])
      #expect(isRunning(started[0].process))
      // A forward that ended is begun anew.
      kill(started[0].process, SIGKILL)
      #expect(wait { !isRunning(started[0].process) })
      let again = try #require(try reader?.look(minute, in: Snapshot(), pods: pods))
      #expect(again.failures.isEmpty)
      #expect(try calls().count == 2)
      reader = nil
      #expect(try wait { try !calls().contains { isRunning($0.process) } })
    }
  }

  @Test("linkerd-viz' Prometheus is asked through a port when its policy refuses the API server")
  func vizIsAskedThroughAPort() throws {
    try withServer("metrics_server", ["policed"]) { port in
      let options = try forwarding(to: port)
      let sample = try reader(port, options)
        .look(
          TrafficWindow(seconds: 60), in: TrafficReaderTests.snapshot(withViz: true), pods: pods)
      #expect(sample.source.kind == .viz)
      #expect(
        try calls().map(\.words) == [
          "port-forward -n viz svc/prometheus :9090 --address 127.0.0.1 --context=test"
        ])
    }
  }

  @Test("without leave no port is forwarded") func withoutLeaveNoPortIsForwarded() throws {
    try withServer("metrics_server", ["policed"]) { port in
      _ = try forwarding(to: port)
      let sample = try reader(port, nil)
        .look(
          TrafficWindow(seconds: 60), in: TrafficReaderTests.snapshot(withViz: true), pods: pods)
      #expect(sample.source.kind == .proxies)
      #expect(sample.failures == [ProxyReference(namespace: "vote", pod: "vault-1"): .refused])
      #expect(try calls().isEmpty)
    }
  }

  @Test("what kubectl says against it is said") func whatKubectlSaysIsSaid() throws {
    try withServer("metrics_server", ["forbidden"]) { port in
      let options = try kubectl(
        """
        echo 'error: error upgrading connection: pods "vault-1" is forbidden: User "me" cannot create' \
        'resource "pods/portforward"' >&2
        exit 1
        """)
      let sample = try reader(port, options)
        .look(TrafficWindow(seconds: 60), in: Snapshot(), pods: pods)
      guard case .failed(let reason)? = sample.failures.values.first else {
        Issue.record("it is not said")
        return
      }
      #expect(sample.failures.count == 1)
      #expect(reason.contains("pods/portforward"))
    }
  }
}
