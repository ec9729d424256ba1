/// What one proxy had counted, at each moment at which it was looked at.
///
/// A counter that is missing at a moment was zero then, since the proxies keep these counters until
/// they end; but only a known start of the process says that it is the same proxy.
package struct ProxyHistory: Sendable, Hashable {
  /// A moment at which the proxy was looked at.
  package struct Moment: Sendable, Hashable, Codable {
    /// Seconds since 1970, by the clock of whoever looked.
    package var time: Double
    /// When the proxy started, by its own clock; it tells one process from the next.
    package var startTime: Double?
    /// How long the proxy had been running, in seconds; nil where nothing says so.
    package var uptime: Double?
  }

  /// A counter's value at a moment.
  private struct Reading: Sendable, Hashable {
    var moment: Int
    var value: Double
  }

  /// The moments, in the order of time.
  package private(set) var moments: [Moment] = []
  private var readings: [TrafficSeries: [Reading]] = [:]

  /// A proxy that was never looked at.
  package init() {}

  /// A proxy that was looked at once.
  package init(_ scrape: ProxyScrape, at time: Double) {
    add(scrape, at: time)
  }

  /// A history from series that were sampled together, such as Prometheus keeps.
  ///
  /// - Parameters:
  ///   - series: The samples of each counter; those that were taken together have the same time.
  ///   - startTimes: The proxy's start, as it was sampled.
  package init(
    series: [(TrafficSeries, [PrometheusAnswer.Sample])],
    startTimes: [PrometheusAnswer.Sample]
  ) {
    var starts: [Double: Double?] = [:]
    for (_, samples) in series { for sample in samples { starts[sample.time] = .some(nil) } }
    for sample in startTimes { starts[sample.time] = .some(sample.value) }
    let times = starts.keys.sorted()
    moments = times.map { time in
      let start = starts[time] ?? nil
      return Moment(time: time, startTime: start, uptime: start.map { time - $0 })
    }
    let positions = Dictionary(uniqueKeysWithValues: zip(times, times.indices))
    for (key, samples) in series {
      readings[key, default: []] += samples.compactMap { sample in
        guard sample.value.isFinite, sample.value >= 0, let moment = positions[sample.time] else {
          return nil
        }
        return Reading(moment: moment, value: sample.value)
      }
    }
    readings = readings.compactMapValues { $0.isEmpty ? nil : Self.ordered($0) }
  }

  /// Readings in order; those of one moment added up, since they differ only in the address.
  private static func ordered(_ readings: [Reading]) -> [Reading] {
    var result: [Reading] = []
    for reading in readings.sorted(by: { $0.moment < $1.moment }) {
      if let last = result.last, last.moment == reading.moment {
        result[result.count - 1].value += reading.value
      } else {
        result.append(reading)
      }
    }
    return result
  }

  /// The counters that were ever seen.
  package var series: some Collection<TrafficSeries> { readings.keys }

  /// Takes note of a look; one that is not later than the last is passed over.
  package mutating func add(_ scrape: ProxyScrape, at time: Double) {
    add(
      Moment(time: time, startTime: scrape.startTime, uptime: scrape.uptime),
      counters: scrape.counters.lazy.map { ($0.key, $0.value) })
  }

  /// Takes note of what was counted at a moment; one that is not later than the last is passed over.
  mutating func add(_ moment: Moment, counters: some Sequence<(TrafficSeries, Double)>) {
    if let last = moments.last, moment.time <= last.time { return }
    moments.append(moment)
    for (key, value) in counters {
      readings[key, default: []].append(Reading(moment: moments.count - 1, value: value))
    }
  }

  /// What was counted at a moment.
  struct Look {
    /// The moment.
    var moment: Moment
    /// The counters, in no particular order.
    var counters: [(series: TrafficSeries, value: Double)] = []
  }

  /// What was counted at each moment that is later than a time, in order.
  func looks(after time: Double) -> [Look] {
    guard let first = moments.firstIndex(where: { $0.time > time }) else { return [] }
    var looks = moments[first...].map { Look(moment: $0) }
    for (series, values) in readings {
      for reading in values where reading.moment >= first {
        looks[reading.moment - first].counters.append((series, reading.value))
      }
    }
    return looks
  }

  /// Takes over the later moments of another history of the same proxy.
  ///
  /// Moments of which nothing is told, not even when the proxy started, say nothing of one that is known.
  package mutating func add(_ other: ProxyHistory) {
    let isSilent = other.readings.isEmpty && other.moments.allSatisfy { $0.startTime == nil }
    guard moments.isEmpty || !isSilent else { return }
    let last = moments.last?.time ?? -.infinity
    let known = other.moments.firstIndex { $0.time > last } ?? other.moments.count
    let offset = moments.count - known
    moments += other.moments[known...]
    for (key, values) in other.readings {
      let later = values.filter { $0.moment >= known }
      guard !later.isEmpty else { continue }
      readings[key, default: []] += later.map {
        Reading(moment: $0.moment + offset, value: $0.value)
      }
    }
  }

  /// Drops the moments before a time.
  package mutating func forget(before time: Double) {
    let dropped = moments.firstIndex { $0.time >= time } ?? moments.count
    guard dropped > 0 else { return }
    moments.removeFirst(dropped)
    readings = readings.compactMapValues { values in
      let kept = values.filter { $0.moment >= dropped }
        .map { Reading(moment: $0.moment - dropped, value: $0.value) }
      return kept.isEmpty ? nil : kept
    }
  }

  /// A stretch of time between two looks, and how much a counter grew in it.
  struct Step: Hashable {
    var from: Double
    var to: Double
    /// Nil where that cannot be known.
    var growth: Double?
  }

  /// How a counter grew, look by look.
  ///
  /// - Parameters:
  ///   - key: The counter.
  ///   - longestGap: Looks that are further apart say nothing of what was between them, in seconds.
  /// - Returns: The stretches, in order.
  /// - Complexity: O(moments).
  func steps(of key: TrafficSeries, longestGap: Double) -> [Step] {
    guard let values = readings[key], let first = moments.first else { return [] }
    var value: [Double?] = Array(repeating: nil, count: moments.count)
    for reading in values { value[reading.moment] = reading.value }
    var steps: [Step] = []
    // What a proxy counted by the first look, it counted since it started.
    if let uptime = first.uptime, uptime > 0, uptime <= longestGap {
      steps.append(Step(from: first.time - uptime, to: first.time, growth: value[0] ?? 0))
    }
    for index in moments.indices.dropFirst() {
      let before = moments[index - 1]
      let after = moments[index]
      let growth =
        after.time - before.time > longestGap
        ? nil
        : Self.growth(from: value[index - 1], before, to: value[index], after)
      steps.append(Step(from: before.time, to: after.time, growth: growth))
    }
    return steps
  }

  private static func growth(
    from old: Double?, _ before: Moment, to new: Double?, _ after: Moment
  ) -> Double? {
    // The clock that a start is computed from may slip a little.
    let isSame = before.startTime.flatMap { a in after.startTime.map { abs($0 - a) < 2 } }
    switch (old, new, isSame) {
    case (let old?, let new?, _) where new < old: return new  // A new process counts from zero.
    case (_, let new?, false): return new
    case (let old?, let new?, _): return new - old
    case (nil, let new?, true): return new
    case (_, nil, _): return 0
    // Whether this counter is new, or only the look at it, nobody says.
    default: return nil
    }
  }

  /// Whether a counter had counted something before the first look, and nobody knows when.
  func isOlderThanLooks(_ key: TrafficSeries, steps: [Step]) -> Bool {
    guard let first = readings[key]?.first, first.moment == 0, first.value > 0 else { return false }
    return steps.first?.from ?? moments[0].time >= moments[0].time
  }

  /// The value at the last look; zero when the counter is gone since the proxy was restarted.
  func total(of key: TrafficSeries) -> Double {
    guard let last = readings[key]?.last, last.moment == moments.count - 1 else { return 0 }
    return last.value
  }
}
