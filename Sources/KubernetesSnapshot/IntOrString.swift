/// A field that holds a number or a name; `"8080"` in quotes is a name (`S-8`).
public enum IntOrString: Hashable, Sendable, CustomStringConvertible {
  case number(Int)
  case name(String)

  /// The number or the name, as text.
  public var description: String {
    switch self {
    case .number(let number): String(number)
    case .name(let name): name
    }
  }
}

extension IntOrString: Codable {
  /// Reads a JSON number or string.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Int.self) {
      self = .number(number)
    } else if let name = try? value.decode(String.self) {
      self = .name(name)
    } else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a number or a name"))
    }
  }

  /// Writes a number or a text.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .number(let number): try value.encode(number)
    case .name(let name): try value.encode(name)
    }
  }
}
