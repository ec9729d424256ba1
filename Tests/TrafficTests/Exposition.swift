@testable import Traffic

/// Expositions of a proxy, written as the proxies write them.
enum Exposition {
  /// One counter's line.
  static func line(
    _ counter: TrafficCounter, port: Int = 8080, server: String = "web-http",
    route: String? = "default", authorization: (kind: String, name: String)? = nil,
    client: String =
      #"tls="true",client_id="front.vote.serviceaccount.identity.linkerd.cluster.local""#,
    _ value: String
  ) -> String {
    var labels = [
      #"target_addr="10.4.0.9:\#(port)",target_ip="10.4.0.9",target_port="\#(port)""#,
      #"srv_group="policy.linkerd.io",srv_kind="server",srv_name="\#(server)",srv_port="\#(port)""#,
    ]
    if let route {
      labels.append(#"route_group="",route_kind="default",route_name="\#(route)""#)
    }
    if let authorization {
      labels.append(
        #"authz_group="",authz_kind="\#(authorization.kind)",authz_name="\#(authorization.name)""#)
    }
    return "\(counter.rawValue){\((labels + [client]).joined(separator: ","))} \(value)"
  }

  /// A whole answer: the counters among others, with the process's clock.
  static func text(_ lines: [String], start: Double = 1000, uptime: Double = 60) -> String {
    (["# HELP stack_poll_total Polls.", "# TYPE stack_poll_total counter"]
      + [#"stack_poll_total{direction="inbound",name="http/1"} 9"#] + lines
      + [
        "process_start_time_seconds \(start)", "process_uptime_seconds_total \(uptime)", "# EOF",
        "",
      ])
      .joined(separator: "\n")
  }

  /// What a proxy counts of one client's refused requests.
  static let denied = try? TrafficSeries(
    .httpDeny,
    labels: [
      "srv_port": "8080", "srv_kind": "server", "srv_name": "web-http", "route_kind": "default",
      "route_name": "default", "tls": "true", "client_id": "x.y",
    ])
}
