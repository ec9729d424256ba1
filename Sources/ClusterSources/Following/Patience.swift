/// How long the followers of a cluster wait for what.
package struct Patience: Sendable, Hashable {
  /// Before the first try after a failure; each further wait is twice as long.
  package var firstRetry: Duration = .milliseconds(500)
  /// The longest wait between tries.
  package var longestRetry: Duration = .seconds(30)
  /// Before something is asked for again that is not there, or not permitted.
  package var recheck: Duration = .seconds(60)
  /// How long one watch lasts before the server ends it and it is begun anew.
  package var watch: Duration = .seconds(480)
  /// A watch that ended sooner than this, and brought nothing, counts as failed.
  package var shortestWatch: Duration = .seconds(5)
  /// How long the server may take to begin an answer, and for a page of a list.
  package var request: Duration = .seconds(60)

  /// The usual patience.
  package init() {}
}

/// How long to wait before the next try: longer after each failure, and never quite the same, so that
/// those who failed together do not come back together.
struct Backoff: Sendable, Hashable {
  /// How many tries have failed in a row.
  private(set) var failures = 0
  private let patience: Patience

  init(_ patience: Patience) { self.patience = patience }

  /// Takes note of a failure.
  ///
  /// - Parameter jitter: A random number from 0 to 1.
  /// - Returns: How long to wait: from half to all of what is due.
  mutating func failed(jitter: Double) -> Duration {
    let due = min(patience.longestRetry, patience.firstRetry * (1 << min(failures, 16)))
    failures += 1
    return due * (0.5 + jitter / 2)
  }

  /// Takes note of a success.
  mutating func succeeded() { failures = 0 }
}
