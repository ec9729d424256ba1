/// Tells text from what is none, by its first bytes.
enum InputEncoding {
  /// What a text is written in.
  enum Format { case json, yaml }

  /// The marker that some editors put before UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Says what is wrong with an input as a whole.
  ///
  /// - Parameter start: Its first bytes, as many as are at hand.
  /// - Returns: The problem in words; nil when the input can be text.
  static func problem(of start: [UInt8]) -> String? {
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
      || (start.count >= 4 && start[..<4].filter { $0 == 0 }.count >= 2)
    {
      return "the text is UTF-16 or UTF-32; expected UTF-8 (save it as UTF-8)"
    }
    if start.starts(with: [0x1F, 0x8B]) { return "the file is packed by gzip; unpack it first" }
    let controls = start.count { $0 < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D].contains($0) }
    if start.contains(0) || controls * 20 > start.count {
      return "the file is binary; expected JSON or YAML text"
    }
    return nil
  }

  /// What a text is written in, by its first bytes: the name of a file may say otherwise.
  static func format(of start: [UInt8]) -> Format {
    let text = start.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    switch text.first {
    case UInt8(ascii: "["): return .json
    case UInt8(ascii: "{"):
      // `{a: b}` is YAML; the keys of JSON are in quotes.
      let second = text.dropFirst().first ?? UInt8(ascii: "\"")
      return second == UInt8(ascii: "\"") || second == UInt8(ascii: "}") ? .json : .yaml
    default: return .yaml
    }
  }
}
