package import KubernetesSnapshot
import LinkerdPolicy

/// A meshed pod of which nothing was observed: it may be refusing traffic all the same.
package struct UnobservedPod: Sendable, Hashable {
  /// The pod.
  package var pod: ResourceID
  /// Its workload.
  package var workload: ResourceID
  /// Why nothing was observed.
  package var why: Why
  /// What would let the scrape in; nil where policy does not stand in its way.
  package var admission: String?

  /// Why nothing was observed.
  package enum Why: Sendable, Hashable {
    /// The pod's own policy refuses the scrape, by this Server or default policy (`E-42`).
    case refused(by: String)
    /// The scrape fails for another reason, in words.
    case failed(String)
    /// Nobody scrapes it.
    case notScraped

    /// In plain words.
    package var words: String {
      switch self {
      case .refused(let policy): "its metrics are refused by \(policy)"
      case .failed(let reason): reason
      case .notScraped: "nobody scrapes it"
      }
    }
  }

  /// The pods that were not looked at.
  static func pods(
    of traffic: ObservedTraffic, _ policy: ResolvedPolicy, _ proxies: ProxyDirectory
  ) -> [UnobservedPod] {
    let observed = Set(traffic.looks.keys.compactMap { proxies.place(of: $0)?.pod })
    var failures: [ResourceID: ScrapeFailure] = [:]
    for (proxy, failure) in traffic.failures {
      if let pod = proxies.place(of: proxy)?.pod { failures[pod] = failure }
    }
    let scraper = ExpectedTraffic.scraper(in: policy)
    var found: [UnobservedPod] = []
    for place in proxies.meshed {
      // What was scraped a while ago is no look of now.
      guard !observed.contains(place.pod) || failures[place.pod] != nil else { continue }
      if case .pod(let pod) = policy.snapshot[place.pod], pod.isFinished { continue }
      let failure = failures[place.pod]
      let decision = policy.decide(
        .route(.default), by: scraper, port: InboundWorkload.adminPort, on: place.inbound)
      let isRefused = failure == .refused || decision?.outcome == .deny
      let server = policy.inboundServer(port: InboundWorkload.adminPort, of: place.inbound)
      let label = PolicyLabel(kind: server.reference.kind, name: server.reference.name)
      let why: Why =
        if isRefused { .refused(by: label.words) } else if case .failed(let text)? = failure {
          .failed(text)
        } else { .notScraped }
      found.append(
        UnobservedPod(
          pod: place.pod, workload: place.workload.id, why: why,
          admission: isRefused ? admission(traffic.source, place.pod.namespace) : nil))
    }
    return found.sorted { $0.pod < $1.pod }
  }

  private static func admission(_ source: TrafficSource, _ namespace: String) -> String {
    switch source.kind {
    case .prometheus, .viz:
      "linkerd viz allow-scrapes -n \(namespace) | kubectl apply -f -"
    case .proxies, .files:
      "--port-forward, or a Server for port linkerd-admin with a policy that lets the scraper in"
    }
  }
}
