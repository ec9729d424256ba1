import Foundation

/// SIGINT and SIGTERM as a report, for a command that goes on until it is told to end.
enum InterruptSignals {
  /// Takes the signals from now on; must be called before other threads begin.
  ///
  /// - Parameter onSignal: Told which one came, on a thread of its own.
  static func await(_ onSignal: @escaping @Sendable (Int32) -> Void) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.detachNewThread {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGINT)
      sigaddset(&signals, SIGTERM)
      var signal: Int32 = 0
      if sigwait(&signals, &signal) == 0 { onSignal(signal) }
    }
  }
}
