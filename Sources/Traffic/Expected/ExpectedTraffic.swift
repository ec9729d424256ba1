package import KubernetesSnapshot
package import LinkerdPolicy

/// Traffic that every mesh carries whether or not anyone looks: health probes and metrics scrapes.
package enum ExpectedTraffic {
  /// What two states of a cluster do differently to probes and scrapes.
  ///
  /// - Parameters:
  ///   - before: The cluster as it is.
  ///   - after: The cluster as it would be.
  /// - Returns: What would fail, then what would work again, by workload and port.
  /// - Complexity: O(probes of the namespaces that differ).
  package static func consequences(
    from before: ResolvedPolicy, to after: ResolvedPolicy
  ) -> [Consequence] {
    var found: [Consequence] = []
    let (oldScraper, newScraper) = (scraper(in: before), scraper(in: after))
    for name in after.namespaces.keys.sorted() {
      guard let new = after.namespaces[name], before.namespaces[name] != new else { continue }
      for workload in new.workloads {
        guard let old = before.namespaces[name]?.workloads.first(where: { $0.id == workload.id })
        else { continue }
        let was = outcomes(of: old, in: before, scraper: oldScraper)
        for (flow, outcome) in outcomes(of: workload, in: after, scraper: newScraper) {
          guard let earlier = was[flow], earlier.isAllowed != outcome.isAllowed else { continue }
          found.append(
            Consequence(workload: workload.id, flow: flow, fails: !outcome.isAllowed))
        }
      }
    }
    return found.sorted {
      ($0.fails ? 0 : 1, $0.workload, $0.flow) < ($1.fails ? 0 : 1, $1.workload, $1.flow)
    }
  }

  /// Probes of a workload that its policy refuses as things are.
  package static func failingProbes(
    of workload: ResolvedWorkload, in policy: ResolvedPolicy
  ) -> [ExpectedFlow] {
    outcomes(of: workload, in: policy, scraper: nil)
      .filter { $0.value == .deny || $0.value == .noRoute }
      .map(\.key).sorted()
  }

  /// What becomes of the probes of a workload, and of the scrapes where there is someone who scrapes.
  private static func outcomes(
    of workload: ResolvedWorkload, in policy: ResolvedPolicy, scraper: Client?
  ) -> [ExpectedFlow: AccessDecision.Outcome] {
    var outcomes: [ExpectedFlow: AccessDecision.Outcome] = [:]
    for variant in workload.variants where variant.inbound.enforcement == .enforced {
      let kubelet = Client(
        address: variant.pods.first?.hostAddress.map { .known($0) } ?? .outside([]), tls: .none)
      for probe in variant.pod.map(HealthProbe.probes) ?? [] {
        guard let traffic = probe.traffic else { continue }
        let flow = ExpectedFlow(
          kind: .probe, port: probe.port, words: "\(probe.purpose.rawValue) probe \(probe.words)")
        outcomes[flow] = policy.outcome(
          kubelet, traffic, port: probe.port, on: variant.inbound)
      }
      guard let scraper, variant.inbound.kind == .pod else { continue }
      let scrape = AccessRequest.Traffic.request(HTTPRequest(path: "/metrics"))
      let flow = ExpectedFlow(
        kind: .scrape, port: InboundWorkload.adminPort, words: "metrics scrape GET /metrics")
      outcomes[flow] = policy.outcome(
        scraper, scrape, port: InboundWorkload.adminPort, on: variant.inbound)
    }
    return outcomes
  }

  /// Who scrapes the proxies: linkerd-viz's Prometheus if it is there, else any pod of the cluster.
  static func scraper(in policy: ResolvedPolicy) -> Client {
    for namespace in policy.namespaces.keys.sorted() {
      let contents = policy.snapshot.namespaces[namespace]
      guard contents?.namespace?.meta.labels["linkerd.io/extension"] == "viz",
        let workload = policy.namespaces[namespace]?.workloads.first(where: {
          $0.id.name == "prometheus"
        })
      else { continue }
      let addresses = workload.instances.compactMap(\.address)
      return Client(
        address: addresses.isEmpty ? .inside(policy.mesh.clusterNetworks) : .known(addresses),
        tls: workload.isMeshed
          ? .identity(
            policy.mesh.identity(serviceAccount: workload.serviceAccount, namespace: namespace))
          : .none)
    }
    return Client(address: .inside(policy.mesh.clusterNetworks), tls: .none)
  }
}

/// One kind of traffic that is expected on a port.
package struct ExpectedFlow: Sendable, Hashable, Comparable {
  /// Who sends it.
  package enum Kind: Sendable, Hashable {
    case probe, scrape
  }

  /// Who sends it.
  package var kind: Kind
  /// The port.
  package var port: UInt16
  /// What is sent: `readiness probe GET /ready`.
  package var words: String

  /// By port, then words.
  package static func < (a: ExpectedFlow, b: ExpectedFlow) -> Bool {
    (a.port, a.words) < (b.port, b.words)
  }
}

/// Expected traffic that a change breaks or mends.
package struct Consequence: Sendable, Hashable {
  /// The workload.
  package var workload: ResourceID
  /// The traffic.
  package var flow: ExpectedFlow
  /// Whether it fails afterwards; otherwise it works again.
  package var fails: Bool
}
