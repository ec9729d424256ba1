import Foundation
package import KubernetesSnapshot
package import Traffic

/// Where traffic is to be looked for.
package enum TrafficPlace: Sendable, Hashable {
  /// A Prometheus by its address.
  case prometheus(HTTPPlace)
  /// Folders of proxies' metrics, each of one moment.
  case files([String])
  /// The cluster: linkerd-viz' Prometheus if it answers, the proxies themselves otherwise.
  case cluster
}

/// Looks at traffic, as often as it is asked to; the best source that answers is used.
package final class TrafficReader {
  private let place: TrafficPlace
  /// The cluster's API server, where there is one; logs are read through it.
  package var api: HTTPPlace?
  private let forward: KubectlOptions?
  private let client: HTTPClient
  private var prefersProxies = false
  /// When a Prometheus answered last, and the longest window that it was asked for.
  private var asked: (at: ContinuousClock.Instant, window: TrafficWindow)?
  private var forwards: [ResourceID: PortForward] = [:]
  private var prometheus: PortForward?

  /// How many forwarded ports are held at most.
  private static let mostForwards = 32

  /// A reader.
  ///
  /// - Parameters:
  ///   - place: Where to look.
  ///   - api: The cluster's API server, where there is one; logs are read through it.
  ///   - forward: With which cluster ports may be forwarded; nil when the user did not allow it.
  ///   - client: The client to ask with.
  package init(
    _ place: TrafficPlace, api: HTTPPlace?, forward: KubectlOptions?, client: HTTPClient
  ) {
    self.place = place
    self.api = api
    self.forward = forward
    self.client = client
  }

  /// Looks once.
  ///
  /// It waits for answers, and belongs on a thread of its own where somebody waits for that.
  ///
  /// - Parameters:
  ///   - window: How far back a source that remembers is asked.
  ///   - snapshot: The cluster, in which linkerd-viz is found.
  ///   - pods: The pods that have a proxy.
  /// - Returns: What was seen; what could not be seen is in it.
  /// - Throws: `TrafficFailure` when no source answers.
  package func look(
    _ window: TrafficWindow, in snapshot: Snapshot, pods: [ResourceID]
  ) throws(TrafficFailure) -> TrafficSample {
    switch place {
    case .files(let paths): return try ExpositionFolder.look(paths)
    case .prometheus(let place):
      let reader = PrometheusReader(
        place, source: TrafficSource(kind: .prometheus, name: place.shown), client: client)
      do throws(TrafficFailure) { return try ask(reader, window) } catch {
        throw TrafficFailure(error.cause, "\(error.message), at \(place.shown)")
      }
    case .cluster:
      guard let api else { throw TrafficFailure(.absent, "there is no cluster to be asked") }
      return try look(window, in: snapshot, pods: pods, api: api)
    }
  }

  /// Adds the clients that the proxies' logs name, where counters do not; files have theirs beside them.
  ///
  /// - Parameters:
  ///   - sample: The look.
  ///   - pods: The pods that have a proxy.
  package func addClients(to sample: inout TrafficSample, pods: [ResourceID]) {
    guard let api else { return }
    let nameless = pods.filter { pod in
      let proxy = ProxyReference(namespace: pod.namespace, pod: pod.name)
      return sample.proxies[proxy]?.series.contains { series in
        series.client.isUnmeshed && (series.outcome.isRefusal || series.outcome == .audit)
      } ?? false
    }
    ProxyReader(api: api, client: client).readLogs(of: nameless, into: &sample)
  }

  private func look(
    _ window: TrafficWindow, in snapshot: Snapshot, pods: [ResourceID], api: HTTPPlace
  ) throws(TrafficFailure) -> TrafficSample {
    var notes: [String] = []
    if !prefersProxies {
      do throws(TrafficFailure) {
        return try lookAtViz(window, in: snapshot, api: api)
      } catch {
        // Another source has no part of what this one said; so who answered once is waited for.
        guard asked == nil else { throw error }
        // Asked in vain, it is not asked again with each look.
        prefersProxies = true
        notes.append("linkerd-viz' Prometheus: \(error.message)")
      }
    }
    guard !pods.isEmpty else {
      throw TrafficFailure(
        .absent, (notes + ["no pod has a proxy to be asked"]).joined(separator: "; "))
    }
    var sample = TrafficSample(
      source: TrafficSource(kind: .proxies, name: "\(pods.count) proxies"),
      time: Date().timeIntervalSince1970)
    let reader = ProxyReader(api: api, client: client)
    // A pod that was replaced takes its port along.
    let current = Set(pods)
    forwards = forwards.filter { current.contains($0.key) && $0.value.isOpen }
    reader.look(at: pods.filter { forwards[$0] == nil }, into: &sample)
    try forwardRefused(pods, reader, &sample)
    sample.problems = notes + sample.problems
    if sample.proxies.isEmpty {
      let reasons = Set(sample.failures.values.map(Self.words)).sorted()
      throw TrafficFailure(
        .forbidden, (notes + ["no proxy answers"] + reasons.prefix(3)).joined(separator: "; "))
    }
    return sample
  }

  private func lookAtViz(
    _ window: TrafficWindow, in snapshot: Snapshot, api: HTTPPlace
  ) throws(TrafficFailure) -> TrafficSample {
    guard let namespace = Self.vizNamespace(of: snapshot) else {
      throw TrafficFailure(.absent, "linkerd-viz is not installed")
    }
    let source = TrafficSource(kind: .viz, name: "linkerd-viz in \(namespace)")
    do throws(TrafficFailure) {
      let place = api.below("/api/v1/namespaces/\(namespace)/services/prometheus:9090/proxy")
      return try ask(PrometheusReader(place, source: source, client: client), window)
    } catch {
      // Since 2.13 its policy lets in linkerd-viz alone, and the API server has no identity.
      guard let forward, error.cause == .forbidden else { throw error }
      let port: PortForward
      if let prometheus, prometheus.isOpen {
        port = prometheus
      } else {
        port = try PortForward(to: "svc/prometheus", in: namespace, port: 9090, forward)
        prometheus = port
      }
      return try ask(PrometheusReader(port.place, source: source, client: client), window)
    }
  }

  /// Asks proxies that refuse the API server on their loopback, if the user allows it.
  private func forwardRefused(
    _ pods: [ResourceID], _ reader: ProxyReader, _ sample: inout TrafficSample
  ) throws(TrafficFailure) {
    guard let forward else { return }
    for pod in pods {
      let proxy = ProxyReference(namespace: pod.namespace, pod: pod.name)
      guard forwards[pod] != nil || sample.failures[proxy] == .refused else { continue }
      if forwards[pod] == nil, forwards.count < Self.mostForwards {
        do throws(TrafficFailure) {
          forwards[pod] = try PortForward(
            to: "pod/\(pod.name)", in: pod.namespace, port: 4191, forward)
        } catch {
          sample.failures[proxy] = .failed(error.message)
        }
      }
      if let port = forwards[pod] { reader.look(at: pod, through: port.place, into: &sample) }
    }
  }

  /// Asks a Prometheus for a window, or for what is new in it.
  private func ask(
    _ reader: PrometheusReader, _ window: TrafficWindow
  ) throws(TrafficFailure) -> TrafficSample {
    let begun = ContinuousClock.now
    let before = asked.flatMap { $0.window.seconds >= window.seconds ? $0 : nil }
    let sample = try reader.look(window, askedBefore: before.map { begun - $0.at })
    asked = (begun, before?.window ?? window)
    return sample
  }

  private static func vizNamespace(of snapshot: Snapshot) -> String? {
    snapshot.namespaceNames.first { name in
      let contents = snapshot.namespaces[name]
      return contents?.namespace?.meta.labels["linkerd.io/extension"] == "viz"
        && contents?.services["prometheus"] != nil
    }
  }

  private static func words(_ failure: ScrapeFailure) -> String {
    switch failure {
    case .refused: "the proxies refuse it"
    case .failed(let reason): reason
    }
  }
}
