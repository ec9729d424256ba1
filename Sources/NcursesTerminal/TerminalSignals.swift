internal import Glibc

/// Turns signals into bytes of a pipe, so that the loop meets them where it waits.
final class TerminalSignals {
  private let pipe: WakePipe
  private var previous: [(signal: Int32, action: sigaction)] = []

  static let handled = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCONT, SIGTSTP]

  // A handler can reach only what is global. The pointer never changes, what it points to is written
  // only while no handler is installed, and an aligned Int32 is read whole.
  nonisolated(unsafe) private static let target: UnsafeMutablePointer<Int32> = {
    let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    pointer.initialize(to: -1)
    return pointer
  }()

  /// What the wait polls.
  var descriptor: Int32 { pipe.readEnd }

  init() throws(TerminalError) {
    pipe = try WakePipe()
    Self.target.pointee = pipe.writeEnd
    for signal in Self.handled { previous.append((signal, Self.install(signal))) }
  }

  deinit {
    for (signal, action) in previous {
      var action = action
      sigaction(signal, &action, nil)
    }
    Self.target.pointee = -1
    close(pipe.readEnd)
    close(pipe.writeEnd)
  }

  /// Installs the handler for one signal.
  @discardableResult
  static func install(_ signal: Int32) -> sigaction {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let saved = errno
      var byte = UInt8(truncatingIfNeeded: signal)
      _ = write(TerminalSignals.target.pointee, &byte, 1)
      errno = saved
    }
    sigemptyset(&action.sa_mask)
    action.sa_flags = SA_RESTART
    var old = sigaction()
    sigaction(signal, &action, &old)
    return old
  }

  /// Takes the signals that came, oldest first.
  func drain() -> [Int32] { pipe.drain().map(Int32.init) }
}
