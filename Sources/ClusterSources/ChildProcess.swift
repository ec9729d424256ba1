import Foundation

/// A program that runs beside this one, with its output in pipes.
///
/// It gets a process group of its own, so that neither it nor a credential plugin that it starts can
/// take the terminal or its signals. Its standard input says nothing, and ends when this is let go.
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
  private var inputPipe: Int32
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
    var pipes: [(reading: Int32, writing: Int32)] = []
    for _ in 0..<3 {
      guard let pipe = Self.makePipe() else {
        for pipe in pipes { Self.close(pipe.reading, pipe.writing) }
        throw Failure(message: "no pipe is left")
      }
      pipes.append(pipe)
    }
    let (input, output, errors) = (pipes[0], pipes[1], pipes[2])
    let (code, started) = Self.spawn(
      path, arguments, input: input.reading, output: output.writing, errors: errors.writing)
    Self.close(input.reading, output.writing, errors.writing)
    guard code == 0 else {
      Self.close(input.writing, output.reading, errors.reading)
      throw Failure(message: String(cString: strerror(code)).lowercased())
    }
    process = started
    inputPipe = input.writing
    outputPipe = output.reading
    errorPipe = errors.reading
  }

  private static func spawn(
    _ path: String, _ arguments: [String], input: Int32, output: Int32, errors: Int32
  ) -> (code: Int32, process: pid_t) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
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
    return (code, started)
  }

  deinit {
    Self.close(inputPipe, outputPipe, errorPipe)
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
        Self.close(outputPipe)
        outputPipe = -1
      }
    } else if descriptor == errorPipe {
      errors += bytes
      if bytes.isEmpty {
        Self.close(errorPipe)
        errorPipe = -1
      }
    }
    return bytes.count
  }

  /// Ends the program's standard input.
  func endInput() {
    Self.close(inputPipe)
    inputPipe = -1
  }

  /// Forgets all but the last bytes of what it wrote, so that a long life takes no memory.
  func forget(allBut count: Int) {
    if output.count > 2 * count { output.removeFirst(output.count - count) }
    if errors.count > 2 * count { errors.removeFirst(errors.count - count) }
  }

  /// Waits for the end of a program whose outputs have ended.
  ///
  /// - Returns: Its exit code; 128 and the signal when one ended it.
  @discardableResult
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private static func close(_ descriptors: Int32...) {
    for descriptor in descriptors where descriptor >= 0 { _ = Foundation.close(descriptor) }
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
