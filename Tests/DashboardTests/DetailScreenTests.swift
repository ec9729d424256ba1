import KubernetesSnapshot
import LinkerdPolicy
import Testing

@testable import Dashboard
@testable import TerminalUI

/// What the detail screen shows of a workload, and what its keys do.
struct DetailScreenTests {
  private static let web = MatrixClient.ID.serviceAccount(namespace: "shop", name: "web")

  /// `deploy/orders` from the side of `shop/web`.
  private func dashboard(columns: Int = 80, rows: Int = 24) -> DashboardState {
    var state = SampleCluster.dashboard(columns: columns, rows: rows)
    state.press("G <enter> <enter>")
    state.place.client = Self.web
    return state
  }

  @Test("ports, routes, probes, and why the first is as it is")
  func portsRoutesProbesAndWhy() {
    #expect(
      dashboard(rows: 28).bodyText == """
        deploy/orders  of shop  account orders  pods 1  meshed  proxy edge-26.8.3
        client    shop/web  4/8  c next, C previous
        default   deny  from namespace
        pods      orders-1 10.1.0.1 on 192.168.7.1
        identity  orders.shop.serviceaccount.identity.linkerd.cluster.local
        probes    ✗ readiness GET /ready :8080
        PORT / ROUTE             SERVER            VERDICT     BY
        8080 http  HTTP/1        orders-http       ◒ partial   1 of 2 ways in
          DELETE /orders*        change            ✗ deny      nothing authorizes it
          GET /orders*           read              ✓ allow     read-from-web
          GET /ready  (kubelet)  no route          ✗ deny      no route: HTTP 404
          anything else          no route          ✗ deny      no route: HTTP 404
        8801  Detect             default deny      ✗ deny      nothing authorizes it
        4191  Detect  (proxy)    default deny      ✗ deny      nothing authorizes it

        ── why  1/7 ────────────────────────────────────────────────────────────────────
        shop/web → 8080  ◒ partial
        requests on HTTPRoute change  ✗ deny
        1 the client is web.shop.serviceaccount.identity.linkerd.cluster.local,
          at 10.1.0.2  E-13
        2 port 8080 is owned by Server orders-http, which selects app=orders  S-4
        3 the port speaks HTTP/1: each request is judged  E-27
        4 the request takes HTTPRoute change  R-16
        14 more lines: w
        """)
  }

  @Test("the chosen line says why, down to what the client sees") func theChosenLineSaysWhy() {
    var state = dashboard(columns: 120, rows: 40)
    state.press("j j")
    #expect(state.bodyText.contains("shop/web → 8080 GET /orders*  ✓ allow"))
    #expect(state.bodyText.contains("AuthorizationPolicy read-from-web lets in web.shop"))
    state.press("j j")
    #expect(state.bodyText.contains("shop/web → 8080 anything else  ✗ deny"))
    #expect(state.bodyText.contains("the client sees: HTTP 404"))
    state.press("w")
    guard case .text(_, let lines, _) = state.overlay else {
      Issue.record("w opens nothing")
      return
    }
    #expect(lines.last?.string == "the client sees: HTTP 404")
  }

  @Test("c and C go through the clients, round and round") func cAndCGoThroughTheClients() {
    var state = dashboard()
    state.press("C")
    #expect(state.detailClient?.client.title == "shop/orders")
    state.press("c c c c c c c c c")
    #expect(state.detailClient?.client.title == "shop/web")
  }

  @Test("a trial shows each verdict before and after") func aTrialShowsBeforeAndAfter() {
    var state = dashboard(columns: 120, rows: 40)
    state.press("t")
    #expect(state.bodyText.contains("deny → all-unauth"))
    let line = state.bodyText.split(separator: "\n").first { $0.hasPrefix("8801") }
    #expect(line?.contains("✗ deny → ✓ allow") == true)
    #expect(line?.hasSuffix("→ all-unauthenticated") == true)
    state.press("G k")
    #expect(state.bodyText.contains("under the what-if, after the restarts:"))
  }

  @Test("a port that a Server selects but no container declares is marked")
  func anUndeclaredPortIsMarked() {
    var state = SampleCluster.dashboard(
      SampleCluster.shop.replacing(#""port":"http","proxy"#, with: #""port":9998,"proxy"#))
    state.press("G <enter> <enter>")
    #expect(state.detailRows.first { $0.id.port == 9998 }?.remarks == ["not in the pod spec"])
  }

  @Test("without a chosen workload the first one is shown; none is said in words")
  func withoutAChosenWorkload() {
    var state = SampleCluster.dashboard()
    state.press("4")
    #expect(state.bodyText.hasPrefix("po/legacy  of bare"))
    #expect(state.bodyText.contains("∘ open"))
    state = SampleCluster.dashboard("")
    state.press("4 j w c t")
    #expect(state.bodyText.hasPrefix("the source has no workloads"))
  }

  @Test("the filter keeps the port of what it finds") func theFilterKeepsThePort() {
    var state = dashboard()
    state.press("/ d e l e t e <enter>")
    #expect(state.detailRows.map(\.label) == ["8080 http", "DELETE /orders*"])
  }
}
