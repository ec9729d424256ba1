import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// The real `kubectl proxy`, as we run it, before a small server of the tests.
@Suite struct KubectlProxyTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  @Test("it answers GET on a private socket, and nothing else")
  func itAnswersGETOnAPrivateSocketAndNothingElse() throws {
    try withServer("stub_server", []) { port in
      let (events, put) = Channel<KubectlProxy.Event>.make()
      let proxy = KubectlProxy(
        KubectlOptions(kubeconfig: try files.kubeconfig(port: port)), onEvent: put)
      guard case .serving(let socket) = events.next() else {
        Issue.record("it does not serve")
        return
      }
      let client = HTTPClient()
      func status(_ path: String) throws -> Int {
        try client.response(to: HTTPGet("http://localhost\(path)", unixSocket: socket)).head.status
      }
      #expect(try status("/api/v1/pods") == 200)
      for path in [
        "/api/v1/secrets", "/api/v1/namespaces/a/secrets/b", "/api/v1/namespaces/a/pods/b/exec",
        "/api/v1/namespaces/a/pods/b/attach", "/api/v1/namespaces/a/pods/b/portforward",
      ] { #expect(try status(path) == 403, "\(path)") }
      for method in ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "GETX", "GE", "G"] {
        #expect(try answer(to: method, socket: socket).contains(" 403 "), "\(method)")
      }
      let directory = (socket as NSString).deletingLastPathComponent
      let attributes = try FileManager.default.attributesOfItem(atPath: directory)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
      withExtendedLifetime(proxy) {}
    }
  }

  @Test("let go, it ends and leaves nothing behind") func letGoItEndsAndLeavesNothingBehind() throws
  {
    let (events, put) = Channel<KubectlProxy.Event>.make()
    var proxy: KubectlProxy? = KubectlProxy(
      KubectlOptions(kubeconfig: try files.kubeconfig(port: 1)), onEvent: put)
    guard case .serving(let socket) = events.next() else {
      Issue.record("it does not serve")
      return
    }
    withExtendedLifetime(proxy) {}
    proxy = nil
    #expect(events.next() == .ended(KubectlFailure(.cancelled)))
    #expect(!FileManager.default.fileExists(atPath: (socket as NSString).deletingLastPathComponent))
  }

  @Test("a script around kubectl may speak before it, and leaves no kubectl behind") func script()
    throws
  {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let kubectl = try #require(ChildProcess.find("kubectl", in: path))
    let config = try files.kubeconfig(port: 1)
    let script = try files.write(
      "kubectl", "#!/bin/sh\necho Hello\necho Oh >&2\n\(kubectl) \"$@\"\necho done\n".utf8)
    chmod(script, 0o700)
    var options = KubectlOptions(kubeconfig: config)
    options.searchPath = files.path
    let (events, put) = Channel<KubectlProxy.Event>.make()
    var proxy: KubectlProxy? = KubectlProxy(options, onEvent: put)
    #expect(events.next() == .said("Oh"))
    guard case .serving(let socket) = events.next() else {
      Issue.record("it does not serve")
      return
    }
    #expect(FileManager.default.fileExists(atPath: socket))
    #expect(KubectlProcesses(config).running.count >= 1)
    withExtendedLifetime(proxy) {}
    proxy = nil
    #expect(events.next() == .ended(KubectlFailure(.cancelled)))
    #expect(KubectlProcesses(config).running.isEmpty)
  }

  @Test("what kubectl cannot begin with is said") func whatKubectlCannotBeginWithIsSaid() throws {
    let empty = try files.write("empty", "".utf8)
    var absent = KubectlOptions()
    absent.searchPath = files.path
    for (options, cause) in [
      (absent, .notInstalled),
      (KubectlOptions(context: "nope", kubeconfig: empty), .badConfiguration),
    ] as [(KubectlOptions, KubectlFailure.Cause)] {
      let (events, put) = Channel<KubectlProxy.Event>.make()
      let proxy = KubectlProxy(options, onEvent: put)
      var last: KubectlProxy.Event?
      while let event = events.next() {
        last = event
        if case .ended = event { break }
      }
      guard case .ended(let failure) = last else {
        Issue.record("it goes on")
        return
      }
      #expect(failure.cause == cause)
      withExtendedLifetime(proxy) {}
    }
  }

  /// What the socket answers to any method: our own client can only GET.
  private func answer(to method: String, socket path: String) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX)
      s.connect(sys.argv[1])
      s.sendall((sys.argv[2] + " /api/v1/pods HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n").encode())
      print(s.recv(100).decode().splitlines()[0])
      """, path, method,
    ]
    process.standardOutput = output
    try process.run()
    defer { process.waitUntilExit() }
    return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
