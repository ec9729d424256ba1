import Foundation

/// A program to be measured from outside.
struct Program {
  /// The program's file.
  let path: String

  /// The program under test: what `GATEHOUSE` names, or the release build beside this package.
  static func gatehouse() throws -> Program {
    let path = ProcessInfo.processInfo.environment["GATEHOUSE"] ?? "../.build/release/gatehouse"
    guard access(path, X_OK) == 0 else { throw BenchmarkError("no program at \(path) (run make)") }
    return Program(path: path)
  }

  /// A program of the system.
  static func named(_ name: String) throws -> Program {
    let directories = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let paths = directories.split(separator: ":").map { "\($0)/\(name)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw BenchmarkError("no \(name) on this machine")
    }
    return Program(path: path)
  }

  /// One run.
  struct Run {
    /// What it took.
    var cost: Cost
    /// The most memory that it had at a time, in bytes.
    var peakMemory: Int
  }

  /// Runs the program to its end, without input and with its output thrown away.
  ///
  /// - Parameter arguments: The arguments.
  /// - Returns: What it took.
  /// - Throws: `BenchmarkError` when it fails.
  func run(_ arguments: [String]) throws -> Run {
    let start = Clock.wall
    let process = try spawn(arguments) { actions in
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let wall = Clock.wall - start
    guard status == 0 else {
      throw BenchmarkError("\(path) \(arguments.joined(separator: " ")) failed (\(status))")
    }
    return Run(
      cost: Cost(wall: wall, processor: usage.ru_utime.seconds + usage.ru_stime.seconds),
      peakMemory: usage.ru_maxrss << 10)
  }

  /// Runs the program several times.
  ///
  /// - Returns: The median cost, and the highest peak of memory.
  func median(runs: Int, _ arguments: [String]) throws -> Run {
    let all = try (0..<runs).map { _ in try run(arguments) }
    return Run(cost: Cost.median(all.map(\.cost)), peakMemory: all.map(\.peakMemory).max() ?? 0)
  }

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - session: Whether it leads a session, which a terminal can belong to.
  ///   - files: Says what its descriptors are.
  /// - Returns: The process.
  /// - Throws: `BenchmarkError` when the system cannot start it.
  func spawn(
    _ arguments: [String], session: Bool = false,
    files: (inout posix_spawn_file_actions_t) -> Void
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    files(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The importer does not know POSIX_SPAWN_SETSID.
    posix_spawnattr_setflags(&attributes, session ? 0x80 : 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, &words, environ)
    guard code == 0 else { throw BenchmarkError("\(path): \(String(cString: strerror(code)))") }
    return process
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
