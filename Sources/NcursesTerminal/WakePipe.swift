internal import Glibc

/// The two ends of a pipe that never blocks and is not inherited.
struct WakePipe {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noPipe(String(cString: strerror(errno))) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  /// Takes all bytes that are there.
  func drain() -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(readEnd, &byte, 1) == 1 { bytes.append(byte) }
    return bytes
  }
}
