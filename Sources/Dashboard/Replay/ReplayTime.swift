import Foundation

/// Moments and durations of a recording, as they are written and typed.
enum ReplayTime {
  /// `14:03:22`, in UTC as the cluster has it, with the day in front where there is room.
  static func clock(_ time: Double, withDay: Bool) -> String {
    let date = Date(timeIntervalSince1970: time.rounded(.down))
    let text = date.formatted(.iso8601)
    let parts = text.dropLast().split(separator: "T")
    guard parts.count == 2 else { return text }
    return withDay ? "\(parts[0]) \(parts[1])Z" : "\(parts[1])Z"
  }

  /// The day of a moment, counted from 1970 in UTC.
  static func day(of time: Double) -> Int { Int((time / 86_400).rounded(.down)) }

  /// `0:42`, `1:02:03`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole < 3600
      ? "\(whole / 60):\(two(whole % 60))"
      : "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }

  /// The moment that a text means.
  ///
  /// - Parameters:
  ///   - text: `14:03:22` or `14:03` (UTC), `2026-11-27T14:03:22Z`, `90s`, `5m`, `1h` from the start; `+30s`, `-5m` from here;
  ///     `start`, `end`.
  ///   - replay: What is played.
  /// - Returns: The moment in seconds since 1970; nil when the text means none.
  static func moment(_ text: String, in replay: Replay) -> Double? {
    switch text {
    case "start": return replay.start
    case "end": return replay.end
    default: break
    }
    if let date = try? Date(text, strategy: .iso8601) { return date.timeIntervalSince1970 }
    if text.contains(":") { return clockMoment(text, in: replay) }
    let isRelative = text.hasPrefix("+") || text.hasPrefix("-")
    guard let seconds = seconds(isRelative ? text.dropFirst() : text[...]) else { return nil }
    if text.hasPrefix("-") { return replay.time - seconds }
    return (isRelative ? replay.time : replay.start) + seconds
  }

  private static func seconds(_ text: Substring) -> Double? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = text.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? text : text.dropLast()), number.isFinite, number >= 0
    else { return nil }
    return number * (unit ?? 1)
  }

  /// The first such time of day that is not before the start.
  private static func clockMoment(_ text: String, in replay: Replay) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0..<24).contains(hour),
      (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    let time = Double(day(of: replay.start)) * 86_400 + Double(hour * 3600 + minute * 60 + second)
    // Whoever types the minute of the start means the start.
    return time + 60 <= replay.start ? time + 86_400 : time
  }
}
