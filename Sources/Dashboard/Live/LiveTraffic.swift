package import Traffic

/// The traffic that the screens show, and how its source does.
package struct LiveTraffic: Sendable {
  /// How the source does.
  package enum Status: Sendable, Hashable {
    /// There is none.
    case none
    /// Nobody has looked yet.
    case waiting
    /// The last look gave something.
    case answering
    /// The last look failed; the text says why.
    case failing(String)
  }

  /// How the source does.
  package private(set) var status: Status
  /// How far back traffic is summed up.
  package private(set) var window: TrafficWindow
  /// What is shown; nil before anything was seen.
  package private(set) var loaded: LoadedTraffic?
  /// Counts the changes of what is shown.
  private(set) var revision = 0
  /// What else the source has to say.
  private(set) var problems: [String] = []

  private var newest = Looks()
  private var frozen: Looks?
  private var isWindowChosen: Bool
  private var isDue = false
  private var isOutdated = false
  private var joinedAt = -Double.infinity
  private var joinTook = 0.0

  /// What was collected, and when by the program's clock.
  private struct Looks {
    var log = TrafficLog()
    var arrivedAt = 0.0
    /// The longest window that a source was asked for, in seconds.
    var depth = 0.0
  }

  /// Traffic that nobody has looked at yet.
  ///
  /// - Parameters:
  ///   - isExpected: Whether there is a source.
  ///   - window: How far back; nil for what suits the source.
  package init(isExpected: Bool = false, window: TrafficWindow? = nil) {
    status = isExpected ? .waiting : .none
    self.window = window ?? TrafficWindow(seconds: 60)
    isWindowChosen = window != nil
  }

  /// How far back the user wants it; nil for what suits the source.
  var chosenWindow: TrafficWindow? { isWindowChosen ? window : nil }

  /// Whether the screens keep what they show, while looks go on.
  package var isPaused: Bool { frozen != nil }

  /// Takes in a look.
  ///
  /// - Parameters:
  ///   - sample: The look.
  ///   - asked: How far back the source was asked.
  ///   - now: The program's clock.
  mutating func add(_ sample: TrafficSample, asked: TrafficWindow, at now: Double) {
    status = .answering
    problems = sample.problems
    if sample.source.kind.remembers, asked.seconds > newest.depth {
      // What is older than the first look does not fit behind it.
      newest = Looks(depth: asked.seconds)
    }
    newest.log.add(sample)
    newest.arrivedAt = now
    if !isWindowChosen, sample.source.kind == .files, let span = sample.span { window = span }
    if frozen == nil { isDue = true }
  }

  /// Takes note that a look failed; what was seen before stays.
  mutating func fail(_ reason: String) { status = .failing(reason) }

  /// Sums up over another time.
  mutating func change(_ window: TrafficWindow) {
    self.window = window
    isWindowChosen = true
    isDue = true
  }

  /// Keeps what is shown, or shows the newest again.
  mutating func togglePause() {
    frozen = frozen == nil ? newest : nil
    isDue = true
  }

  /// Takes note that the cluster changed.
  mutating func clusterChanged() { isOutdated = true }

  /// Whether something of it changes by the passing of time alone: an age, or a join that waits.
  var needsClock: Bool { loaded.map { isOutdated || !$0.isRecorded } ?? false }

  /// Whether what was collected is to be joined anew with the cluster.
  ///
  /// Changes of the cluster may come many a second; they are joined once a second, and less often where
  /// that is work.
  func isJoinDue(at now: Double) -> Bool {
    !looks.log.isEmpty && (isDue || (isOutdated && now - joinedAt >= max(1, 5 * joinTook)))
  }

  /// Takes note that what was collected is being joined.
  ///
  /// - Returns: What was collected, and when by the program's clock.
  mutating func beginJoin(at now: Double) -> (log: TrafficLog, arrivedAt: Double) {
    isDue = false
    isOutdated = false
    joinedAt = now
    return (looks.log, looks.arrivedAt)
  }

  /// Shows what was joined.
  mutating func show(_ loaded: LoadedTraffic, at now: Double) {
    joinTook = max(0, now - joinedAt)
    self.loaded = loaded
    revision += 1
  }

  private var looks: Looks { frozen ?? newest }
}
