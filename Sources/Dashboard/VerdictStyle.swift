import LinkerdPolicy
import TerminalUI

extension Verdict {
  /// The role that colours the verdict.
  var role: Role {
    switch self {
    case .allow: .verdictAllow
    case .deny: .verdictDeny
    case .partial: .verdictPartial
    case .audit: .verdictAudit
    case .open: .verdictOpen
    case .none: .verdictNone
    case .unknown: .verdictUnknown
    }
  }

  /// The sign that tells it without colour.
  func glyph(_ glyphs: Glyphs) -> Character {
    switch self {
    case .allow: glyphs.allow
    case .deny: glyphs.deny
    case .partial: glyphs.partial
    case .audit: glyphs.audit
    case .open: glyphs.open
    case .none: glyphs.none
    case .unknown: glyphs.unknown
    }
  }

  /// The sign and the word: `✓ allow`.
  func text(_ glyphs: Glyphs) -> StyledText {
    StyledText("\(glyph(glyphs)) \(rawValue)", role)
  }
}

extension Reason {
  /// The line of a chain: number, text, object's rule.
  static func lines(_ reasons: [Reason], width: Int) -> [StyledText] {
    reasons.enumerated().flatMap { index, reason -> [StyledText] in
      let number = "\(index + 1) "
      let rows = reason.text.wrapped(to: max(20, width - number.count - reason.rule.count - 3))
      return rows.enumerated().map { row, text in
        let lead = row == 0 ? number : String(repeating: " ", count: number.count)
        var line = StyledText(lead, .textDim) + StyledText(text, .text)
        if row == rows.count - 1 { line += StyledText("  \(reason.rule)", .textDim) }
        return line
      }
    }
  }
}

extension String {
  /// Breaks text into lines at blanks; a word that is longer than a line is cut.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      while word.count > width {
        lines.append(String(word.prefix(width)))
        word = String(word.dropFirst(width))
      }
      line += line.isEmpty ? word : " " + word
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
  }
}
