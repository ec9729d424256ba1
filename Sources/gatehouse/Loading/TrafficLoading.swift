import ClusterSources
import Foundation
import LinkerdPolicy
import Traffic

/// Looks at traffic for a command that runs once.
struct TrafficLoading {
  private let options: Options
  private let cluster: LoadedSource

  /// Proxies that remember nothing are looked at twice, this far apart when nobody says how far.
  private static let shortWindow = TrafficWindow(seconds: 10)

  init(_ options: Options, _ cluster: LoadedSource) {
    self.options = options
    self.cluster = cluster
  }

  /// What was seen up to the end of the recording that is the source, if it is one.
  ///
  /// - Throws: `CommandError` when nobody looked at traffic while it was made.
  private func recorded() throws(CommandError) -> ObservedTraffic? {
    guard options.source.filenames.count == 1,
      Recording.isRecording(path: options.source.filenames[0])
    else { return nil }
    let recording = Recording(path: options.source.filenames[0])
    var log = TrafficLog()
    for look in recording.sum(of: recording.entries.indices).looks {
      if case .success(let (sample, _)) = look.outcome { log.add(sample) }
    }
    guard let traffic = log.traffic(in: options.traffic.window ?? TrafficSight.usualWindow) else {
      throw .input("the recording has no traffic; the dashboard records it, watch does not")
    }
    return traffic
  }

  /// Looks, twice where once says nothing of rates.
  ///
  /// - Throws: `TrafficFailure`, `KubectlFailure`, or a `CommandError` when there is no source.
  func load() throws -> ObservedTraffic {
    guard let place = try TrafficSight.place(options) else {
      if let traffic = try recorded() { return traffic }
      throw CommandError.usage(
        "files say nothing of traffic; give --prometheus URL, --metrics DIR or a recording")
    }
    let sight = TrafficSight(place, options, access: cluster.access)
    let policy = cluster.policy
    let wanted = options.traffic.window
    var log = TrafficLog()
    var sample = try sight.look(wanted ?? TrafficSight.usualWindow, in: policy)
    var window = wanted ?? TrafficSight.usualWindow
    switch sample.source.kind {
    case .prometheus, .viz: break
    case .files: window = wanted ?? sample.span ?? window
    case .proxies:
      window = wanted ?? Self.shortWindow
      log.add(sample)
      StandardError.print("the proxies are looked at again in \(window.description)")
      let notes = sample.problems
      Thread.sleep(forTimeInterval: window.seconds)
      sample = try sight.look(window, in: policy)
      sample.problems = notes + sample.problems.filter { !notes.contains($0) }
    }
    for problem in sample.problems { StandardError.print("traffic: \(problem)") }
    log.add(sample)
    guard let traffic = log.traffic(in: window) else {
      throw TrafficFailure(.absent, "nothing was looked at")
    }
    return traffic
  }
}
