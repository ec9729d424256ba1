import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// Credentials and configurations that change while a cluster is followed, through the real kubectl.
@Suite(.serialized) struct CredentialFaultTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  private var certificate: String { files.path + "/certificate" }

  /// Follows a server that asks for the token "good", as a user of kubectl's configuration.
  private func follow(
    as user: String, _ body: (FollowedCluster) throws -> Void
  ) throws {
    try withServer("stub_server", ["--token", "good", "--tls", certificate]) { port in
      let config = try files.kubeconfig(port: port, user: user, certificate: certificate)
      try body(FollowedCluster(port: port, options: KubectlOptions(kubeconfig: config)))
    }
  }

  /// A user for whom a program fetches the token from a file, or complains.
  private func programUser() throws -> String {
    let program = try files.write(
      "login",
      """
      #!/bin/sh
      token=$(cat "\(files.path)/token") || { echo "please log in at https://login.example" >&2; exit 1; }
      echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1",
        "status": {"token": "'"$token"'"}}'

      """.utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    return """
      {"exec": {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "\(program)",
       "interactiveMode": "IfAvailable"}}
      """
  }

  private func expectLoss(of cluster: FollowedCluster) {
    cluster.wait("it is not said") { $0.losses.contains { $0.cause == .unauthorized } }
    #expect(!cluster.now.snapshot.namespaces.isEmpty, "what was read stays")
  }

  @Test("a token that expires, and is renewed by the program that kubectl asks")
  func program() throws {
    _ = try files.write("token", "good".utf8)
    try follow(as: try programUser()) { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"token": "new", "put": "x", "cut": true}"#)
      expectLoss(of: cluster)
      _ = try files.write("token", "new".utf8)
      cluster.waitFor("x")
      #expect(KubectlProcesses(try #require(cluster.options.kubeconfig)).running.count == 1)
    }
  }

  @Test("a login that has run out: what the program says is shown, and all goes on after the login")
  func loggedOut() throws {
    _ = try files.write("token", "good".utf8)
    try follow(as: try programUser()) { cluster in
      cluster.waitUntilLive()
      try FileManager.default.removeItem(atPath: files.path + "/token")
      try cluster.tell(#"{"token": "new", "put": "x", "cut": true}"#)
      expectLoss(of: cluster)
      cluster.wait("the program's words are not shown") { seen in
        seen.last.problems.contains { $0.message == "please log in at https://login.example" }
      }
      _ = try files.write("token", "new".utf8)
      cluster.waitFor("x")
    }
  }

  @Test("a token in a file that is written anew") func tokenFile() throws {
    let token = try files.write("token", "good".utf8)
    try follow(as: #"{"tokenFile": "\#(token)"}"#) { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"token": "new", "put": "x", "cut": true}"#)
      expectLoss(of: cluster)
      _ = try files.write("token", "new".utf8)
      cluster.waitFor("x")
    }
  }

  @Test("a token in kubectl's configuration, which is written anew") func configuredToken() throws {
    try follow(as: #"{"token": "good"}"#) { cluster in
      cluster.waitUntilLive()
      try cluster.tell(#"{"token": "new", "put": "x", "cut": true}"#)
      expectLoss(of: cluster)
      _ = try files.kubeconfig(
        port: cluster.port, user: #"{"token": "new"}"#, certificate: certificate)
      cluster.waitFor("x")
      #expect(KubectlProcesses(try #require(cluster.options.kubeconfig)).running.count == 1)
    }
  }

  @Test("a context that leads to another server from now on: nothing of the old one is left")
  func anotherServer() throws {
    try follow(as: #"{"token": "good"}"#) { cluster in
      // Both servers count alike, so that a version alone would not tell their objects apart.
      try cluster.tell(#"{"put": "old"}"#)
      cluster.waitFor("old")
      try withServer("stub_server", []) { port in
        _ = try files.kubeconfig(port: port)
        try cluster.tell(#"{"away": 600}"#)
        let id = ResourceID(kind: .serviceAccount, namespace: "mesh", name: "old")
        cluster.wait("the old cluster stays") { $0.snapshot[id] == nil }
        cluster.waitUntilLive()
        try cluster.expectFresh()
      }
    }
  }

  @Test("a server that comes back with another certificate, which the configuration gets later")
  func anotherCertificate() throws {
    try follow(as: #"{"token": "good"}"#) { cluster in
      try cluster.tell(#"{"put": "x"}"#)
      cluster.waitFor("x")
      try cluster.tell(#"{"away": 0.2}"#)
      cluster.wait("it is not said") { $0.losses.contains { $0.cause == .untrusted } }
      #expect(!cluster.now.snapshot.namespaces.isEmpty, "what was read stays")
      _ = try files.kubeconfig(port: cluster.port, certificate: certificate)
      cluster.waitUntilLive()
      try cluster.tell(#"{"put": "y"}"#)
      cluster.waitFor("y")
    }
  }

  @Test("another program may choose another context meanwhile") func chosenContext() throws {
    try follow(as: #"{"token": "good"}"#) { cluster in
      cluster.waitUntilLive()
      let config = try #require(cluster.options.kubeconfig)
      let text = try String(contentsOfFile: config, encoding: .utf8)
      try text.replacing(#""current-context": "test""#, with: #""current-context": "other""#)
        .write(toFile: config, atomically: true, encoding: .utf8)
      #expect(KubectlProcesses(config).kill() == 1)
      cluster.wait("it is not noticed") { !$0.losses.isEmpty }
      try cluster.tell(#"{"put": "x"}"#)
      cluster.waitFor("x")
    }
  }

  @Test("a server at the address that kubectl tries without a configuration") func wellKnownPort() {
    let said = "dial tcp 127.0.0.1:8080: connect: connection refused"
    let failure = KubectlFailure(status: 500, body: Array(said.utf8))
    let none = ClusterAccess(KubectlOptions(kubeconfig: "/nowhere"))
    #expect(none.explained(failure).cause == .noConfiguration)
    let meant = ClusterAccess(KubectlOptions(context: "mine", kubeconfig: "/nowhere"))
    #expect(meant.explained(failure).cause == .refused)
  }
}
