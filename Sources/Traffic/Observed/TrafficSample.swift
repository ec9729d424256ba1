/// What one look at a source gave.
package struct TrafficSample: Sendable {
  /// Where it comes from.
  package var source: TrafficSource
  /// When the source answered, in seconds since 1970.
  package var time: Double
  /// What each proxy had counted; one moment, or several where the source remembers.
  package var proxies: [ProxyReference: ProxyHistory] = [:]
  /// The proxies that could not be looked at.
  package var failures: [ProxyReference: ScrapeFailure] = [:]
  /// The clients that the proxies' logs name, and how often.
  package var clients: [ProxyReference: [LoggedClient: Int]] = [:]
  /// What else is to be said, in words.
  package var problems: [String] = []

  /// The time between the first and the last moment; nil when there is only one.
  package var span: TrafficWindow? {
    let times = proxies.values.flatMap { $0.moments.map(\.time) }
    guard let first = times.min(), let last = times.max(), last - first >= 1 else { return nil }
    return TrafficWindow(seconds: last - first)
  }

  /// A look that gave nothing yet.
  package init(source: TrafficSource, time: Double) {
    self.source = source
    self.time = time
  }

  /// What Prometheus answered.
  package init(source: TrafficSource, time: Double, _ answers: PrometheusHistories) {
    self.init(source: source, time: answers.answered ?? time)
    proxies = answers.proxies
    for proxy in answers.failing {
      failures[proxy] = .failed("Prometheus cannot scrape it")
      // What was scraped before stays; it is the look of now that is missing.
    }
    problems = answers.problems
  }
}
