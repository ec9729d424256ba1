/// How much of something was seen within a window.
package struct TrafficAmount: Sendable, Hashable {
  /// How many requests or connections; nil where two looks are missing, so that nothing can be said.
  package var count: Double?
  /// How many seconds of the window were observed.
  package var seconds: Double
  /// How many since the proxy started.
  package var total: Double
  /// The rate per second in equal parts of the window, the oldest first; nil where nobody looked.
  package var points: [Double?]
  /// When the counter was first seen to grow, in seconds since 1970; nil for earlier than all looks.
  package var firstSeen: Double?
  /// When it was last seen to grow, in seconds since 1970; nil if it never was.
  package var lastSeen: Double?

  /// How many parts the window is cut into.
  package static let pointCount = 12

  /// How many per second; nil where that cannot be known.
  package var rate: Double? { count.map { seconds > 0 ? $0 / seconds : 0 } }

  /// Whether anything was seen in the window.
  package var isActive: Bool { (count ?? 0) > 0 }
}

extension ProxyHistory {
  /// How much a counter grew within a window.
  ///
  /// Growth counts from the look that is nearest to the window's begin, with its time: nothing that
  /// happened between two looks is divided.
  ///
  /// - Parameters:
  ///   - key: The counter.
  ///   - window: The window.
  ///   - end: The newest look at any proxy, in seconds since 1970.
  /// - Returns: The amount.
  package func amount(
    of key: TrafficSeries, in window: TrafficWindow, endingAt end: Double
  ) -> TrafficAmount {
    let steps = steps(of: key, longestGap: window.longestGap)
    // Proxies are not looked at all at once; one that is not looked at any more is quiet.
    let last = moments.last?.time ?? end
    let end = end - last <= window.longestGap ? min(end, last) : end
    let start = end - window.seconds
    let ended = steps.filter { $0.to <= end }
    let begin = ended.map(\.from).min { abs($0 - start) < abs($1 - start) } ?? start
    let inside = ended.filter { $0.from >= begin && $0.to > start }
    let known = inside.filter { $0.growth != nil }
    let grown = steps.filter { ($0.growth ?? 0) > 0 }
    return TrafficAmount(
      count: known.isEmpty ? nil : known.reduce(0) { $0 + ($1.growth ?? 0) },
      seconds: known.reduce(0) { $0 + $1.to - $1.from }, total: total(of: key),
      points: Self.points(ended.filter { $0.growth != nil }, from: start, to: end),
      firstSeen: isOlderThanLooks(key, steps: steps) ? nil : grown.first?.to,
      lastSeen: grown.last?.to)
  }

  /// The rate in each part of a window.
  private static func points(_ steps: [Step], from start: Double, to end: Double) -> [Double?] {
    let width = (end - start) / Double(TrafficAmount.pointCount)
    return (0..<TrafficAmount.pointCount).map { index in
      let from = start + Double(index) * width
      var grown = 0.0
      var seen = 0.0
      for step in steps {
        let overlap = min(step.to, from + width) - max(step.from, from)
        guard overlap > 0, let growth = step.growth else { continue }
        grown += growth * overlap / (step.to - step.from)
        seen += overlap
      }
      return seen > 0 ? grown / seen : nil
    }
  }
}
