import Foundation

/// A moment to the second, as Kubernetes writes it: `2026-03-01T12:00:00Z`.
public struct Timestamp: Hashable, Sendable, Comparable, Codable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var secondsSince1970: Int64

  /// A moment from a count of seconds.
  public init(secondsSince1970: Int64) {
    self.secondsSince1970 = secondsSince1970
  }

  /// Reads RFC 3339; a fraction of a second is cut off.
  ///
  /// - Parameter text: `2026-03-01T12:00:00Z`, or with an offset such as `+02:00`.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int64(byte - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { (48...57).contains($0) }
    }
    var offset: Int64 = 0
    switch rest.first {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      break
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let start = rest.startIndex
      guard let hours = number(start + 1..<start + 3), let minutes = number(start + 4..<start + 6)
      else { return nil }
      offset = (hours * 3600 + minutes * 60) * (rest.first == UInt8(ascii: "+") ? 1 : -1)
    default:
      return nil
    }
    // Days since the epoch in the civil calendar, counting years from March so that the leap day
    // comes last.
    let shiftedYear = month > 2 ? year : year - 1
    let shiftedMonth = (month + 9) % 12
    let days =
      365 * shiftedYear + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
      + (shiftedMonth * 306 + 5) / 10 + day - 1 - 719_468
    secondsSince1970 = days * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.value(expected: "a time") { Timestamp($0) }
  }

  /// Writes RFC 3339 in UTC.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    let date = Date(timeIntervalSince1970: Double(secondsSince1970))
    try value.encode(date.formatted(.iso8601))
  }

  /// The earlier moment is less.
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.secondsSince1970 < b.secondsSince1970
  }
}
