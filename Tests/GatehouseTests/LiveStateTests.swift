import ClusterSources
import Dashboard
import Foundation
import FoundationNetworking
import Synchronization
import TerminalUI
import Testing

@testable import gatehouse

/// A cluster that is followed, beside the same cluster seen for the first time.
@Suite struct LiveStateTests {
  @Test("after any changes, the matrix as JSON and every screen are those of a fresh start")
  func liveEqualsFresh() throws {
    try withServer { port in
      let live = try Followed(port)
      live.waitUntilLive()
      for round in Self.rounds {
        for order in round { try tell(order, port: port) }
        let fresh = try Followed(port)
        fresh.waitUntilLive()
        live.wait(untilLike: fresh)
        #expect(try live.matrix() == fresh.matrix())
        for tab in ["1", "2", "3", "4", "5"] {
          let (shown, expected) = try (live.screen(tab), fresh.screen(tab))
          #expect(shown == expected, "tab \(tab)")
        }
      }
    }
  }

  /// Orders to the server, round by round.
  private static let rounds: [[String]] = [
    ["web", "api", "db"].map { name in
      """
      {"apply": {"kind": "Pod", "metadata": {"name": "\(name)-0",
        "labels": {"app": "\(name)", "linkerd.io/control-plane-ns": "linkerd"}},
        "spec": {"serviceAccountName": "\(name)", "containers": [
          {"name": "app", "ports": [{"containerPort": 8080}]}, {"name": "linkerd-proxy"}]},
        "status": {"phase": "Running", "podIP": "10.1.0.1"}}}
      """
    },
    [
      """
      {"apply": {"kind": "Server", "metadata": {"name": "api"},
        "spec": {"podSelector": {"matchLabels": {"app": "api"}}, "port": 8080}}}
      """,
      """
      {"apply": {"kind": "ServerAuthorization", "metadata": {"name": "web"}, "spec": {
        "server": {"name": "api"}, "client": {"meshTLS": {"serviceAccounts": [{"name": "web"}]}}}}}
      """,
    ],
    [
      #"{"put": "late"}"#, #"{"remove": ["Pod", "db-0"]}"#,
      """
      {"apply": {"kind": "ServerAuthorization", "metadata": {"name": "web"}, "spec": {
        "server": {"name": "api"}, "client": {"unauthenticated": true}}}}
      """,
    ],
    // The watches end, and history is forgotten: everything is listed anew.
    [
      #"{"fault": 500, "path": "watch", "times": 12}"#, #"{"cut": true}"#,
      #"{"remove": ["Server", "web"]}"#, #"{"remove": ["ServerAuthorization", "web"]}"#,
      #"{"compact": true}"#,
    ],
    [
      """
      {"apply": {"kind": "Namespace", "metadata": {"name": "mesh",
        "annotations": {"config.linkerd.io/default-inbound-policy": "deny"}}}}
      """, #"{"deny": ["serverauthorizations"], "bookmark": true}"#,
    ],
    [#"{"delete": "late"}"#, #"{"remove": ["Server", "api"]}"#],
  ]

  private func withServer(_ body: (_ port: Int) throws -> Void) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../ClusterSourcesTests/stub_server.py")
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It leaves when its standard input ends.
    defer {
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
    }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    try body(try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines))))
  }

  private func tell(_ order: String, port: Int) throws {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/_test")))
    request.httpMethod = "POST"
    request.httpBody = Data(order.utf8)
    let answered = DispatchSemaphore(value: 0)
    URLSession.shared.dataTask(with: request) { _, _, _ in answered.signal() }.resume()
    #expect(answered.wait(timeout: .now() + 30) == .success)
  }
}

/// What the dashboard makes of a cluster that it follows, without a terminal.
private final class Followed {
  private final class Mailbox: Sendable {
    let updates = Mutex<[ClusterUpdate]>([])
  }
  private let mailbox: Mailbox
  private let follower: ClusterFollower
  private let files: Program
  private var loading = LiveLoading(Options())
  private var connection = Connection.connecting
  private var state = DashboardState(
    size: Size(columns: 120, rows: 40), source: SourceStatus(title: "test"), glyphs: .unicode)
  private var time = 0.0

  init(_ port: Int) throws {
    files = try Program()
    let config = """
      {"apiVersion": "v1", "kind": "Config", "current-context": "test",
       "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:\(port)"}}],
       "users": [{"name": "u", "user": {}}],
       "contexts": [{"name": "test", "context": {"cluster": "c", "user": "u"}}]}
      """
    let path = files.folder.path + "/" + (try files.file("kubeconfig", config))
    let mailbox = Mailbox()
    self.mailbox = mailbox
    var patience = Patience()
    patience.firstRetry = .milliseconds(20)
    patience.recheck = .milliseconds(250)
    follower = ClusterFollower(
      ClusterAccess(KubectlOptions(kubeconfig: path)), patience: patience
    ) { update in mailbox.updates.withLock { $0.append(update) } }
  }

  deinit { follower.cancel() }

  /// Takes in what has come, as the dashboard does.
  private func takeAll() {
    let updates = mailbox.updates.withLock { updates in
      defer { updates = [] }
      return updates
    }
    for update in updates {
      connection = update.connection
      for action in loading.take(update) { _ = state.update(action) }
    }
  }

  private func wait(_ what: String, until condition: () -> Bool) {
    let deadline = ContinuousClock.now + .seconds(30)
    repeat {
      takeAll()
      if condition() { return }
      usleep(5000)
    } while ContinuousClock.now < deadline
    Issue.record("\(what): \(connection)")
  }

  func waitUntilLive() { wait("it never becomes live") { connection == .live } }

  /// Waits until the same objects are there as in a fresh start.
  func wait(untilLike fresh: Followed) {
    wait("the changes do not come") {
      connection == .live
        && state.cluster?.policy.snapshot == fresh.state.cluster?.policy.snapshot
    }
  }

  /// The matrix, as `gatehouse matrix -o json` prints it.
  func matrix() throws -> String {
    let view = try MatrixView(try #require(state.cluster?.policy), Options())
    return try JSONText.text(
      of: VersionedDocument(kind: "AccessMatrix", body: MatrixDocument(view)))
  }

  /// A screen, once the marks of changes are gone.
  func screen(_ key: String) throws -> String {
    time += 60
    _ = state.update(.timePassed(time))
    for event in try KeyScript(key).events { _ = state.update(.input(event)) }
    return state.frame.text
  }
}
