/// Strict reading of what users write: a field that nobody knows is a slip of the pen.
extension Decoder {
  /// The fields of an object.
  ///
  /// - Parameter keys: The fields that there may be.
  /// - Returns: The container.
  /// - Throws: `DecodingError` at a field that there is not, with what was expected.
  func knownFields<Key: CodingKey & CaseIterable>(
    _ keys: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let names = Key.allCases.map(\.stringValue)
    let strangers = try container(keyedBy: AnyKey.self).allKeys
      .filter { !names.contains($0.stringValue) }
    if let stranger = strangers.min(by: { $0.stringValue < $1.stringValue }) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath + [stranger],
          debugDescription: "there is no such field; expected \(OptionGroup.list(names))"
            + Suggestion.question(for: stranger.stringValue, among: names)))
    }
    return try container(keyedBy: keys)
  }
}

extension KeyedDecodingContainer {
  /// What is wrong with a field.
  func problem(_ key: Key, _ message: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath + [key], debugDescription: message))
  }

  /// A field that takes one of a few words.
  ///
  /// - Parameters:
  ///   - key: The field.
  ///   - words: The words.
  ///   - value: What a word means.
  /// - Returns: What the field means.
  /// - Throws: `DecodingError` with the words that were expected.
  func choice<Value>(
    _ key: Key, of words: [String], _ value: (String) -> Value?
  ) throws -> Value {
    let text = try decode(String.self, forKey: key)
    guard words.contains(text), let value = value(text) else {
      throw problem(
        key,
        "expected \(OptionGroup.list(words)), found \"\(text)\""
          + Suggestion.question(for: text, among: words))
    }
    return value
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
