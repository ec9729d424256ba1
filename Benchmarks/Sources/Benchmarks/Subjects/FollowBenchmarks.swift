import Foundation
import Synchronization

/// A cluster that is followed through `kubectl proxy`, which counts wherever processor time is named.
extension Benchmark {
  /// From nothing to the first matrix, beside kubectl, which lists the pods alone.
  static var follow: Benchmark {
    Benchmark(
      name: "follow", summary: "a cluster of 10,000 pods to its first matrix, beside kubectl"
    ) { _ in
      let cluster = try FollowedSample(pods: 10_000)
      let kubectl = try Program.named("kubectl").median(
        runs: 3, ["--kubeconfig", cluster.configuration, "get", "pods", "-A", "-o", "json"])
      let costs = try (0..<3).map { _ in
        let start = Clock.wall
        let session = try cluster.openMatrix()
        return Cost(wall: Clock.wall - start, processor: session.tree.processorTime)
      }
      let own = Cost.median(costs)
      return own.figures("gatehouse with its kubectl, all kinds")
        + kubectl.cost.figures("kubectl get pods -A -o json") + [
          Figure("of kubectl's time", own.wall / kubectl.cost.wall, .times),
          Figure("of kubectl's CPU", own.processor / kubectl.cost.processor, .times),
        ]
    }
  }

  /// An event that changes what is seen.
  static var event: Benchmark {
    Benchmark(
      name: "event", summary: "a Server that changes, 10,000 pods, 200x60, to its frame"
    ) { _ in
      let cluster = try FollowedSample(pods: 10_000)
      let session = try cluster.openMatrix()
      try cluster.waitUntilWatched()
      session.read(for: 3)
      var times: [Double] = []
      for turn in 0..<100 {
        let start = Clock.wall
        cluster.changeServer(turn)
        times.append(try session.readAny() - start)
        _ = session.read(untilSilentFor: 0.15)
      }
      let sorted = times.sorted()
      func processorTime(of change: (Int) -> Void) -> Double {
        let count = 200
        let before = session.tree.processorTime
        for turn in 0..<count {
          change(turn)
          // Long enough that the next is not taken up with this one.
          session.read(for: 0.06)
        }
        return (session.tree.processorTime - before) / Double(count) * 1000
      }
      return [
        Figure(
          "event to the frame's first byte, median", times.median * 1000, .milliseconds,
          budget: .atMost(10)),
        Figure("of a hundred, the slowest", sorted[sorted.count * 99 / 100] * 1000, .milliseconds),
        Figure("a Server, CPU", processorTime(of: cluster.changeServer), .milliseconds),
        Figure(
          "a MeshTLSAuthentication, CPU", processorTime(of: cluster.changeAuthentication),
          .milliseconds),
        Figure("a pod's label, CPU", processorTime(of: cluster.changeLabel), .milliseconds),
        Figure("a pod's address, CPU", processorTime(of: cluster.changeAddress), .milliseconds),
      ]
    }
  }

  /// Many events, for a minute.
  static var flood: Benchmark {
    Benchmark(
      name: "flood", summary: "1,000 events a second for a minute, 10,000 pods", isOnRequest: true
    ) { _ in
      let cluster = try FollowedSample(pods: 10_000)
      let session = try cluster.openMatrix()
      try cluster.waitUntilWatched()
      session.read(for: 3)
      let (atRest, before) = (session.tree.memory, session.tree.processorTime)
      let seconds = 60.0
      let stream = cluster.changePods(perSecond: 1000, for: seconds)
      var keys: [Double] = []
      var memory: [Int] = []
      let start = Clock.wall
      while Clock.wall - start < seconds {
        session.read(for: 0.4)
        let pressed = Clock.wall
        session.type(keys.count % 2 == 0 ? "l" : "h")
        keys.append(try session.readAny() - pressed)
        memory.append(session.tree.memory)
      }
      let sent = stream.wait()
      let late = memory.suffix(memory.count / 4).max() ?? 0
      let early = memory.dropFirst(memory.count / 4).prefix(memory.count / 4).max() ?? 0
      return [
        Figure("events a second", Double(sent) / seconds, .perSecond),
        Figure(
          "CPU in a second", (session.tree.processorTime - before) / seconds * 1000, .milliseconds),
        Figure("key to its frame, median", keys.median * 1000, .milliseconds),
        Figure("key to its frame, slowest", (keys.max() ?? 0) * 1000, .milliseconds),
        Figure("memory at rest", Double(atRest) / Double(1 << 20), .megabytes),
        Figure("memory in the last quarter", Double(late) / Double(1 << 20), .megabytes),
        Figure(
          "memory of the last quarter, of the second's", Double(late) / Double(max(1, early)),
          .times, budget: .atMost(1.05)),
      ]
    }
  }

  /// A cluster in which nothing happens.
  static var idleFollowing: Benchmark {
    Benchmark(
      name: "follow-idle", summary: "a quiet cluster of 1,000 pods that is followed"
    ) { _ in
      let cluster = try FollowedSample(pods: 1000)
      let session = try cluster.openMatrix()
      try cluster.waitUntilWatched()
      session.read(for: 12)
      let seconds = 20.0
      let before = (sleeps: session.tree.sleeps, processor: session.tree.processorTime)
      session.read(for: seconds)
      let sleeps = session.tree.sleeps.reduce(0) { sum, thread in
        sum + max(0, thread.value - before.sleeps[thread.key, default: 0])
      }
      return [
        Figure("wake-ups, with kubectl's", Double(sleeps) / seconds, .perSecond),
        Figure(
          "CPU in a second, with kubectl's",
          (session.tree.processorTime - before.processor) / seconds * 1000, .milliseconds),
      ]
    }
  }
}

/// A sample cluster behind a server, with a program that follows it.
private final class FollowedSample: Sendable {
  /// The configuration that leads kubectl there.
  let configuration: String
  private let api: SampleServer
  private let pods: [[UInt8]]
  private let server: [UInt8]
  private let authentication: [UInt8]
  private static let podPath = "/api/v1/pods"
  private static let serverPath = "/apis/policy.linkerd.io/v1beta3/servers"
  private static let authenticationPath =
    "/apis/policy.linkerd.io/v1alpha1/meshtlsauthentications"

  init(pods count: Int) throws {
    let lists = try SampleLists(SampleCluster(pods: count))
    pods = lists.lists[Self.podPath]?.objects ?? []
    // The namespace that stands first in the matrix.
    let marks = [#""namespace":"billing-1""#, #""name":"api-http""#].map { Array($0.utf8) }
    server =
      lists.lists[Self.serverPath]?.objects.first { object in
        marks.allSatisfy { object.firstRange(of: $0) != nil }
      } ?? []
    authentication = lists.lists[Self.authenticationPath]?.objects.first ?? []
    api = try SampleServer(lists)
    configuration = NSTemporaryDirectory() + "/gatehouse-benchmarks-\(getpid())-\(api.port)"
    try api.writeConfiguration(to: configuration)
  }

  deinit { unlink(configuration) }

  /// Opens the dashboard with the matrix; traffic is not looked for, so that it takes no part.
  func openMatrix() throws -> TerminalSession {
    let session = try TerminalSession(
      try Program.gatehouse(), ["--kubeconfig", configuration, "--metrics", "/nowhere"])
    session.type("3")
    // The legend of the matrix.
    try session.read(until: "allow")
    return session
  }

  /// Waits until the kinds that are changed here are watched.
  func waitUntilWatched() throws {
    let limit = Clock.wall + 60
    for path in [Self.podPath, Self.serverPath, Self.authenticationPath] {
      while api.watchCount(at: path) == 0 {
        guard Clock.wall < limit else { throw BenchmarkError("\(path) is not watched") }
        usleep(10_000)
      }
    }
  }

  /// Lets a Server whose workload stands at the matrix' begin decide otherwise.
  func changeServer(_ turn: Int) {
    let policy = turn % 2 == 0 ? "all-unauthenticated" : "deny"
    change(server, at: Self.serverPath, turn) {
      $0.replacing(#""accessPolicy":"deny""#, with: #""accessPolicy":"\#(policy)""#)
    }
  }

  /// Lets an authentication mean other clients.
  func changeAuthentication(_ turn: Int) {
    change(authentication, at: Self.authenticationPath, turn) {
      $0.replacing(#""identities":["#, with: #""identities":["other-\#(turn % 2).example","#)
    }
  }

  /// Gives a pod another label that no one selects by.
  func changeLabel(_ turn: Int) {
    change(pods[0], at: Self.podPath, turn) {
      $0.replacing(#""labels":{"#, with: #""labels":{"turn":"\#(turn % 2)","#)
    }
  }

  /// Gives a pod another address.
  func changeAddress(_ turn: Int) {
    change(pods[0], at: Self.podPath, turn) {
      $0.replacing(/"podIP":"[^"]*"/, with: #""podIP":"10.99.0.\#(turn % 2)""#)
        .replacing(/"podIPs":\[[^\]]*\]/, with: #""podIPs":[{"ip":"10.99.0.\#(turn % 2)"}]"#)
    }
  }

  private func change(
    _ object: [UInt8], at path: String, _ turn: Int, _ edit: (String) -> String
  ) {
    let text = edit(String(decoding: object, as: UTF8.self))
    api.report(Self.newer(Array(text.utf8), turn), at: path)
  }

  /// Reports pods that have changed in nothing but their version, each time another one.
  func changePods(perSecond rate: Int, for seconds: Double) -> Stream {
    let stream = Stream()
    Thread.detachNewThread { [self] in
      let start = Clock.wall
      var sent = 0
      while Clock.wall - start < seconds {
        let due = Int((Clock.wall - start) * Double(rate))
        while sent < due {
          api.report(Self.newer(pods[sent * 7919 % pods.count], sent), at: Self.podPath)
          sent += 1
        }
        usleep(2000)
      }
      stream.end(sent)
    }
    return stream
  }

  private static func newer(_ object: [UInt8], _ turn: Int) -> [UInt8] {
    guard let mark = object.firstRange(of: Array(#""resourceVersion":""#.utf8)),
      let end = object[mark.upperBound...].firstIndex(of: UInt8(ascii: "\""))
    else { return object }
    return object[..<mark.upperBound] + Array("\(60_000_000 + turn)".utf8) + object[end...]
  }
}

/// Events that are being sent.
private final class Stream: Sendable {
  private let ended = DispatchSemaphore(value: 0)
  private let sent = Mutex(0)

  func end(_ count: Int) {
    sent.withLock { $0 = count }
    ended.signal()
  }

  /// Waits for the end.
  ///
  /// - Returns: How many events there were.
  func wait() -> Int {
    ended.wait()
    return sent.withLock { $0 }
  }
}
