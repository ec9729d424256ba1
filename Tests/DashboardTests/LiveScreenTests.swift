import KubernetesSnapshot
import LinkerdPolicy
import Testing
import Traffic

@testable import Dashboard
@testable import TerminalUI

/// What the live screen shows, and what its keys do.
struct LiveScreenTests {
  private func dashboard(columns: Int = 80, rows: Int = 24) -> DashboardState {
    var state = SampleTraffic.dashboard(columns: columns, rows: rows)
    state.press("6")
    return state
  }

  @Test("edges by what is refused, sums above, what the chosen one means below")
  func edgesByWhatIsRefused() {
    #expect(
      dashboard().bodyText == """
        1/8 edges                              1 pod not observed  2.75/s refused  in 1m
        NAMESPACE           PASSED/S  DENIED/S  404/S  LIMITED/S  AUDIT/S  DRIFT  UNSEEN
        shop                    11.1      2.70   0.05          ∙        ∙      1       ∙
        edge                       ∙         ∙      ∙          ∙        ∙      ∙       1
           CLIENT           TARGET              PORT PASS/S DENY/S SEES     1m
        !  shop/web         shop/orders         8080      ∙   2.00 HTTP 403 ▇▇▇▇▇▇▇▇▇▇▇▇
        !  edge/gate        shop/orders         8080      ∙   0.50 HTTP 403 ▇▇▇▇▇▇▇▇▇▇▇▇
        !  unmeshed         shop/orders         8801      ∙   0.20 closed   ▇▇▇▇▇▇▇▇▇▇▇▇
        !  shop/web         shop/orders         8080      ∙   0.05 HTTP 404 ▇▇▇▇▇▇▇▇▇▇▇▇
        ✓  shop/web         shop/orders         8080   10.0      ∙ -        ▇▇▇▇▇▇▇▇▇▇▇▇
        ✓  shop/orders      shop/web            8080   1.00      ∙ -        ▇▇▇▇▇▇▇▇▇▇▇▇
        ?? edge/gate        shop/orders         8080   0.10      ∙ -        ▇▇▇▇▇▇▇▇▇▇▇▇
        ?  not observed     edge/gate              -      -      - -        ?

        ──────────────────────────────────────────────────────────── 12 more lines: w ──
        shop/web → shop/deploy/orders:8080 change  denied 2.00/s  sees HTTP 403
        since AuthorizationPolicy dangling does not count: it refers to
          MeshTLSAuthentication shop/gone, which does not exist
        to let it in, change AuthorizationPolicy shop/dangling, or HTTPRoute
          shop/change, or Server shop/orders-http
        """)
  }

  @Test("a wide terminal shows when, and what the model says") func aWideTerminalShowsMore() {
    let state = dashboard(columns: 150, rows: 40)
    #expect(
      state.line(containing: "CLIENT") == """
           CLIENT                    TARGET                           PORT ROUTE               PASSED/S DENIED/S SEES     1m           FIRST  LAST MODEL
        """)
    #expect(
      state.line(containing: "change ") == """
        !  shop/web                  shop/deploy/orders               8080 change                     ∙     2.00 HTTP 403 ▇▇▇▇▇▇▇▇▇▇▇▇    0s    0s deny
        """)
  }

  @Test("enter says why, what would have to change, and 4 opens the target from the client's side")
  func enterSaysWhy() {
    var state = dashboard()
    state.press("<enter>")
    guard case .text(_, let lines, _) = state.overlay else {
      Issue.record("enter opens nothing")
      return
    }
    let text = lines.map(\.string).joined(separator: "\n")
    #expect(
      text.contains("shop/web → shop/deploy/orders:8080 change  denied 2.00/s  sees HTTP 403"))
    #expect(text.contains("to let it in, change AuthorizationPolicy shop/dangling"))
    #expect(text.contains("no authorization lets the client in"))
    #expect(text.contains("120 in 1m"))
    state.press("<esc> 4")
    #expect(state.frame.text.contains("deploy/orders  of shop"))
    #expect(state.frame.text.contains("client    shop/web"))
  }

  @Test("an edge that the model says cannot be is marked, and what could explain it is said")
  func driftIsMarked() {
    var state = dashboard()
    state.press("D D")
    #expect(state.bodyText.contains("1/1 edges in drift"))
    #expect(state.line(containing: "?? edge/gate") != nil)
    #expect(state.bodyText.contains("the model says deny, the proxy allowed"))
    #expect(state.bodyText.contains("AuthorizationPolicy gone let it in"))
  }

  @Test("pods that nobody sees are never quiet") func podsThatNobodySees() {
    var state = dashboard()
    #expect(state.bodyText.contains("1 pod not observed"))
    state.press("G")
    #expect(state.bodyText.contains("not observed: it may be refusing traffic all the same"))
    #expect(state.bodyText.contains("nobody scrapes it"))
    state.press("D D D D D")
    #expect(state.bodyText.contains("1/1 pods not observed"))
  }

  @Test("a lens for defaults, and one for grants that nobody used") func lensesForGrants() {
    var state = SampleTraffic.dashboard([
      "orders-1": [], "web-1": SampleTraffic.shop["web-1"] ?? [],
    ])
    state.press("6 D D D")
    #expect(state.line(containing: "shop/orders ")?.contains("shop/web") == true)
    state.press("D")
    #expect(state.line(containing: "AuthorizationPolicy shop/read") != nil)
    state.press("D D")
    #expect(state.bodyText.contains(" edges  "))
  }

  @Test("the filter keeps what contains it") func theFilterKeeps() {
    var state = dashboard()
    state.press("/ t c p <enter>")
    #expect(state.liveItems.count == 1)
    #expect(state.bodyText.contains("filter \"tcp\""))
  }

  @Test("without traffic the screen says how to see some") func withoutTraffic() {
    var state = SampleCluster.dashboard()
    state.press("6 j w D F G <enter>")
    #expect(state.bodyText.contains("no source of traffic: who is refused right now is not known"))
    #expect(state.bodyText.contains("gatehouse --prometheus URL"))
    #expect(state.frame.text.contains("no traffic"))
    state.traffic = LiveTraffic(isExpected: true)
    #expect(state.bodyText.contains("looking at traffic"))
    _ = state.updateAtOnce(.trafficFailed("http://prom:9090: HTTP 502"))
    #expect(state.bodyText.contains("http://prom:9090: HTTP 502"))
    #expect(state.frame.text.contains("traffic: http://prom:9090: HTTP 502"))
  }

  @Test("a source that fails leaves what was seen, and its age") func aSourceThatFails() {
    var state = dashboard(columns: 120)
    #expect(state.frame.text.contains("traffic viz 0s"))
    _ = state.updateAtOnce(.timePassed(125))
    _ = state.updateAtOnce(.trafficFailed("gone"))
    #expect(state.frame.text.contains("viz stale 2m"))
    #expect(state.bodyText.contains("shop/web"))
    state.see(SampleTraffic.sample(at: 1_800_000_120))
    #expect(state.frame.text.contains("traffic viz 0s"))
  }

  @Test("a pause keeps what is shown, and looks go on") func aPause() {
    var state = dashboard(columns: 120)
    let before = state.bodyText
    state.press("p")
    state.see(SampleTraffic.sample(["orders-1": [], "web-1": []], at: 1_800_000_060))
    #expect(state.frame.text.contains("paused"))
    #expect(state.bodyText.replacing("paused  ", with: "        ") == before)
    state.press("p")
    #expect(!state.bodyText.contains("shop/web"))
    state.press("/ s h o p <enter>")
    #expect(state.bodyText.contains("nothing contains \"shop\""))
  }

  @Test("the window gets longer and shorter, and the source is asked for it") func theWindow() {
    var state = dashboard()
    func press(_ key: String) -> [DashboardEffect] {
      state.updateAtOnce(.input(.key(KeyPress(notation: key) ?? KeyPress("x"))))
    }
    #expect(press(".") == [.lookAtTraffic(TrafficWindow(seconds: 300))])
    #expect(state.bodyText.contains("in 5m"))
    #expect(press(",") == [.lookAtTraffic(TrafficWindow(seconds: 60))])
    for _ in 0..<9 { _ = press(",") }
    #expect(state.traffic.window == TrafficWindow(seconds: 10))
    #expect(press(",").isEmpty)
  }

  @Test("one look has totals, and says that rates need another") func oneLook() {
    var state = SampleCluster.dashboard(columns: 120)
    var sample = TrafficSample(source: TrafficSource(kind: .proxies, name: "x"), time: 1000)
    let text = (SampleTraffic.shop["orders-1"] ?? []).joined(separator: "\n") + "\n"
    sample.proxies[ProxyReference(namespace: "shop", pod: "orders-1")] = ProxyHistory(
      ExpositionParser.scrape(of: Array(text.utf8)), at: 1000)
    state.see(sample)
    state.press("6")
    #expect(state.bodyText.contains("rates need a second look"))
    #expect(state.line(containing: "HTTP 403")?.contains(" 120 ") == true)
    state.press("3")
    #expect(state.liveCells?.litCount == 0)
  }

  @Test("a changed cluster is joined anew, at most once a second") func aChangedCluster() {
    var state = dashboard()
    let revision = state.traffic.revision
    let open = SampleCluster.shop.replacing(#"policy":"deny""#, with: #"policy":"audit""#)
    let cluster = LoadedCluster(SampleCluster.policy(open))
    _ = state.updateAtOnce(.clusterArrived(cluster, problems: []))
    _ = state.updateAtOnce(.clusterArrived(cluster, problems: []))
    #expect(state.traffic.revision == revision)
    _ = state.updateAtOnce(.timePassed(1.5))
    #expect(state.traffic.revision == revision + 1)
    state.press("6 D D")
    #expect(state.line(containing: "?? unmeshed") != nil)
  }

  @Test("while traffic is joined on another thread, the screen shows what it had")
  func workElsewhere() {
    var state = dashboard()
    let before = state.bodyText
    let sample = SampleTraffic.sample(["orders-1": [], "web-1": []], at: 1_800_000_060)
    let asked = TrafficWindow(seconds: 60)
    #expect(state.update(.trafficSampled(sample, asked: asked)) == [.workOutTraffic])
    let work = state.beginTrafficWork()
    #expect(!state.isTrafficWorkDue)
    #expect(state.bodyText == before)
    // A trial that begins meanwhile gets work of its own.
    #expect(state.update(.input(.key(KeyPress("5")))).isEmpty)
    #expect(state.update(.input(.key(KeyPress("t")))).isEmpty)
    #expect(state.bodyText.contains("cuts    …"))
    if let work { #expect(state.update(work.run()) == [.workOutTraffic]) }
    #expect(state.impact == nil)
    if let work = state.beginTrafficWork() { #expect(state.update(work.run()).isEmpty) }
    #expect(state.impact?.cut == 0)
  }

  @Test("what was worked out for another source is not shown") func anotherSource() {
    var state = dashboard()
    let asked = TrafficWindow(seconds: 60)
    _ = state.update(
      .trafficSampled(SampleTraffic.sample(at: 1_800_000_060), asked: asked))
    let work = state.beginTrafficWork()
    state.changeTraffic(to: LiveTraffic(isExpected: true))
    if let work { _ = state.update(work.run()) }
    #expect(state.bodyText.contains("looking at traffic"))
    state.see(SampleTraffic.sample())
    #expect(state.bodyText.contains("shop/web"))
  }

  @Test("F stays on what is refused most, here and in the matrix") func followingTheWorst() {
    var state = dashboard()
    state.press("G F")
    #expect(state.selectedLiveItem(among: state.liveItems)?.searchText.contains("change") == true)
    let other = SampleTraffic.line(
      "tcp_authz_deny", nil, "gate", 900, of: "edge", port: 8801, server: ("default", "deny"))
    state.see(SampleTraffic.sample(["orders-1": [other]], at: 1_800_000_120))
    #expect(state.selectedLiveItem(among: state.liveItems)?.searchText.contains("8801") == true)
    #expect(state.matrix.client == .serviceAccount(namespace: "edge", name: "gate"))
    state.press("j")
    #expect(!state.live.followsWorst)
  }

  @Test("a small graph has a height for each part of the window") func aSmallGraph() {
    let text = Sparkline.text([nil, 0, 0.1, 4, 8], .live, glyphs: .unicode)
    #expect(text.string == " ▁▂▄▇")
    #expect(Sparkline.text([0, 1, 2], .live, glyphs: .ascii).string == "_=#")
  }
}
