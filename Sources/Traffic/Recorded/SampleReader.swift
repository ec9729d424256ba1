/// Turns what a recording kept into looks at traffic again, one after the other.
package struct SampleReader: Sendable {
  private var series: [Int: TrafficSeries] = [:]

  /// A reader that has seen nothing.
  package init() {}

  /// The look that was recorded.
  ///
  /// - Parameter recorded: What was kept of it.
  /// - Returns: The look, with what is new in it; nil when it has counters that were never named.
  package mutating func read(_ recorded: RecordedSample) -> TrafficSample? {
    for counter in recorded.counters { series[counter.number] = counter.series }
    var sample = TrafficSample(source: recorded.source, time: recorded.time)
    sample.problems = recorded.problems
    for proxy in recorded.proxies {
      var history = ProxyHistory()
      for look in proxy.looks {
        let names = look.numbers.compactMap { series[$0] }
        guard names.count == look.values.count, names.count == look.numbers.count else {
          return nil
        }
        history.add(look.moment, counters: zip(names, look.values))
      }
      if !proxy.looks.isEmpty { sample.proxies[proxy.reference] = history }
      sample.failures[proxy.reference] = proxy.failure
      sample.clients[proxy.reference] = proxy.clients.map { clients in
        Dictionary(clients.map { ($0.client, $0.count) }, uniquingKeysWith: max)
      }
    }
    return sample
  }
}
