import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// The real kubectl against a small server of the tests.
@Suite struct KubectlTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  private func options(port: Int, token: String = "good") throws -> KubectlOptions {
    KubectlOptions(
      kubeconfig: try files.kubeconfig(port: port, user: #"{"token": "\#(token)"}"#))
  }

  @Test("a cluster is listed, page by page", arguments: [["1"], ["3"], ["3", "--old"]])
  func aClusterIsListedPageByPage(pages: [String]) throws {
    try withServer("stub_server", ["--pages"] + pages) { port in
      let result = try KubectlSnapshot(ClusterAccess(try options(port: port))).load()
      #expect(result.report.objects == [.namespace: 1, .pod: 3, .server: 1])
      #expect(result.report.twins == 0)
      // Kinds that are not installed are known to be absent, not unknown.
      let notes = result.report.problems.filter { $0.severity == .note }.map(\.description)
      #expect(
        notes.contains(
          "cluster: grpcroutes.gateway.networking.k8s.io: not installed in this cluster"))
      #expect(
        notes.contains(
          "cluster: meshtlsauthentications.policy.linkerd.io: not installed in this cluster"))
      #expect(result.snapshot.unreadableKinds == [])
    }
  }

  @Test("a forbidden kind is said, and the rest goes on") func aForbiddenKindIsSaidAndTheRestGoes()
    throws
  {
    try withServer("stub_server", ["--deny", "servers"]) { port in
      var options = try options(port: port)
      let result = try KubectlSnapshot(ClusterAccess(options)).load()
      #expect(result.report.objects == [.namespace: 1, .pod: 3])
      #expect(result.snapshot.unreadableKinds == [.server])
      let errors = result.report.problems.filter { $0.severity == .error }.map(\.description)
      #expect(errors.count == 1)
      #expect(errors.first?.hasPrefix("cluster: servers.policy.linkerd.io: not permitted") == true)

      options.namespace = "mesh"
      let narrowed = try KubectlSnapshot(ClusterAccess(options)).load()
      #expect(narrowed.report.objects[.server] == 1)
      #expect(narrowed.snapshot.unreadableKinds == [])
    }
  }

  @Test("wrong credentials are said in plain words") func wrongCredentialsAreSaidInPlainWords()
    throws
  {
    try withServer("stub_server", ["--token", "good"]) { port in
      let options = try options(port: port, token: "bad")
      let failure = caught(KubectlFailure.self) {
        try KubectlSnapshot(ClusterAccess(options)).load()
      }
      #expect(failure?.cause == .unauthorized)
      #expect(
        failure?.description
          == "the cluster does not accept the credentials; log in again (server: Unauthorized)")
    }
  }

  @Test("a closed port is a refusal") func aClosedPortIsARefusal() throws {
    let failure = caught(KubectlFailure.self) {
      try KubectlSnapshot(ClusterAccess(try options(port: 1))).load()
    }
    #expect(failure?.cause == .refused)
  }

  @Test("without kubectl, or without its configuration, it is said what to do")
  func withoutKubectlOrWithoutItsConfigurationItIsSaid() throws {
    var absent = KubectlOptions()
    absent.searchPath = files.path
    let missing = caught(KubectlFailure.self) {
      try KubectlSnapshot(ClusterAccess(absent)).load()
    }
    #expect(missing?.cause == .notInstalled)
    let empty = KubectlOptions(kubeconfig: try files.write("empty", "".utf8))
    let failure = caught(KubectlFailure.self) {
      try KubectlSnapshot(ClusterAccess(empty)).load()
    }
    #expect(failure?.cause == .noConfiguration)
    let unknown = KubectlOptions(context: "nope", kubeconfig: empty.kubeconfig)
    let context = caught(KubectlFailure.self) {
      try KubectlSnapshot(ClusterAccess(unknown)).load()
    }
    #expect(context?.cause == .badConfiguration)
  }

  @Test("a slow server can be waited for, given up and left")
  func aSlowServerCanBeWaitedForGivenUp() throws {
    try withServer("stub_server", ["--slow", "pods"]) { port in
      var options = try options(port: port)
      options.timeout = .seconds(4)
      let result = try KubectlSnapshot(ClusterAccess(options)).load()
      #expect(result.report.objects == [.namespace: 1, .server: 1])
      #expect(result.snapshot.unreadableKinds == [.pod])
      options.timeout = .seconds(60)
      var asked = 0
      let failure = caught(KubectlFailure.self) {
        try KubectlSnapshot(
          ClusterAccess(options),
          isCancelled: {
            asked += 1
            return asked > 5
          }
        ).load()
      }
      #expect(failure?.cause == .cancelled)
    }
  }

  @Test("the contexts have names") func theContextsHaveNames() throws {
    let contexts = try KubectlContexts(try options(port: 1))
    #expect(contexts.current == "test")
    #expect(contexts.all == ["test"])
    let empty = try KubectlContexts(
      KubectlOptions(kubeconfig: try files.write("empty", "".utf8)))
    #expect(empty.current == nil)
    #expect(empty.all == [])
  }

  /// What the real kubectl says, one line for each cause.
  @Test(
    "failures are told by kubectl's words",
    arguments: [
      (
        "Unable to connect to the server: tls: failed to verify certificate: x509: unknown authority",
        .untrusted
      ),
      (
        "Unable to connect to the server: dial tcp: lookup nowhere on 192.0.2.1:53: no such host",
        .unreachable
      ),
      (
        "E1123 03:43:17.8 1 memcache.go:265] \"Unhandled Error\"\nerror: You must be logged in to the server",
        .unauthorized
      ),
      ("Error from server (Expired): The provided continue parameter is too old", .expired),
      (
        "error: error loading config file \"kc\": yaml: line 3: did not find expected",
        .badConfiguration
      ),
      (
        "Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)",
        .timedOut
      ),
      (
        "Warning: v1beta1 Server is deprecated\nError from server (NotFound): the server could not find it",
        .notFound
      ),
    ] as [(String, KubectlFailure.Cause)])
  func failuresAreToldByKubectlsWords(errors: String, cause: KubectlFailure.Cause) {
    #expect(KubectlFailure(errors: errors).cause == cause)
  }
}
