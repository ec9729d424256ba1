import Foundation
import KubernetesSnapshot
import LinkerdPolicy

@testable import Traffic

/// A small cluster with what its proxies counted.
///
/// `front` may call `tally` on 8080, `press` may not; 9090 of `tally` has no Server; `vault` denies all.
enum SampleMesh {
  static let manifests = """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"vote"}}
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"old"}}
    \(pod("front-1", account: "front", address: "10.4.0.8", ports: [8080]))
    \(pod("press-1", account: "press", address: "10.4.0.7", ports: [8080]))
    \(pod("tally-1", account: "tally", address: "10.4.0.9", ports: [8080, 9090]))
    \(pod("vault-1", account: "vault", address: "10.4.0.6", ports: [80], policy: "deny"))
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cron-1","namespace":"old"},"spec":{"serviceAccountName":"cron","containers":[{"name":"app"}]},"status":{"podIP":"10.4.0.77","hostIP":"192.168.9.1","phase":"Running"}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"tally-http","namespace":"vote","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"podSelector":{"matchLabels":{"app":"tally"}},"port":8080,"proxyProtocol":"HTTP/1"}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"tally-from-front","namespace":"vote","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"tally-http"},"requiredAuthenticationRefs":[{"kind":"ServiceAccount","name":"front"}]}}
    """

  /// A running pod with a proxy.
  static func pod(
    _ name: String, account: String, address: String, ports: [Int], policy: String? = nil,
    skip: String? = nil
  ) -> String {
    let annotations = [
      policy.map { #""config.linkerd.io/default-inbound-policy":"\#($0)""# },
      skip.map { #""config.linkerd.io/skip-inbound-ports":"\#($0)""# },
    ].compactMap { $0 }.joined(separator: ",")
    let list = ports.map { #"{"containerPort":\#($0)}"# }.joined(separator: ",")
    return
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#(name)","namespace":"vote","creationTimestamp":"2026-01-01T00:00:00Z","annotations":{\#(annotations)},"labels":{"app":"\#(account)","linkerd.io/control-plane-ns":"linkerd"}},"spec":{"serviceAccountName":"\#(account)","containers":[{"name":"app","ports":[\#(list)]},{"name":"linkerd-proxy"}]},"status":{"podIP":"\#(address)","hostIP":"192.168.9.1","phase":"Running"}}"#
  }

  /// A resolved cluster; one object as JSON on each line.
  static func policy(
    _ manifests: String = manifests, default mode: DefaultInboundPolicy = .allUnauthenticated
  ) -> ResolvedPolicy {
    let decoder = ResourceDecoder()
    let resources = manifests.split(separator: "\n").compactMap { line -> Resource? in
      guard case .resource(let resource) = decoder.decode(Data(line.utf8)) else { return nil }
      return resource
    }
    var mesh = MeshConfiguration()
    mesh.defaultInboundPolicy = mode
    return ResolvedPolicy(Snapshot(resources), mesh: mesh)
  }

  /// The labels of a client of the mesh.
  static func identity(_ account: String) -> String {
    #"tls="true",client_id="\#(account).vote.serviceaccount.identity.linkerd.cluster.local""#
  }

  /// The labels of a client without mesh TLS.
  static let unmeshed = #"tls="no_identity",no_tls_reason="no_tls_from_remote""#

  /// What proxies counted in a minute: nothing before it, these lines after it.
  static func traffic(
    _ lines: [String: [String]], failing: [String: ScrapeFailure] = [:],
    clients: [String: [LoggedClient: Int]] = [:], at time: Double = 1_800_000_000
  ) -> ObservedTraffic? {
    var sample = TrafficSample(source: TrafficSource(kind: .viz, name: "test"), time: time)
    for (pod, lines) in lines {
      let start = time - 5000
      var history = ProxyHistory()
      for (moment, text) in [(time - 60, []), (time, lines)] {
        let scrape = ExpositionParser.scrape(
          of: Array(Exposition.text(text, start: start, uptime: moment - start).utf8))
        history.add(scrape, at: moment)
      }
      sample.proxies[ProxyReference(namespace: "vote", pod: pod)] = history
    }
    for (pod, failure) in failing {
      sample.failures[ProxyReference(namespace: "vote", pod: pod)] = failure
    }
    for (pod, found) in clients {
      sample.clients[ProxyReference(namespace: "vote", pod: pod)] = found
    }
    var log = TrafficLog()
    log.add(sample)
    return log.traffic(in: TrafficWindow(seconds: 60))
  }
}
