import ClusterSources
import Dispatch
import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Synchronization

extension Command {
  /// Prints changes of verdicts, until it is interrupted.
  static let watch = Command(
    name: "watch", summary: "Follow the cluster, and print who gains or loses access, and by what.",
    words: "[OPTIONS]",
    details: """
      One line for each client and port whose verdict changes. It goes on until SIGINT or SIGTERM
      ends it, or nobody reads any more; while the cluster is away it waits. With -o json, each line is
      one document. With --replay, what a recording has is printed at once.
      """,
    groups: [.cluster, .recording, .names, .output("text", "json"), .mesh, .general]
  ) { given, output in
    if let word = given.words.first {
      throw CommandError.usage("watch takes no words, found \"\(word)\"")
    }
    let options = try RecordingChoice.options(given)
    if let path = options.source.replay { return try replay(path, options, &output) }
    let recording = try RecordingChoice.file(options)
    defer { recording?.close() }
    let access = ClusterAccess(options.kubectl)
    let title = options.source.title(access)
    recording?.begin(title, at: Date().timeIntervalSince1970)
    recording?.onFailure { StandardError.print($0) }
    let events = WatchEvents()
    InterruptSignals.await { events.post(.signal($0)) }
    let follower = ClusterFollower(access) { update in
      recording?.add(update, at: Date().timeIntervalSince1970)
      events.post(.update(update))
    }
    defer { follower.cancel() }
    var watch = VerdictWatch(options)
    var connection = Connection.connecting
    while true {
      for event in events.takeAll() {
        guard case .update(let update) = event else { return .yes }
        let time = Date().timeIntervalSince1970
        try print(watch.take(update, at: time), options, &output)
        if !output.flush() { return .yes }
        if case .lost(let failure) = update.connection, watch.workloadCount == nil { throw failure }
        report(update.connection, after: connection, watch, of: title)
        connection = update.connection
      }
    }
  }

  private static func print(
    _ changes: [VerdictChange], _ options: Options, _ output: inout StandardOutput
  ) throws {
    let style = PrintStyle(options)
    for change in changes {
      output.print(
        options.output == "json"
          ? try JSONText.line(of: VersionedDocument(kind: "VerdictChange", body: change))
          : change.line(style))
    }
  }

  /// Prints the changes that a recording has, each with the time at which it happened.
  private static func replay(
    _ path: String, _ options: Options, _ output: inout StandardOutput
  ) throws -> ExitCode {
    let recording = Recording(path: path)
    for problem in recording.problems { StandardError.print(problem.description) }
    guard recording.start != nil else { throw CommandError.input(recording.nothingToPlay) }
    var watch = VerdictWatch(options)
    for entry in recording.entries {
      switch entry.event {
      case .source, .restart: watch = VerdictWatch(options)
      case .cluster(let update): try print(watch.take(update, at: entry.time), options, &output)
      case .traffic, .trafficFailed: break
      }
      if !output.flush() { return .yes }
    }
    return recording.problems.contains { $0.severity == .error } ? .badInput : .yes
  }

  /// Says on standard error when the cluster goes away and comes back.
  private static func report(
    _ connection: Connection, after before: Connection, _ watch: VerdictWatch, of title: String
  ) {
    guard connection != before else { return }
    switch (before, connection) {
    case (_, .connecting): break
    case (.connecting, .live):
      StandardError.print(
        "following \(title): \(watch.workloadCount ?? 0) workloads; ctrl-c ends it")
    case (_, .live): StandardError.print("up to date again")
    case (.lost, .lost): break
    case (_, .lost(let failure)): StandardError.print("what follows may be late: \(failure)")
    }
  }
}

/// What the watching command waits for.
private final class WatchEvents: Sendable {
  enum Event: Sendable {
    case update(ClusterUpdate)
    case signal(Int32)
  }

  private let waiting = Mutex<[Event]>([])
  private let arrived = DispatchSemaphore(value: 0)

  /// Leaves an event; any thread may.
  func post(_ event: Event) {
    waiting.withLock { $0.append(event) }
    arrived.signal()
  }

  /// Waits for events, and takes them in order; perhaps none.
  func takeAll() -> [Event] {
    arrived.wait()
    return waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
