/// A JSON document as it is written in source, with its fields in order.
indirect enum JSON {
  case text(String)
  case number(Int)
  case boolean(Bool)
  case list([JSON])
  case object([(key: String, value: JSON)])

  /// The document as kubectl prints it: each level is indented by four blanks.
  ///
  /// - Parameter level: How deep the document stands in another one.
  /// - Returns: The text, whose first line is not indented.
  func text(level: Int) -> String {
    var text = ""
    write(to: &text, level: level)
    return text
  }

  private func write(to text: inout String, level: Int) {
    func line(_ level: Int) {
      text += "\n"
      text += String(repeating: " ", count: 4 * level)
    }
    switch self {
    case .text(let string): Self.quote(string, to: &text)
    case .number(let number): text += String(number)
    case .boolean(let boolean): text += boolean ? "true" : "false"
    case .list(let items) where items.isEmpty: text += "[]"
    case .object(let fields) where fields.isEmpty: text += "{}"
    case .list(let items):
      for (index, item) in items.enumerated() {
        text += index == 0 ? "[" : ","
        line(level + 1)
        item.write(to: &text, level: level + 1)
      }
      line(level)
      text += "]"
    case .object(let fields):
      for (index, field) in fields.enumerated() {
        text += index == 0 ? "{" : ","
        line(level + 1)
        Self.quote(field.key, to: &text)
        text += ": "
        field.value.write(to: &text, level: level + 1)
      }
      line(level)
      text += "}"
    }
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for character in string.unicodeScalars {
      switch character {
      case "\"", "\\": text += "\\\(character)"
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(character)
      }
    }
    text += "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  init(stringLiteral string: String) { self = .text(string) }
  init(integerLiteral number: Int) { self = .number(number) }
  init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }
  init(arrayLiteral items: JSON...) { self = .list(items) }
  init(dictionaryLiteral fields: (String, JSON)...) {
    self = .object(fields.map { (key: $0.0, value: $0.1) })
  }
}
