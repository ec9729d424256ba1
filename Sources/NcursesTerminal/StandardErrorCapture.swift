internal import Glibc

/// Parks what is written to standard error while the screen is up, and prints it afterwards.
///
/// Otherwise it would spoil the picture and vanish with it. A standard error that does not go to a
/// terminal is left alone.
package struct StandardErrorCapture: ~Copyable {
  private let original: Int32
  private let file: Int32

  /// Begins to park.
  package init() {
    guard isatty(2) == 1 else {
      original = -1
      file = -1
      return
    }
    var template = Array("/tmp/gatehouse-stderr-XXXXXX".utf8CString)
    let opened = mkstemp(&template)
    if opened >= 0 { unlink(template) }
    file = opened
    original = opened >= 0 ? fcntl(2, F_DUPFD_CLOEXEC, 3) : -1
    guard original >= 0 else { return }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    CrashGuard.parkedError(original: original, file: file)
    dup2(file, 2)
  }

  deinit {
    guard original >= 0 else {
      if file >= 0 { close(file) }
      return
    }
    CrashGuard.parkedError(original: -1, file: -1)
    StandardErrorCapture.giveBack(original: original, file: file)
    close(original)
    close(file)
  }

  /// Ends the parking and prints what was parked; only calls that are safe in a signal handler.
  static func giveBack(original: Int32, file: Int32) {
    dup2(original, 2)
    var offset: off_t = 0
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      while true {
        let count = pread(file, buffer.baseAddress, buffer.count, offset)
        guard count > 0 else { return }
        _ = write(2, buffer.baseAddress, count)
        offset += off_t(count)
      }
    }
  }
}
