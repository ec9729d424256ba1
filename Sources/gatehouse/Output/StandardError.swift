import Foundation
import TerminalUI

/// What a command says beside its result.
enum StandardError {
  /// Prints a message under the program's name; whatever it quotes is made visible.
  static func print(_ message: String) {
    let lines = message.split(separator: "\n").map { VisibleText(String($0)).string }
    printPlain("gatehouse: " + lines.joined(separator: "\n"))
  }

  /// Prints a line as it is.
  static func printPlain(_ text: String) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return
      }
    }
  }
}
