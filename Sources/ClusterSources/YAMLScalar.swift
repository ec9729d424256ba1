import Foundation

/// What a scalar of YAML means to Kubernetes.
///
/// kubectl reads YAML by the core types of version 1.1: `yes`, `on` and `n` are booleans, `010` is
/// eight, and a date is a text.
enum YAMLScalar: Hashable {
  case null
  case bool(Bool)
  case integer(String)
  case float(Double)
  case text

  /// Resolves a plain scalar.
  init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE": self = .bool(true)
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE":
      self = .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": self = .float(-.infinity)
    case ".nan", ".NaN", ".NAN": self = .float(.nan)
    default: self = Self.number(text) ?? .text
    }
  }

  private static func number(_ text: String) -> YAMLScalar? {
    guard let first = text.utf8.first, text.utf8.count < 400,
      (0x30...0x39).contains(first) || first == 0x2B || first == 0x2D || first == 0x2E
    else { return nil }
    let digits = text.filter { $0 != "_" }
    if let integer = integer(digits) { return integer }
    // Only decimal floats: `Double` would also read hexadecimal ones, and words.
    guard digits.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
      digits.utf8.contains(where: { (0x30...0x39).contains($0) }),
      let value = Double(digits)
    else { return nil }
    return .float(value)
  }

  private static func integer(_ text: String) -> YAMLScalar? {
    let isNegative = text.hasPrefix("-")
    var digits = Substring(text)
    if isNegative || text.hasPrefix("+") { digits = digits.dropFirst() }
    guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return nil }
    var radix = 10
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      (radix, digits) = (16, digits.dropFirst(2))
    } else if digits.hasPrefix("0b") || digits.hasPrefix("0B") {
      (radix, digits) = (2, digits.dropFirst(2))
    } else if digits.hasPrefix("0o") || digits.hasPrefix("0O") {
      (radix, digits) = (8, digits.dropFirst(2))
    } else if digits.count > 1, first == 0x30 {
      (radix, digits) = (8, digits.dropFirst())
    }
    guard let magnitude = UInt64(digits, radix: radix) else { return nil }
    return .integer(isNegative && magnitude > 0 ? "-\(magnitude)" : "\(magnitude)")
  }
}
