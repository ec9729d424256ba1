internal import Glibc

/// The open device, closed when nobody needs it any more.
final class TerminalDevice {
  let descriptor: Int32
  let input: UnsafeMutablePointer<FILE>
  let output: UnsafeMutablePointer<FILE>
  /// How the terminal was set when it was opened.
  let modes: termios

  init(path: String) throws(TerminalError) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .noTerminal(String(cString: strerror(errno))) }
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard isatty(descriptor) == 1, copy >= 0, let input = fdopen(descriptor, "r"),
      let output = fdopen(copy, "w")
    else {
      close(descriptor)
      close(copy)
      throw .noTerminal("\(path) is not a terminal")
    }
    var modes = termios()
    tcgetattr(descriptor, &modes)
    self.descriptor = descriptor
    self.input = input
    self.output = output
    self.modes = modes
  }

  deinit {
    fclose(output)
    fclose(input)
  }

  /// Sends bytes at once, after what the library has buffered.
  func send(_ text: String) {
    fflush(output)
    _ = text.withCString { write(descriptor, $0, strlen($0)) }
  }
}
