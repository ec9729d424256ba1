/// The labels of a line of an exposition: `{name="value",other="with \" quotes"}`.
enum ExpositionLabels {
  /// Reads labels.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - start: Where the name ends.
  /// - Returns: The labels and where they end; nil when they are broken.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (labels: [String: String], end: Int)? {
    guard text[start] == UInt8(ascii: "{") else { return ([:], start) }
    var labels: [String: String] = [:]
    var index = start + 1
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "}") { return (labels, index + 1) }
      if text[index] == UInt8(ascii: ",") || text[index] == UInt8(ascii: " ") {
        index += 1
        continue
      }
      guard let equals = text[index...].firstIndex(of: UInt8(ascii: "=")),
        equals + 1 < text.endIndex, text[equals + 1] == UInt8(ascii: "\"")
      else { return nil }
      let name = String(decoding: text[index..<equals], as: UTF8.self)
      guard let (value, end) = value(text, from: equals + 2) else { return nil }
      labels[name] = value
      index = end
    }
    return nil
  }

  /// The text up to the closing quote, and where it ends.
  private static func value(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (String, Int)? {
    guard let plain = text[start...].firstIndex(where: { $0 == quote || $0 == backslash }) else {
      return nil
    }
    if text[plain] == quote {
      return (String(decoding: text[start..<plain], as: UTF8.self), plain + 1)
    }
    var bytes = Array(text[start..<plain])
    var index = plain
    while index < text.endIndex, text[index] != quote {
      guard text[index] == backslash else {
        bytes.append(text[index])
        index += 1
        continue
      }
      guard index + 1 < text.endIndex else { return nil }
      bytes.append(text[index + 1] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : text[index + 1])
      index += 2
    }
    return index < text.endIndex ? (String(decoding: bytes, as: UTF8.self), index + 1) : nil
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
}
