import ClusterSources
import Dashboard
import Synchronization
import Traffic

/// Turns a recording into what the dashboard is told, up to the moment that it asks for.
final class ReplayLoading: Sendable {
  private let path: String
  private let options: Options
  private let player = Mutex<RecordingPlayer?>(nil)
  private let asked = Mutex<(count: Int, isAnew: Bool)?>(nil)

  /// A recording that has not been read.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What the command line asks for.
  init(path: String, _ options: Options) {
    self.path = path
    self.options = options
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
    player.withLock { $0 = RecordingPlayer(recording, options) }
    return .recordingOpened(
      Replay(times: recording.entries.map(\.time), start: start), hasTraffic: recording.hasTraffic)
  }

  /// Asks for another moment; of those that were not played yet, the last one counts.
  ///
  /// - Parameters:
  ///   - count: How many entries are to have happened.
  ///   - isAnew: Whether to begin with the first one.
  func ask(for count: Int, isAnew: Bool) {
    asked.withLock { asked in asked = (count, isAnew || asked?.isAnew ?? false) }
  }

  /// Goes on, or back, to the moment that was asked for.
  ///
  /// - Returns: What to tell, in order.
  func play() -> [DashboardAction] {
    player.withLock { player in
      let asked = asked.withLock { asked in
        defer { asked = nil }
        return asked
      }
      guard let asked else { return [] }
      return player?.play(to: asked.count, isAnew: asked.isAnew) ?? []
    }
  }
}

/// A recording, and how far it was played.
private struct RecordingPlayer {
  private let recording: Recording
  private let options: Options
  private var live: LiveLoading
  private var source: String?
  private var count = 0

  init(_ recording: Recording, _ options: Options) {
    self.recording = recording
    self.options = options
    live = LiveLoading(options)
  }

  mutating func play(to count: Int, isAnew: Bool) -> [DashboardAction] {
    if isAnew { (self.count, live) = (0, LiveLoading(options)) }
    guard count > self.count else { return [] }
    var isFirst = self.count == 0
    var actions: [DashboardAction] = []
    for part in recording.parts(of: self.count..<count) {
      actions += show(recording.sum(of: part), isFirst: isFirst)
      isFirst = false
    }
    self.count = count
    return actions + [.recordedTime(nil)]
  }

  /// What to tell of a part; of the first one, that what is on the screens is of later.
  private mutating func show(_ sum: Recording.Sum, isFirst: Bool) -> [DashboardAction] {
    var actions: [DashboardAction] = []
    if sum.isRestarted { live = LiveLoading(options) }
    if let name = sum.source, name != source {
      source = name
      actions.append(.recordedSource(name))
    } else if isFirst, sum.update?.isReady != true {
      actions.append(.recordedSource(nil))
    }
    if var update = sum.update {
      update.problems += recording.problems
      for action in live.take(update) {
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
    return actions
  }
}
