import TerminalUI

/// Something that the header says of the source.
struct HeaderPart {
  var text: String
  let short: String
  let style: Style
  /// Parts of least importance go first where there is little room.
  let importance: Int

  /// A part from its words.
  init(
    _ text: String, short: String? = nil, _ role: Role = .headerBar,
    _ attributes: Attributes = [], importance: Int
  ) {
    self.text = text
    self.short = short ?? text
    style = Style(role, attributes)
    self.importance = importance
  }

  /// As much of the parts as there is room for; what matters least is shortened first, then left out.
  static func line(_ parts: [HeaderPart], columns: Int) -> StyledText {
    var parts = parts
    func isLess(_ a: Int, _ b: Int) -> Bool { parts[a].importance < parts[b].importance }
    func isTooWide() -> Bool { text(of: parts).width > columns }
    while isTooWide(), let least = parts.indices.filter({ parts[$0].isLong }).min(by: isLess) {
      parts[least].text = parts[least].short
    }
    while isTooWide(), parts.count > 1, let least = parts.indices.min(by: isLess) {
      parts.remove(at: least)
    }
    return text(of: parts)
  }

  private var isLong: Bool { text != short }

  private static func text(of parts: [HeaderPart]) -> StyledText {
    var text = StyledText()
    for part in parts {
      if !text.spans.isEmpty { text.append("  ", style: Style(.headerBar)) }
      text.append(part.text, style: part.style)
    }
    return text
  }
}
