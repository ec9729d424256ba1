internal import Glibc

/// Interrupts the terminal's wait from any thread or task.
package final class Wakeup: Sendable {
  private let pipe: WakePipe

  /// What the wait polls; readable after a signal.
  var descriptor: Int32 { pipe.readEnd }

  /// Opens the descriptor.
  package init() throws(TerminalError) { pipe = try WakePipe() }

  deinit {
    close(pipe.readEnd)
    close(pipe.writeEnd)
  }

  /// Ends the wait that is under way, or else the next one; several calls may end just one.
  package func signal() {
    var byte: UInt8 = 1
    _ = write(pipe.writeEnd, &byte, 1)
  }

  /// Takes back what was signalled.
  /// - Returns: Whether there was anything.
  func drain() -> Bool { !pipe.drain().isEmpty }
}
