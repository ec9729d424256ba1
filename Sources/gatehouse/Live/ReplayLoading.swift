import ClusterSources
import Dashboard
import Synchronization
import Traffic

/// Turns a recording into what the dashboard is told, up to the moment that it asks for.
final class ReplayLoading: Sendable {
  private let path: String
  private let options: Options
  private let played: Mutex<Played>

  private struct Played {
    var recording: Recording?
    var source: String?
    var live: LiveLoading
    var count = 0
  }

  /// A recording that has not been read.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What the command line asks for.
  init(path: String, _ options: Options) {
    self.path = path
    self.options = options
    played = Mutex(Played(live: LiveLoading(options)))
  }

  /// Reads the recording.
  ///
  /// - Parameter onProgress: Told now and then how far it is.
  /// - Returns: What to tell.
  func open(onProgress: (LoadProgress) -> Void) -> DashboardAction {
    let recording = Recording(path: path, onProgress: onProgress)
    var report = LoadReport()
    report.problems = recording.problems
    guard let start = recording.start else {
      return .loadingFailed(recording.nothingToPlay, problems: report.statusProblems)
    }
    played.withLock { $0 = Played(recording: recording, live: LiveLoading(options)) }
    return .recordingOpened(
      Replay(times: recording.entries.map(\.time), start: start), hasTraffic: recording.hasTraffic)
  }

  /// Goes on, or back.
  ///
  /// - Parameters:
  ///   - count: How many entries are to have happened.
  ///   - isAnew: Whether to begin with the first one.
  /// - Returns: What to tell, in order.
  func play(to count: Int, isAnew: Bool) -> [DashboardAction] {
    played.withLock { played in
      guard let recording = played.recording else { return [] }
      if isAnew { (played.count, played.live) = (0, LiveLoading(options)) }
      guard count > played.count else { return [] }
      let sum = recording.sum(of: played.count..<count)
      played.count = count
      var actions: [DashboardAction] = []
      if sum.isRestarted { played.live = LiveLoading(options) }
      if let source = sum.source, source != played.source {
        played.source = source
        actions.append(.recordedSource(source))
      } else if isAnew, sum.update?.isReady != true {
        // The cluster on the screens is one of later.
        actions.append(.recordedSource(played.source))
      }
      if var update = sum.update {
        update.problems += recording.problems
        for action in played.live.take(update) {
          if case .connectionChanged = action { actions.append(.recordedTime(sum.connectedAt)) }
          actions.append(action)
        }
      }
      for look in sum.looks {
        actions.append(.recordedTime(look.time))
        switch look.outcome {
        case .success(let (sample, asked)): actions.append(.trafficSampled(sample, asked: asked))
        case .failure(let failure): actions.append(.trafficFailed(failure.message))
        }
      }
      return actions + [.recordedTime(nil)]
    }
  }
}
