internal import Glibc

/// Gives the terminal back when the program crashes, then lets the crash go on.
///
/// The handler only writes bytes prepared before, sets the saved modes, and calls what is safe in a
/// signal handler. The previous action follows, so that the runtime still prints its backtrace.
enum CrashGuard {
  static let handled = [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE]

  private struct State {
    var terminal: Int32 = -1
    var modes = termios()
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var originalError: Int32 = -1
    var errorFile: Int32 = -1
  }

  // A handler can reach only what is global. Both are allocated once, before a handler is installed,
  // and changed only by the one thread that owns the terminal.
  nonisolated(unsafe) private static let state: UnsafeMutablePointer<State> = {
    let pointer = UnsafeMutablePointer<State>.allocate(capacity: 1)
    pointer.initialize(to: State())
    return pointer
  }()

  // The previous actions, by the number of the signal; see above.
  nonisolated(unsafe) private static let previous: UnsafeMutablePointer<sigaction> = {
    let pointer = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    pointer.initialize(repeating: sigaction(), count: 65)
    return pointer
  }()

  /// Prepares for the worst.
  static func install(terminal: Int32, modes: termios, restoring bytes: [UInt8]) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    for (index, byte) in bytes.enumerated() { memory[index] = byte }
    state.pointee.modes = modes
    state.pointee.bytes = memory
    state.pointee.count = bytes.count
    state.pointee.terminal = terminal
    for signal in handled {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = { signal, information, _ in
        CrashGuard.restore()
        sigaction(signal, CrashGuard.previous + Int(signal), nil)
        // A fault happens again where it happened, so the backtrace is right; a trap would not.
        let isSent = (information?.pointee.si_code ?? 0) <= 0
        if isSent || signal == SIGABRT || signal == SIGTRAP { raise(signal) }
      }
      sigemptyset(&action.sa_mask)
      // On a stack of its own if the runtime made one, for overflows.
      action.sa_flags = SA_SIGINFO | SA_ONSTACK
      sigaction(signal, &action, previous + Int(signal))
    }
  }

  /// Puts the previous actions back.
  static func remove() {
    guard state.pointee.terminal >= 0 else { return }
    for signal in handled { sigaction(signal, previous + Int(signal), nil) }
    state.pointee.terminal = -1
    state.pointee.bytes?.deallocate()
    state.pointee.bytes = nil
  }

  /// Says where standard error went while the screen is up; -1 when nowhere.
  static func parkedError(original: Int32, file: Int32) {
    state.pointee.errorFile = file
    state.pointee.originalError = original
  }

  private static func restore() {
    let terminal = state.pointee.terminal
    guard terminal >= 0 else { return }
    state.pointee.terminal = -1
    if let bytes = state.pointee.bytes { _ = write(terminal, bytes, state.pointee.count) }
    tcsetattr(terminal, TCSANOW, &state.pointee.modes)
    // The runtime's backtracer would ask for a key before it lets the program end.
    let nothing = open("/dev/null", O_RDONLY)
    if nothing >= 0 { dup2(nothing, 0) }
    if state.pointee.originalError >= 0 {
      StandardErrorCapture.giveBack(
        original: state.pointee.originalError, file: state.pointee.errorFile)
    }
  }
}
