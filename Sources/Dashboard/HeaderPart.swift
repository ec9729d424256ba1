import TerminalUI

/// Something that the header says of the source.
struct HeaderPart {
  let text: String
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

  /// As much of the parts as there is room for: all in full, or in short, or only the most important.
  static func line(_ parts: [HeaderPart], columns: Int) -> StyledText {
    let full = text(of: parts, isShort: false)
    if full.width <= columns { return full }
    var parts = parts
    while true {
      let line = text(of: parts, isShort: true)
      guard line.width > columns, parts.count > 1,
        let least = parts.indices.min(by: { parts[$0].importance < parts[$1].importance })
      else { return line }
      parts.remove(at: least)
    }
  }

  private static func text(of parts: [HeaderPart], isShort: Bool) -> StyledText {
    var text = StyledText()
    for part in parts {
      if !text.spans.isEmpty { text.append("  ", style: Style(.headerBar)) }
      text.append(isShort ? part.short : part.text, style: part.style)
    }
    return text
  }
}
