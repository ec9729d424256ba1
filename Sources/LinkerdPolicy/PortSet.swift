/// The ports that an annotation names, as the policy controller reads it (`D-8`).
public struct PortSet: Hashable, Sendable {
  private var ranges: [ClosedRange<UInt16>] = []

  /// No ports.
  public init() {}

  /// Reads `80, 443, 3000-3010`; one bad item, or a port's name, empties the whole set.
  ///
  /// - Parameter text: The annotation's value; nil for an absent annotation.
  public init(_ text: String?) {
    guard let text, let ranges = Self.ranges(of: text) else { return }
    self.ranges = ranges
  }

  /// Whether the annotation's value can be read in full.
  static func isValid(_ text: String) -> Bool { ranges(of: text) != nil }

  /// Whether the port is in the set.
  public func contains(_ port: UInt16) -> Bool { ranges.contains { $0.contains(port) } }

  private static func ranges(of text: String) -> [ClosedRange<UInt16>]? {
    var ranges: [ClosedRange<UInt16>] = []
    for item in text.split(separator: ",") {
      let item = trimmed(item)
      if item.isEmpty { continue }
      let bounds = item.split(separator: "-", omittingEmptySubsequences: false)
      guard bounds.count <= 2, let low = port(bounds[0]) else { return nil }
      let high = bounds.count == 2 ? port(bounds[1]) : low
      guard let high, low <= high else { return nil }
      ranges.append(low...high)
    }
    return ranges
  }

  private static func port(_ text: Substring) -> UInt16? {
    UInt16(trimmed(text)).flatMap { $0 == 0 ? nil : $0 }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let blank = { (character: Character) in character.isWhitespace }
    let start = text.drop(while: blank)
    return start.lastIndex { !blank($0) }.map { start[...$0] } ?? ""
  }
}
