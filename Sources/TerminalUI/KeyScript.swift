/// A string of keys and other events, such as `jj<enter>/vot<esc><resize:80x24>`.
///
/// A character stands for its key, `<name>` for a named key or one with modifiers, `<lt>` for `<`.
/// Also understood: `<click:X,Y>`, `<doubleclick:X,Y>`, `<wheelup:X,Y>`, `<wheeldown:X,Y>`,
/// `<resize:WxH>`, `<paste:TEXT>` and `<tick>`.
package struct KeyScript: Sendable, Hashable {
  /// The events in order.
  package let events: [InputEvent]

  /// What a script cannot mean, and where.
  package struct ParseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// How many characters precede the mistake.
    package let offset: Int
    /// What is wrong.
    package let reason: String

    /// The whole message.
    package var description: String { "key script, character \(offset + 1): \(reason)" }
  }

  /// Reads a script; line breaks in it are ignored, so that files can hold scripts.
  package init(_ script: String) throws(ParseError) {
    var events: [InputEvent] = []
    var rest = script[...]
    while let first = rest.first {
      let offset = script.distance(from: script.startIndex, to: rest.startIndex)
      if first == "<" {
        guard let end = rest.firstIndex(of: ">") else {
          throw ParseError(offset: offset, reason: "'<' without '>' (write <lt> for the key '<')")
        }
        let name = String(rest[rest.index(after: rest.startIndex)..<end])
        guard let event = Self.event(named: name) else {
          throw ParseError(offset: offset, reason: "unknown key '<\(VisibleText(name).string)>'")
        }
        events.append(event)
        rest = rest[rest.index(after: end)...]
      } else {
        rest.removeFirst()
        if first.isNewline { continue }
        guard first == " " || KeyPress(notation: String(first)) != nil else {
          let shown = VisibleText(String(first)).string
          throw ParseError(offset: offset, reason: "'\(shown)' is not a key")
        }
        events.append(.key(KeyPress(first)))
      }
    }
    self.events = events
  }

  private static func event(named name: String) -> InputEvent? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      if name.lowercased() == "tick" { return .tick }
      return KeyPress(notation: name).map(InputEvent.key)
    }
    func numbers(_ separator: Character) -> (Int, Int)? {
      let texts = parts[1].split(separator: separator, omittingEmptySubsequences: false)
      guard texts.count == 2, let first = Int(texts[0]), let second = Int(texts[1]),
        (0...9999).contains(first), (0...9999).contains(second)
      else { return nil }
      return (first, second)
    }
    func mouse(_ action: MouseEvent.Action) -> InputEvent? {
      numbers(",").map { .mouse(MouseEvent(action, at: Position(column: $0.0, row: $0.1))) }
    }
    switch parts[0].lowercased() {
    case "click": return mouse(.press)
    case "doubleclick": return mouse(.doublePress)
    case "wheelup": return mouse(.wheelUp)
    case "wheeldown": return mouse(.wheelDown)
    case "resize": return numbers("x").map { .resize(Size(columns: $0.0, rows: $0.1)) }
    case "paste": return .paste(String(parts[1]))
    default: return KeyPress(notation: name).map(InputEvent.key)
    }
  }
}
