import LinkerdPolicy
import Testing
import Traffic

@testable import Dashboard

/// What the proxies of `SampleCluster.shop` counted in a minute.
enum SampleTraffic {
  /// What is let in and refused: `web` reads orders and may not change them, `gate` may nothing, and
  /// something lets `gate` in that the cluster does not have.
  static let shop = [
    "orders-1": [
      line("http_authz_allow", read, "web", 600, by: ("authorizationpolicy", "read-from-web")),
      line("http_authz_deny", change, "web", 120),
      line("http_authz_deny", read, "gate", 30, of: "edge"),
      line("http_authz_allow", change, "gate", 6, of: "edge", by: ("authorizationpolicy", "gone")),
      line("http_route_not_found", nil, "web", 3),
      line("tcp_authz_deny", nil, nil, 12, port: 8801, server: ("default", "deny")),
    ],
    "web-1": [
      line(
        "http_authz_allow", ("default", "default"), "orders", 60,
        server: ("default", "all-unauthenticated"), by: ("default", "all-unauthenticated"))
    ],
  ]
  static let read = ("HTTPRoute", "read")
  static let change = ("HTTPRoute", "change")

  /// A counter's line; without an account the client is unmeshed.
  static func line(
    _ counter: String, _ route: (kind: String, name: String)?, _ account: String?, _ count: Int,
    of namespace: String = "shop", port: Int = 8080,
    server: (kind: String, name: String) = ("server", "orders-http"),
    by authorization: (kind: String, name: String)? = nil
  ) -> String {
    var labels = [
      #"target_port="\#(port)",srv_port="\#(port)",srv_kind="\#(server.kind)",srv_name="\#(server.name)""#
    ]
    if let route {
      let group = route.kind == "default" ? "" : "policy.linkerd.io"
      labels.append(
        #"route_group="\#(group)",route_kind="\#(route.kind)",route_name="\#(route.name)""#)
    }
    if let authorization {
      labels.append(#"authz_kind="\#(authorization.kind)",authz_name="\#(authorization.name)""#)
    }
    let identity = "\(account ?? "").\(namespace).serviceaccount.identity.linkerd.cluster.local"
    labels.append(
      account == nil
        ? #"tls="no_identity",no_tls_reason="no_tls_from_remote""#
        : #"tls="true",client_id="\#(identity)""#)
    return "inbound_\(counter)_total{\(labels.joined(separator: ","))} \(count)"
  }

  /// Looks at the proxies a minute ago, when they had counted nothing, and now.
  static func sample(
    _ lines: [String: [String]] = shop, kind: TrafficSource.Kind = .viz,
    at time: Double = 1_800_000_000
  ) -> TrafficSample {
    var sample = TrafficSample(source: TrafficSource(kind: kind, name: "sample"), time: time)
    for (pod, lines) in lines {
      var history = ProxyHistory()
      for (age, lines) in [(60.0, []), (0, lines)] {
        let text = (lines + ["process_start_time_seconds 1", "# EOF", ""]).joined(separator: "\n")
        history.add(ProxyHistory(ExpositionParser.scrape(of: Array(text.utf8)), at: time - age))
      }
      sample.proxies[ProxyReference(namespace: "shop", pod: pod)] = history
    }
    return sample
  }

  /// A dashboard on the shop that has seen traffic; the pod `gate` is not observed.
  static func dashboard(
    _ lines: [String: [String]] = shop, columns: Int = 80, rows: Int = 24
  ) -> DashboardState {
    var state = SampleCluster.dashboard(columns: columns, rows: rows)
    state.traffic = LiveTraffic(isExpected: true)
    state.see(sample(lines))
    return state
  }
}

extension DashboardState {
  /// Takes in a look of a minute.
  mutating func see(_ sample: TrafficSample, asked seconds: Double = 60) {
    _ = updateAtOnce(.trafficSampled(sample, asked: TrafficWindow(seconds: seconds)))
  }

  /// The frame's line that contains a text.
  func line(containing text: String) -> String? {
    frame.text.split(separator: "\n").first { $0.contains(text) }.map(String.init)
  }
}
