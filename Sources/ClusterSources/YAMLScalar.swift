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
    let bytes = text.utf8.filter { $0 != UInt8(ascii: "_") }
    if let integer = integer(bytes) { return integer }
    // Only decimal floats: `Double` would also read hexadecimal ones, and words.
    guard bytes.contains(where: isDigit),
      bytes.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(String(decoding: bytes, as: UTF8.self))
    else { return nil }
    return .float(value)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func integer(_ bytes: [UInt8]) -> YAMLScalar? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    guard let first = digits.first, isDigit(first) else { return nil }
    let (radix, prefix) = radix(of: digits)
    guard
      let magnitude = UInt64(
        String(decoding: digits.dropFirst(prefix), as: UTF8.self), radix: radix)
    else { return nil }
    return .integer(isNegative && magnitude > 0 ? "-\(magnitude)" : "\(magnitude)")
  }

  /// The base of a number by its first digits, and how many of them say so.
  private static func radix(of digits: ArraySlice<UInt8>) -> (radix: Int, prefix: Int) {
    guard digits.first == UInt8(ascii: "0"), let second = digits.dropFirst().first else {
      return (10, 0)
    }
    switch second | 0x20 {
    case UInt8(ascii: "x"): return (16, 2)
    case UInt8(ascii: "b"): return (2, 2)
    case UInt8(ascii: "o"): return (8, 2)
    default: return (8, 1)
    }
  }
}
