/// An IPv4 or IPv6 address.
///
/// The families are never mixed (`E-18`).
public struct IPAddress: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The address family.
  public enum Family: Hashable, Sendable {
    case v4, v6

    /// How many bits an address has.
    public var bits: Int { self == .v4 ? 32 : 128 }
  }

  /// The address family.
  public let family: Family
  let high: UInt64
  let low: UInt64

  init(family: Family, high: UInt64, low: UInt64) {
    self.family = family
    self.high = high
    self.low = low
  }

  /// Reads `10.1.2.3` or `fd00::1`; leading zeros in IPv4 and zone names are refused.
  public init?(_ text: some StringProtocol) {
    if text.utf8.contains(UInt8(ascii: ":")) {
      guard let words = Self.ipv6Words(Substring(text)) else { return nil }
      func half(_ range: Range<Int>) -> UInt64 {
        words[range].reduce(0) { $0 << 16 | UInt64($1) }
      }
      self.init(family: .v6, high: half(0..<4), low: half(4..<8))
    } else {
      guard let value = Self.ipv4Value(Substring(text)) else { return nil }
      self.init(family: .v4, high: 0, low: UInt64(value))
    }
  }

  /// The address as the proxy sees clients: IPv4-mapped IPv6 (`::ffff:10.0.0.1`) unwrapped (`E-11`).
  public var unmapped: IPAddress {
    guard family == .v6, high == 0, low >> 32 == 0xffff else { return self }
    return IPAddress(family: .v4, high: 0, low: low & 0xffff_ffff)
  }

  private static func ipv4Value(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
        part.utf8.count == 1 || part.first != "0", let byte = UInt8(part)
      else { return nil }
      value = value << 8 | UInt32(byte)
    }
    return value
  }

  private static func ipv6Words(_ text: Substring) -> [UInt16]? {
    var text = text
    var tail: [UInt16] = []
    if text.contains(".") {
      guard let colon = text.lastIndex(of: ":"),
        let v4 = ipv4Value(text[text.index(after: colon)...])
      else { return nil }
      tail = [UInt16(v4 >> 16), UInt16(v4 & 0xffff)]
      // Keep the colon when it is the second of a pair: `::1.2.3.4`.
      let keep = text[..<colon].hasSuffix(":")
      text = text[..<(keep ? text.index(after: colon) : colon)]
    }
    func words(_ part: Substring) -> [UInt16]? {
      if part.isEmpty { return [] }
      var result: [UInt16] = []
      for group in part.split(separator: ":", omittingEmptySubsequences: false) {
        guard (1...4).contains(group.utf8.count), group.first != "+",
          let word = UInt16(group, radix: 16)
        else { return nil }
        result.append(word)
      }
      return result
    }
    if let gap = text.range(of: "::") {
      let before = text[..<gap.lowerBound]
      let after = text[gap.upperBound...]
      guard !after.contains("::"), let left = words(before), let right = words(after) else {
        return nil
      }
      let count = left.count + right.count + tail.count
      guard count <= 7 else { return nil }
      return left + Array(repeating: 0, count: 8 - count) + right + tail
    }
    guard let all = words(text), all.count + tail.count == 8 else { return nil }
    return all + tail
  }

  /// The usual text form; IPv6 with its longest run of zeros shortened, and mapped IPv4 in its own form.
  public var description: String {
    if family == .v4 {
      return (0..<4).map { String(low >> UInt64(24 - 8 * $0) & 255) }.joined(separator: ".")
    }
    let words = (0..<8).map {
      UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> (48 - 16 * UInt64($0 % 4)))
    }
    var best = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, words[end] == 0 { end += 1 }
      if end - start > max(best.count, 1) { best = start..<end }
      start = max(end, start + 1)
    }
    func text(_ part: some Sequence<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    if unmapped != self { return "::ffff:\(unmapped)" }
    guard !best.isEmpty else { return text(words) }
    return text(words[..<best.lowerBound]) + "::" + text(words[best.upperBound...])
  }

  /// IPv4 before IPv6, then by value.
  public static func < (a: IPAddress, b: IPAddress) -> Bool {
    (a.family == .v4 ? 0 : 1, a.high, a.low) < (b.family == .v4 ? 0 : 1, b.high, b.low)
  }
}

extension Substring {
  fileprivate func range(of needle: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(needle) {
        return index..<self.index(index, offsetBy: needle.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}

extension IPAddress: Codable {
  /// Reads a text.
  public init(from decoder: any Decoder) throws {
    self = try decoder.value(expected: "an address") { IPAddress($0) }
  }

  /// Writes a text.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}
