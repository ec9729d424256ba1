/// Everything that was looked at so far: the looks at the proxies, kept for the longest window.
package struct TrafficLog: Sendable {
  private var proxies: [ProxyReference: ProxyHistory] = [:]
  private var clients: [ProxyReference: [LoggedClient: Int]] = [:]
  private var newest: TrafficSample?

  /// A log without a look.
  package init() {}

  /// Whether nobody has looked yet.
  package var isEmpty: Bool { newest == nil }

  /// Adds a look; it is the newest.
  ///
  /// - Complexity: O(counters of the look).
  package mutating func add(_ sample: TrafficSample) {
    if let newest, newest.source != sample.source {
      // Another source sees other moments, between which no growth can be told.
      proxies = [:]
    }
    for (proxy, history) in sample.proxies {
      proxies[proxy, default: ProxyHistory()].add(history)
    }
    for (proxy, found) in sample.clients {
      clients[proxy, default: [:]].merge(found) { _, new in new }
    }
    let horizon = sample.time - TrafficWindow.range.upperBound - 300
    for proxy in proxies.keys {
      proxies[proxy]?.forget(before: horizon)
      if proxies[proxy]?.moments.isEmpty == true { proxies[proxy] = nil }
    }
    newest = sample
  }

  /// What was seen within a window up to the newest look.
  ///
  /// - Parameter window: How far back.
  /// - Returns: The traffic; nil when nobody has looked yet.
  /// - Complexity: O(counters · looks).
  package func traffic(in window: TrafficWindow) -> ObservedTraffic? {
    guard let newest else { return nil }
    let end = proxies.values.compactMap { $0.moments.last?.time }.max() ?? newest.time
    var flows: [TrafficFlow] = []
    var looks: [ProxyReference: ProxyHistory.Moment] = [:]
    for (proxy, history) in proxies {
      guard let last = history.moments.last else { continue }
      if end - last.time <= window.longestGap { looks[proxy] = last }
      let logged = clients[proxy] ?? [:]
      for series in history.series {
        let addresses =
          series.client.isUnmeshed ? logged.filter { $0.key.isCounted(by: series) } : [:]
        flows.append(
          TrafficFlow(
            proxy: proxy, series: series,
            amount: history.amount(of: series, in: window, endingAt: end),
            addresses: addresses.reduce(into: [:]) { $0[$1.key.address, default: 0] += $1.value }))
      }
    }
    return ObservedTraffic(
      source: newest.source, window: window, newestLook: end, answered: newest.time, flows: flows,
      looks: looks, failures: newest.failures, problems: newest.problems)
  }
}
