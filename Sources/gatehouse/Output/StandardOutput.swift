import Foundation

/// What a command prints as its result.
///
/// It is written in large pieces. A reader that has seen enough (`| head`) ends it quietly.
struct StandardOutput: ~Copyable {
  private var buffer: [UInt8] = []
  private var failure: Int32 = 0
  private static let flushSize = 1 << 16

  /// Prints a text and a line feed.
  mutating func print(_ text: String) {
    buffer += text.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.flushSize { flush() }
  }

  /// Writes what is left.
  ///
  /// - Parameter code: How the command ends.
  /// - Returns: The same, or that the result could not be written.
  mutating func finish(_ code: ExitCode) -> ExitCode {
    flush()
    if failure == 0 || failure == EPIPE { return code }
    StandardError.print("standard output: \(String(cString: strerror(failure)))")
    return .noOutput
  }

  /// Writes what there is, for someone who waits for it.
  ///
  /// - Returns: Whether there is anyone who reads.
  @discardableResult
  mutating func flush() -> Bool {
    var rest = buffer[...]
    while !rest.isEmpty, failure == 0 {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        failure = errno
      }
    }
    buffer.removeAll(keepingCapacity: true)
    return failure == 0
  }
}
