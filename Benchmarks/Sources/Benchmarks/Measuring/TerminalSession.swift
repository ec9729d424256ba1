import Foundation

/// The program on a terminal of its own, where this process sits in the user's place.
final class TerminalSession {
  private let master: Int32
  private let process: pid_t

  /// Opens a terminal and starts the program on it.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - arguments: Its arguments.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  /// - Throws: `BenchmarkError` when the system has no terminal left.
  init(_ program: Program, _ arguments: [String], columns: UInt16 = 200, rows: UInt16 = 60) throws {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // The importer knows neither posix_openpt nor these requests: TIOCSPTLCK and TIOCGPTN.
    var number: Int32 = 0
    guard ioctl(master, 0x4004_5431, &number) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw BenchmarkError("no pseudo-terminal is left")
    }
    var window = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
    // How many colours there are decides how many bytes a frame takes.
    setenv("TERM", "xterm-256color", 1)
    unsetenv("COLORTERM")
    self.master = master
    process = try program.spawn(arguments, session: true) { actions in
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/pts/\(number)", O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    }
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    close(master)
  }

  /// Presses keys.
  func type(_ keys: String) { _ = keys.withCString { write(master, $0, strlen($0)) } }

  /// Reads what the program writes until some text has come by.
  ///
  /// - Parameter text: A word without blanks, which curses writes in one piece.
  /// - Throws: `BenchmarkError` when it has not come after a minute.
  func read(until text: String) throws {
    var bytes: [UInt8] = []
    let limit = Clock.wall + 60
    while bytes.firstRange(of: text.utf8) == nil {
      let part = nextBytes(within: 1)
      bytes = bytes.suffix(200) + part
      guard Clock.wall < limit else { throw BenchmarkError("\"\(text)\" does not appear") }
    }
  }

  /// Reads what the program writes until it has been silent for some time.
  ///
  /// - Parameter silence: How long, in seconds.
  /// - Returns: How many bytes came, and when the last of them did.
  func read(untilSilentFor silence: Double) -> (bytes: Int, last: Double) {
    var result = (bytes: 0, last: Clock.wall)
    while true {
      let part = nextBytes(within: silence)
      if part.isEmpty { return result }
      result = (result.bytes + part.count, Clock.wall)
    }
  }

  /// Reads and forgets what the program writes for some seconds.
  func read(for seconds: Double) {
    let end = Clock.wall + seconds
    while Clock.wall < end { _ = nextBytes(within: end - Clock.wall) }
  }

  private func nextBytes(within seconds: Double) -> [UInt8] {
    var waits = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
    guard poll(&waits, 1, Int32(max(0, seconds) * 1000)) > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(0, Foundation.read(master, buffer.baseAddress, buffer.count))
    }
  }

  /// Waits until the program writes something.
  ///
  /// - Returns: When the first bytes came.
  /// - Throws: `BenchmarkError` when nothing has come after ten seconds.
  func readAny() throws -> Double {
    guard !nextBytes(within: 10).isEmpty else { throw BenchmarkError("nothing is written") }
    return Clock.wall
  }

  /// The program with all that it has started.
  var tree: ProcessTree { ProcessTree(root: process) }

  /// The processor time that the program has taken, in seconds.
  func processorTime() throws -> Double {
    var clock = clockid_t()
    guard clock_getcpuclockid(process, &clock) == 0 else {
      throw BenchmarkError("the program has ended")
    }
    return Clock.read(clock)
  }

  /// How often each of the program's threads has gone to sleep by itself.
  func sleeps() throws -> [String: Int] {
    let directory = "/proc/\(process)/task"
    let threads = try FileManager.default.contentsOfDirectory(atPath: directory)
    return Dictionary(
      uniqueKeysWithValues: threads.map { thread in
        let data = FileManager.default.contents(atPath: "\(directory)/\(thread)/status") ?? Data()
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
          .first { $0.hasPrefix("voluntary_ctxt_switches") }
        return (thread, line?.split(separator: "\t").last.flatMap { Int($0) } ?? 0)
      })
  }
}
