import KubernetesSnapshot

/// The proxies that a Prometheus knows of, from its answers about a window.
package struct PrometheusHistories: Sendable, Hashable {
  /// What each proxy counted.
  package private(set) var proxies: [ProxyReference: ProxyHistory] = [:]
  /// The proxies whose scrape fails, by the newest `up`.
  package private(set) var failing: Set<ProxyReference> = []
  /// The proxies whose scrape works.
  package private(set) var working: Set<ProxyReference> = []
  /// The moment at which Prometheus answered, in seconds since 1970.
  package private(set) var answered: Double?
  /// The newest scrape among the answers, in seconds since 1970.
  package private(set) var newest: Double?
  /// What is wrong with some series, the first few.
  package private(set) var problems: [String] = []

  /// The name by which a series is selected that tells when a process started.
  package static let startTime = "process_start_time_seconds"
  private static let keptProblems = 10
  private static let adminPort = ":4191"

  /// Puts answers together.
  ///
  /// - Parameters:
  ///   - counters: The counters of `TrafficCounter`, with their names and samples.
  ///   - startTimes: When processes started, in the same window.
  ///   - up: Whether scrapes work, at the moment.
  package init(
    counters: PrometheusAnswer, startTimes: PrometheusAnswer, up: PrometheusAnswer
  ) {
    // A pod may be scraped by several jobs, and other containers of it have clocks, too.
    var targets: [Target: [(TrafficSeries, [PrometheusAnswer.Sample])]] = [:]
    for series in counters.series {
      guard let counter = series.labels["__name__"].flatMap(TrafficCounter.init) else { continue }
      guard let target = Target(series.labels) else {
        add("\(counter.rawValue): expected the labels namespace and pod, or instance")
        continue
      }
      do throws(LabelProblem) {
        let key = try TrafficSeries(counter, labels: series.labels)
        targets[target, default: []].append((key, series.samples))
      } catch {
        add("\(counter.rawValue): \(error.message)")
      }
    }
    var starts: [Target: [PrometheusAnswer.Sample]] = [:]
    for series in startTimes.series {
      guard let target = Target(series.labels), targets[target] != nil || target.isAdmin else {
        continue
      }
      starts[target] = series.samples
    }
    for target in Set(targets.keys).union(starts.keys) {
      let history = ProxyHistory(series: targets[target] ?? [], startTimes: starts[target] ?? [])
      newest = [newest, history.moments.last?.time].compactMap { $0 }.max()
      let known = proxies[target.proxy]?.moments.count ?? 0
      if history.moments.count > known { proxies[target.proxy] = history }
    }
    for series in up.series {
      guard let target = Target(series.labels), target.isAdmin || targets[target] != nil,
        let sample = series.samples.last
      else { continue }
      answered = [answered, sample.time].compactMap { $0 }.max()
      guard sample.value != 0 else {
        failing.insert(target.proxy)
        continue
      }
      working.insert(target.proxy)
      // A proxy that has counted nothing yet was looked at all the same.
      if proxies[target.proxy] == nil {
        proxies[target.proxy] = ProxyHistory(ProxyScrape(), at: sample.time)
      }
    }
    failing.subtract(working)
  }

  /// Whether no counter of a proxy is among the answers.
  package var isEmpty: Bool { newest == nil }

  private mutating func add(_ problem: String) {
    if problems.count < Self.keptProblems, !problems.contains(problem) { problems.append(problem) }
  }

  /// One target of Prometheus.
  private struct Target: Hashable {
    var job: String
    var instance: String
    var proxy: ProxyReference

    init?(_ labels: [String: String]) {
      guard let proxy = ProxyReference(labels: labels) else { return nil }
      self.proxy = proxy
      job = labels["job"] ?? ""
      instance = labels["instance"] ?? ""
    }

    /// Whether the proxy's own port is scraped.
    var isAdmin: Bool { instance.hasSuffix(PrometheusHistories.adminPort) }
  }
}
