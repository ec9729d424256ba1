/// How far back observed traffic is summed up.
package struct TrafficWindow: Sendable, Hashable {
  /// The length in seconds.
  package var seconds: Double

  /// The lengths that people choose among.
  package static let choices: [TrafficWindow] = [10, 30, 60, 300, 900, 3600].map(TrafficWindow.init)
  /// The shortest and the longest window, in seconds.
  package static let range: ClosedRange<Double> = 10...3600

  /// A window of a length.
  package init(seconds: Double) { self.seconds = seconds }

  /// Reads `10s`, `5m`, `1h` or a number of seconds, within the range.
  package init?(_ text: some StringProtocol) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = text.last.flatMap { units[$0] }
    guard let number = Int(unit == nil ? text[...] : text.dropLast()) else { return nil }
    let seconds = Double(number) * (unit ?? 1)
    guard Self.range.contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// The next longer length that people choose among; the longest has none.
  package var longer: TrafficWindow? { Self.choices.first { $0.seconds > seconds } }
  /// The next shorter one; the shortest has none.
  package var shorter: TrafficWindow? { Self.choices.last { $0.seconds < seconds } }

  /// Looks that are further apart than this say nothing of the window: two looks a minute apart, of
  /// which one failed, still do.
  package var longestGap: Double { max(seconds, 150) }

  /// `1m`, as it is read; `6m39s` where files were so far apart.
  package var description: String {
    let whole = Int(seconds)
    let parts = [(whole / 3600, "h"), (whole / 60 % 60, "m"), (whole % 60, "s")]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }
}
