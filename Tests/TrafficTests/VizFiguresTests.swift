import KubernetesSnapshot
import LinkerdPolicy
import Testing

@testable import Traffic

/// What `linkerd viz authz` makes of the same counters, and what it leaves out.
@Suite struct VizFiguresTests {
  /// A line of `linkerd viz authz`: by route, Server and authorization, per second.
  private struct Row: Hashable {
    var route: String
    var server: String
    var authorization: String
    var unauthorized: Double
    var allowed: Double
  }

  private func line(
    _ counter: TrafficCounter, _ client: String, _ count: Int, port: Int = 8080,
    server: String = "tally-http", route: String? = "default", by policy: String? = nil
  ) -> String {
    let isDefault = server.hasPrefix("all-")
    return Exposition.line(
      counter, port: port, server: server, route: route,
      authorization: policy.map { (kind: isDefault ? "default" : "authorizationpolicy", name: $0) },
      client: client, "\(count)"
    ).replacing(
      #"srv_kind="server""#, with: #"srv_kind="\#(isDefault ? "default" : "server")""#)
  }

  private func report() throws -> TrafficReport {
    let front = SampleMesh.identity("front")
    let press = SampleMesh.identity("press")
    let traffic = try #require(
      SampleMesh.traffic([
        "tally-1": [
          line(.httpAllow, front, 600, by: "tally-from-front"),
          line(.httpDeny, press, 120), line(.httpDeny, SampleMesh.unmeshed, 60),
          line(
            .httpAllow, press, 30, port: 9090, server: "all-unauthenticated",
            by: "all-unauthenticated"),
          line(.httpRouteNotFound, front, 6, route: nil),
          line(.httpRateLimit, front, 12, route: nil),
          line(.tcpDeny, press, 18, route: nil),
        ]
      ]))
    return TrafficReport(traffic, SampleMesh.policy())
  }

  @Test("every line of viz is there, with its figures") func everyLineOfVizIsThere() throws {
    var sums: [[String]: (denied: Double, allowed: Double)] = [:]
    for edge in try report().edges where edge.flow.series.unit == .request {
      let series = edge.flow.series
      let server = try #require(series.server)
      let key = [
        series.route?.name ?? "", server.isDefault ? "default:\(server.name)" : server.name,
        series.authority.map { "\($0.kind)/\($0.name)" } ?? "",
      ]
      let rate = edge.flow.amount.rate ?? 0
      switch series.outcome {
      case .allowed, .audit: sums[key, default: (0, 0)].allowed += rate
      case .denied: sums[key, default: (0, 0)].denied += rate
      default: continue
      }
    }
    let rows = sums.map {
      Row(
        route: $0.key[0], server: $0.key[1], authorization: $0.key[2],
        unauthorized: $0.value.denied,
        allowed: $0.value.allowed)
    }
    // ROUTE    SERVER                       AUTHORIZATION                          UNAUTHORIZED   RPS
    #expect(
      Set(rows) == [
        Row(
          route: "default", server: "tally-http", authorization: "", unauthorized: 3, allowed: 0),
        Row(
          route: "default", server: "tally-http",
          authorization: "authorizationpolicy/tally-from-front", unauthorized: 0, allowed: 10),
        Row(
          route: "default", server: "default:all-unauthenticated",
          authorization: "default/all-unauthenticated", unauthorized: 0, allowed: 0.5),
      ])
  }

  @Test("and beside them the client, the port, connections, 404 and rate limits")
  func whatVizLeavesOut() throws {
    let edges = try report().edges
    func rate(_ outcome: TrafficOutcome, _ client: String, _ unit: TrafficUnit = .request)
      -> Double?
    {
      let found = edges.filter {
        $0.flow.series.outcome == outcome && $0.client == client && $0.flow.series.unit == unit
          && $0.port == 8080
      }
      return found.count == 1 ? found[0].flow.amount.rate : nil
    }
    #expect(rate(.denied, "vote/press") == 2)
    #expect(rate(.denied, "unmeshed") == 1)
    #expect(rate(.noRoute, "vote/front") == 0.1)
    #expect(rate(.rateLimited, "vote/front") == 0.2)
    #expect(rate(.denied, "vote/press", .connection) == 0.3)
    #expect(edges.first { $0.port == 9090 }?.client == "vote/press")
  }
}
