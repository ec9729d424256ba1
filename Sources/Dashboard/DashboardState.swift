package import LinkerdPolicy
package import TerminalUI
import Traffic

/// Everything that the dashboard knows, as one value.
package struct DashboardState: Sendable {
  /// The terminal's size.
  package var size: Size
  /// The signs that the terminal can show.
  package var glyphs: Glyphs
  /// The program's clock, in seconds since it started.
  package var clock: Double = 0
  /// The time of what is shown, in seconds since an arbitrary moment: the program's clock, but for a
  /// recording its own time.
  package var now: Double = 0
  /// The recording that is being played.
  package var replay: Replay?
  /// Whether what comes in is being recorded.
  package var recording = Recording.off
  /// What is wrong outside the source, such as in a theme's file.
  var warnings: [String] = []
  /// Where the data comes from.
  package var source: SourceStatus
  /// The cluster, once it has been read.
  package var cluster: LoadedCluster? {
    didSet {
      matrixRevision += 1
      traffic.clusterChanged()
    }
  }
  /// What changed a moment ago, where the source is followed.
  var recent = RecentChanges()
  /// Who is let in and refused at this time.
  package var traffic: LiveTraffic
  /// The decisions of the what-if screen.
  package var whatIf = WhatIf()
  /// What they come to; nil without decisions.
  package var trial: Trial? {
    didSet {
      matrixRevision += 1
      impact = nil
      isImpactDue = trial != nil
    }
  }
  /// What they would do to the observed traffic; nil without decisions or traffic, and until it is
  /// worked out.
  var impact: TrafficImpact?
  var isImpactDue = false
  /// Whether another thread works on traffic.
  var isTrafficWorking = false
  /// Counts the sources of traffic, so that what was worked out for another one is told apart.
  var trafficEra = 0

  /// Where the user is.
  package var place = Place()
  /// Where the user came from, most recent last.
  package var history: [Place] = []
  /// What lies over the screen.
  package var overlay: Overlay?
  /// The last line that the dashboard said.
  package var message: Message?

  /// What each screen remembers.
  package var namespaces = NamespacesState()
  package var workloads = WorkloadsState()
  package var matrix = MatrixState()
  /// The lines and columns of the matrix screen; nil before a cluster is there.
  var grid: MatrixGrid?
  /// Counts the changes of the matrices that the grid is made of.
  var matrixRevision = 0
  /// Where traffic lights the matrix.
  var liveCells: LiveCells?
  package var detail = DetailState()
  package var whatIfScreen = WhatIfState()
  package var live = LiveState()

  /// A dashboard before anything has been read.
  ///
  /// - Parameters:
  ///   - size: The terminal's size.
  ///   - source: Where the data will come from.
  ///   - glyphs: The signs that the terminal can show.
  ///   - traffic: Where traffic stands before anybody looked.
  package init(
    size: Size, source: SourceStatus, glyphs: Glyphs = .unicode,
    traffic: LiveTraffic = LiveTraffic()
  ) {
    self.size = size
    self.source = source
    self.glyphs = glyphs
    self.traffic = traffic
  }

  /// What lies over the screen.
  package enum Overlay: Sendable, Hashable {
    /// The keys of the open screen; the number is the first line shown.
    case help(top: Int)
    /// Some text with a title, such as a chain of reasons.
    case text(title: String, lines: [StyledText], top: Int)
    /// The filter of the open screen, while it is typed, and what it was before.
    case filter(Prompt, before: String)
    /// A command, while it is typed.
    case command(Prompt)
  }

  /// After how many seconds the screen may change by the passing of time alone; nil for never.
  package var timeToChange: Double? {
    if let replay { return replay.timeToChange ?? (message == nil ? nil : 1) }
    if message != nil || !recent.isEmpty { return 1 }
    switch source.phase {
    case .loading, .failed: return nil
    case .loaded: return source.following != .live || traffic.needsClock ? 1 : nil
    }
  }

  /// Where the parts of the screen lie.
  var screenLayout: ScreenLayout { ScreenLayout(size, isPlaying: replay != nil) }

  /// A line that the dashboard says, for a few seconds.
  package struct Message: Sendable, Hashable {
    /// What it says.
    package var text: String
    /// Whether something went wrong.
    package var isError: Bool
    /// When it was said, by the program's clock; that goes on where a recording stands still.
    package var time: Double
  }

  /// Says a line at the bottom of the screen.
  mutating func say(_ text: String, isError: Bool = false) {
    message = Message(text: text, isError: isError, time: clock)
  }

  /// Whether what comes in is being recorded.
  package enum Recording: Sendable, Hashable {
    case off, on
    /// It was, until something went wrong.
    case ended
  }

  /// Adds what is wrong outside the source, such as in a theme's file, to the problems.
  package mutating func warn(_ texts: [String]) {
    warnings += texts
    if let first = texts.first { say(first, isError: true) }
  }

  /// Goes to another place and remembers the way back.
  mutating func go(to place: Place) {
    guard place != self.place else { return }
    history.append(self.place)
    if history.count > 100 { history.removeFirst() }
    self.place = place
  }
}
