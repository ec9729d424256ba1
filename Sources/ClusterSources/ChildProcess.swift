import Foundation

/// A program that runs beside this one, with its output in pipes.
///
/// It gets no standard input, and a process group of its own, so that neither it nor a credential
/// plugin that it starts can take the terminal or its signals.
final class ChildProcess {
  /// What it wrote on its standard output.
  private(set) var output: [UInt8] = []
  /// What it wrote on its standard error.
  private(set) var errors: [UInt8] = []
  /// Whether both outputs have ended.
  var hasEnded: Bool { outputPipe < 0 && errorPipe < 0 }
  /// The descriptors to wait for.
  var descriptors: [Int32] { [outputPipe, errorPipe].filter { $0 >= 0 } }

  private let process: pid_t
  private var outputPipe: Int32
  private var errorPipe: Int32
  private var isReaped = false

  /// Why a program cannot be started.
  struct Failure: Error { var message: String }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: The arguments, without the program's name.
  /// - Throws: `Failure` when the system cannot start it.
  init(path: String, arguments: [String]) throws(Failure) {
    (process, outputPipe, errorPipe) = try Self.start(path, arguments)
  }

  private static func start(
    _ path: String, _ arguments: [String]
  ) throws(Failure) -> (process: pid_t, output: Int32, errors: Int32) {
    guard let outputs = makePipe() else { throw Failure(message: "no pipe is left") }
    guard let problems = makePipe() else {
      close(outputs.reading)
      close(outputs.writing)
      throw Failure(message: "no pipe is left")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, outputs.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, problems.writing, STDERR_FILENO)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var started: pid_t = 0
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    let code = posix_spawn(&started, path, &actions, &attributes, &words, environ)
    for word in words { free(word) }
    posix_spawnattr_destroy(&attributes)
    posix_spawn_file_actions_destroy(&actions)
    close(outputs.writing)
    close(problems.writing)
    guard code == 0 else {
      close(outputs.reading)
      close(problems.reading)
      throw Failure(message: String(cString: strerror(code)).lowercased())
    }
    return (started, outputs.reading, problems.reading)
  }

  deinit {
    if outputPipe >= 0 { close(outputPipe) }
    if errorPipe >= 0 { close(errorPipe) }
    guard !isReaped else { return }
    kill(-process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// Reads what a ready descriptor has.
  ///
  /// - Returns: How many bytes there were.
  func readReady(_ descriptor: Int32) -> Int {
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    if descriptor == outputPipe {
      output += bytes
      if bytes.isEmpty {
        close(outputPipe)
        outputPipe = -1
      }
    } else if descriptor == errorPipe {
      errors += bytes
      if bytes.isEmpty {
        close(errorPipe)
        errorPipe = -1
      }
    }
    return bytes.count
  }

  /// Waits for the end of a program whose outputs have ended.
  ///
  /// - Returns: Its exit code; 128 and the signal when one ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// A pipe whose ends no other child gets.
  private static func makePipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Finds a program.
  ///
  /// - Parameters:
  ///   - name: The program's name.
  ///   - searchPath: The directories to look in, as `PATH` lists them.
  /// - Returns: The program's file.
  static func find(_ name: String, in searchPath: String) -> String? {
    searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }
}
