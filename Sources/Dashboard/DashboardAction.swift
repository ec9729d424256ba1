package import TerminalUI

/// Something that happened.
package enum DashboardAction: Sendable {
  /// The terminal reported something.
  case input(InputEvent)
  /// Loading came further; the text says how far.
  case loadingProgressed(String)
  /// The source was read and resolved.
  case clusterArrived(LoadedCluster, problems: [SourceStatus.Problem])
  /// Nothing could be read.
  case loadingFailed(String, problems: [SourceStatus.Problem])
  /// Time has passed; the number is the program's clock in seconds.
  case timePassed(Double)
}

/// Something to do outside the dashboard.
package enum DashboardEffect: Sendable, Hashable {
  /// Read the source again.
  case reload
  /// Draw the screen anew, whatever the terminal thinks stands there.
  case redraw
  /// Go to the background.
  case suspend
  /// End.
  case quit
}
