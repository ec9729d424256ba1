/// What one proxy had counted at one moment.
package struct ProxyScrape: Sendable, Hashable {
  /// The moment by the proxy's own clock, in seconds since 1970; nil where the proxy does not say.
  package var time: Double?
  /// When the proxy started, in seconds since 1970; nil where the proxy does not say.
  package var startTime: Double?
  /// The counters.
  package var counters: [TrafficSeries: Double] = [:]
  /// What is wrong with the text, the first few.
  package var problems: [Problem] = []
  /// How many problems there are.
  package var problemCount = 0

  /// A broken line.
  package struct Problem: Sendable, Hashable {
    /// The line, counted from one.
    package var line: Int
    /// What was found, and what was expected.
    package var message: String
  }

  /// Nothing counted.
  package init() {}

  /// How long the proxy had been running, in seconds; nil where it does not say.
  package var uptime: Double? { time.flatMap { time in startTime.map { time - $0 } } }

  /// Whether the text is no exposition at all, such as an error page.
  package var isForeign: Bool { counters.isEmpty && startTime == nil && problemCount > 0 }
}
