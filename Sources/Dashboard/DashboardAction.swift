package import LinkerdPolicy
package import TerminalUI
package import Traffic

/// Something that happened.
package enum DashboardAction: Sendable {
  /// The terminal reported something.
  case input(InputEvent)
  /// Loading came further; the text says how far.
  case loadingProgressed(String)
  /// The source was read and resolved.
  case clusterArrived(LoadedCluster, problems: [SourceStatus.Problem])
  /// The source changed while it was followed, in these cells of the matrix.
  case clusterChanged(
    LoadedCluster, cells: [AccessMatrix.CellID], problems: [SourceStatus.Problem])
  /// The source is kept up with, or no longer, for the reason that the text says.
  case connectionChanged(lost: String?)
  /// Which contexts kubectl has.
  case contextsArrived([String])
  /// A recording was opened, and whether it has traffic.
  case recordingOpened(Replay, hasTraffic: Bool)
  /// Nothing is known yet of what was recorded from here on; the text names it, where it is another source.
  case recordedSource(String?)
  /// What comes next happened at this time of the recording, in seconds since 1970; nil for the time
  /// that is shown.
  case recordedTime(Double?)
  /// Nothing more is recorded; the text says why.
  case recordingEnded(String)
  /// Something went wrong beside the source; the text says what.
  case failed(String)
  /// Nothing could be read.
  case loadingFailed(String, problems: [SourceStatus.Problem])
  /// A source of traffic was looked at, and asked for so much.
  case trafficSampled(TrafficSample, asked: TrafficWindow)
  /// Traffic was joined with the cluster.
  case trafficWorkedOut(TrafficWork.Result)
  /// No source of traffic answered; the text says why.
  case trafficFailed(String)
  /// Time has passed; the number is the program's clock in seconds.
  case timePassed(Double)
}

/// Something to do outside the dashboard.
package enum DashboardEffect: Sendable, Hashable {
  /// Read the source again.
  case reload
  /// Stop reading.
  case stopReading
  /// Read another context.
  case changeContext(String)
  /// Find out which contexts there are.
  case listContexts
  /// Look at traffic now, this far back.
  case lookAtTraffic(TrafficWindow)
  /// Show what happened in the recording up to this many things, or from its beginning on.
  case play(count: Int, isAnew: Bool)
  /// Begin the work on traffic, and post what comes of it.
  case workOutTraffic
  /// Draw the screen anew, whatever the terminal thinks stands there.
  case redraw
  /// Go to the background.
  case suspend
  /// End.
  case quit
}
