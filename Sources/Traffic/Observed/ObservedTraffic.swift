package import KubernetesSnapshot

/// What was observed within a window: who asked for what, and what became of it.
package struct ObservedTraffic: Sendable {
  /// Where it comes from.
  package var source: TrafficSource
  /// How far back it reaches.
  package var window: TrafficWindow
  /// The newest look at any proxy, in seconds since 1970; its distance from now is the age.
  package var newestLook: Double
  /// When the source answered, in seconds since 1970.
  package var answered: Double
  /// What was seen, in no order; also what was not seen in the window but since the proxy started.
  package var flows: [TrafficFlow]
  /// The proxies that were looked at, with the newest look.
  package var looks: [ProxyReference: ProxyHistory.Moment]
  /// The proxies that could not be looked at.
  package var failures: [ProxyReference: ScrapeFailure]
  /// What else is to be said, in words.
  package var problems: [String]

  /// Whether two looks are there for some proxy, so that there are rates.
  package var hasRates: Bool { flows.contains { $0.amount.count != nil } }
}

/// What one counter of one proxy tells.
package struct TrafficFlow: Sendable, Hashable {
  /// The proxy that counted.
  package var proxy: ProxyReference
  /// Who asked for what, and what became of it.
  package var series: TrafficSeries
  /// How much of it.
  package var amount: TrafficAmount
  /// The addresses of unmeshed clients that the proxy's log names, with how often it does.
  package var addresses: [IPAddress: Int]

  /// The addresses, the most frequent first.
  package var likeliestAddresses: [IPAddress] {
    addresses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}
