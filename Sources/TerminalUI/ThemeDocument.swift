/// A theme file as it was decoded; not yet checked.
///
/// ```
/// {"name": "mine", "inherits": "dark",
///  "palette": {"bad": {"color": "#ff8c66", "basic": "bright-red"}, "ok": "#5aa9e6"},
///  "roles": {"verdictDeny": {"fg": "bad", "bold": true}}}
/// ```
package struct ThemeDocument: Sendable, Decodable {
  let content: ThemeValue

  /// Takes whatever is there; mistakes become warnings when the theme is made.
  package init(from decoder: any Decoder) throws {
    content = try ThemeValue(from: decoder)
  }
}

/// Any value that a theme file may hold, wanted or not.
enum ThemeValue: Sendable, Decodable {
  case text(String)
  case flag(Bool)
  case fields([String: ThemeValue])
  case other

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      var fields: [String: ThemeValue] = [:]
      for key in container.allKeys {
        fields[key.stringValue] = try container.decode(ThemeValue.self, forKey: key)
      }
      self = .fields(fields)
      return
    }
    guard let container = try? decoder.singleValueContainer() else {
      self = .other
      return
    }
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .other
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
