/// Text that cannot act on a terminal or deceive the eye: the one sanitizer of the program.
///
/// Names, labels and annotations come from a cluster, so anybody may have written them. Control
/// characters, bidirectional overrides, zero-width and other invisible characters, and spaces that
/// are not U+0020 become `\n`, `\t`, `\r` or `\u{202e}`. Each line drawn or printed goes through here.
package struct VisibleText: Sendable, Hashable {
  /// The text as it may be shown.
  package let string: String

  /// More marks than this on one base can only be there to hide something.
  private static let maximumMarks = 4

  /// Makes text visible.
  /// - Complexity: O(*n*); plain ASCII is passed through unchanged.
  package init(_ text: String) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      string = text
      return
    }
    var shown = ""
    var marks = Self.maximumMarks  // a mark with nothing to sit on is escaped as well
    for scalar in text.unicodeScalars {
      if Self.isHidden(scalar) {
        shown += Self.escape(scalar)
        marks = Self.maximumMarks
      } else if TextWidth.columns(of: scalar) > 0 {
        shown.unicodeScalars.append(scalar)
        marks = 0
      } else if marks < Self.maximumMarks {
        shown.unicodeScalars.append(scalar)
        marks += 1
      } else {
        shown += Self.escape(scalar)
      }
    }
    string = shown
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }
}
