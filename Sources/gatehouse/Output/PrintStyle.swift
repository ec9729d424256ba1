import Foundation
import LinkerdPolicy
import TerminalUI

/// How text is printed: with colour or without, with which signs, and how wide.
struct PrintStyle: Sendable {
  /// The signs.
  var glyphs: Glyphs
  /// Whether to colour.
  var hasColor: Bool
  /// The columns that a line may take.
  var width: Int

  /// A style for the standard output, from the options and the environment.
  init(_ options: Options) {
    let environment = ProcessInfo.processInfo.environment
    glyphs = options.ascii || !Self.isUTF8(environment) ? .ascii : .unicode
    let isTerminal = isatty(STDOUT_FILENO) == 1
    hasColor =
      switch options.color {
      case .always: true
      case .never: false
      case .auto:
        isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
      }
    width = 80
    var size = winsize()
    if isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      width = Int(size.ws_col)
    }
  }

  private static func isUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// A verdict's sign.
  func sign(_ verdict: Verdict) -> String {
    let glyph =
      switch verdict {
      case .allow: glyphs.allow
      case .deny: glyphs.deny
      case .partial: glyphs.partial
      case .audit: glyphs.audit
      case .open: glyphs.open
      case .none: glyphs.none
      case .unknown: glyphs.unknown
      }
    return painted(String(glyph), verdict)
  }

  /// A text in a verdict's colour.
  func painted(_ text: String, _ verdict: Verdict) -> String {
    guard hasColor else { return text }
    let code =
      switch verdict {
      case .allow: "32"
      case .deny: "31"
      case .partial: "33"
      case .audit: "35"
      case .open, .none: "2"
      case .unknown: "36"
      }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }

  /// A text that matters less.
  func dimmed(_ text: String) -> String { hasColor ? "\u{1b}[2m\(text)\u{1b}[0m" : text }

  /// A heading.
  func bold(_ text: String) -> String { hasColor ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
}

extension String {
  /// The text, padded with blanks to a number of terminal columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextWidth.columns(of: self)))
  }
}
