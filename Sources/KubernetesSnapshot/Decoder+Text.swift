extension Decoder {
  /// Reads a value that is written as a text.
  ///
  /// - Parameters:
  ///   - expected: What the text is to be: `an address`.
  ///   - read: The value of a text; nil when it has none.
  /// - Returns: The value.
  /// - Throws: `DecodingError` that says what was expected, and what was found.
  func value<Value>(
    expected: String, _ read: (String) -> Value?
  ) throws -> Value {
    let text = try singleValueContainer().decode(String.self)
    if let value = read(text) { return value }
    throw DecodingError.dataCorrupted(
      .init(codingPath: codingPath, debugDescription: "expected \(expected), found \"\(text)\""))
  }
}
