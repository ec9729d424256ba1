import KubernetesSnapshot
import LinkerdPolicy
import Testing
import Traffic

@testable import Dashboard
@testable import TerminalUI

/// How traffic shows in the matrix, the lists and the what-if screen.
struct LiveMatrixTests {
  @Test("refused edges are lit, and no others") func refusedEdgesAreLit() {
    var state = SampleTraffic.dashboard(columns: 100)
    state.press("3 G")
    #expect(
      state.bodyText == """
         8×4 ServiceAccounts          │ba…│ed…│shop
                                      │default│
                                      │  1│  2│  3  4                                      ✓   ◒   ✗    !/s
        ─ outside namespaces          │   │   │
           unmeshed pod in the clust… │ ∘ │ ✓ │ !  ✓                                       3   0   1   0.20
           outside the cluster        │ ∘ │ ✓ │ ✗  ✓                                       3   0   1      ∙
           kubelet                    │ ∘ │ ✓ │ ✗  ✓                                       3   0   1      ∙
           another mesh identity      │ ∘ │ ✓ │ ✗  ✓                                       3   0   1      ∙
        ▾ bare 1                      │   │   │
           (unmeshed)                 │ ∘ │ ✓ │ ✗  ✓                                       3   0   1      ∙
        ▾ edge 1                      │   │   │
           gate                       │ ∘ │ ✓ │ !  ✓                                       3   0   1   0.50
        ▾ shop 2                      │   │   │
           orders                     │ ∘ │ ✓ │ ✗  ✓                                       3   0   1      ∙
        ▸  web                        │[∘]│ ✓ │ !  ✓                                       3   1   0   2.05
        ────────────────────────────────────────────────────────────────────────────────────────────────────
         shop/web → bare/default  ∘ open
           ∘ open    po/legacy:80  no proxy

         ! 3 refused in 1m  ✓ 16 allow  ✗ 7 deny  ◒ 1 partial  ∘ 8 open
        """)
  }

  @Test("what was refused a moment ago shines, what was refused before keeps its sign")
  func refusalsFade() {
    var state = SampleTraffic.dashboard()
    state.press("3")
    func lit() -> [Role] {
      (0..<state.size.rows).flatMap { row in
        (24..<state.size.columns).compactMap { column in
          row < 17 && state.frame[column, row].character == "!"
            ? state.frame[column, row].style.role : nil
        }
      }
    }
    #expect(lit() == [.liveDeny, .liveDeny, .liveDeny])
    var later = SampleTraffic.sample(at: 1_800_000_030)
    later.source = TrafficSource(kind: .viz, name: "sample")
    state.see(later)
    #expect(lit() == [.verdictDeny, .verdictDeny, .verdictDeny])
  }

  @Test("! goes from one refused cell to the next") func theKeyGoesToTheNext() {
    var state = SampleTraffic.dashboard()
    state.press("3")
    var seen: [String] = []
    for _ in 0..<4 {
      state.press("!")
      #expect(state.bodyText.contains("/s refused deploy/orders"))
      seen.append("\(state.matrix.client.map { "\($0)" } ?? "")")
    }
    #expect(Set(seen).count == 3)
    #expect(seen[0] == seen[3])
    state = SampleCluster.dashboard()
    state.press("3 !")
    #expect(state.frame.text.contains("no traffic was seen: 6 says how to see some"))
  }

  @Test("the lens leaves refused cells, or makes those without traffic faint")
  func theLensLeavesRefusedCells() {
    var state = SampleTraffic.dashboard()
    state.press("3 D D D D")
    #expect(state.grid?.columns.count == 1)
    #expect(state.grid?.lines.count { if case .client = $0 { true } else { false } } == 3)
    state.press("D")
    #expect(state.frame.text.contains("cells without traffic are faint"))
    #expect(state.grid?.columns.count == 4)
    state.press("D")
    #expect(state.matrix.lens == .all)
  }

  @Test("every grouping and a folded namespace light the same edges")
  func everyGrouping() {
    for (keys, count) in [("3", 3), ("3 +", 3), ("3 + +", 3), ("3 + + +", 3)] {
      var state = SampleTraffic.dashboard()
      state.press(keys)
      #expect(state.liveCells?.litCount == count, "\(keys)")
    }
    var state = SampleTraffic.dashboard()
    state.press("3 O")
    #expect(state.line(containing: "▸ shop 2")?.contains("!") == true)
  }

  @Test(
    "the keys of refused cells work in every grouping",
    arguments: [("3", 1), ("3 +", 1), ("3 + +", 1), ("3 + + +", 2)])
  func everyGroupingHasTheKeys(keys: String, columns: Int) {
    var state = SampleTraffic.dashboard(columns: 120)
    state.press(keys)
    for _ in 0..<3 {
      state.press("!")
      #expect(state.bodyText.contains("/s refused "))
    }
    // `shop/web` is refused most.
    state.press("F")
    #expect(state.line(containing: "! 2.00/s refused") != nil)
    state.press("F D D D D")
    #expect(state.grid?.columns.count == columns)
    #expect(state.grid?.lines.count { if case .client = $0 { true } else { false } } == 3)
    state.press("D")
    #expect(state.frame.text.contains("cells without traffic are faint"))
  }

  @Test("namespaces and workloads have what is refused per second") func theListsHaveRates() {
    var state = SampleTraffic.dashboard(columns: 100)
    #expect(state.line(containing: "NAMESPACE▲")?.hasSuffix("DENIED/S") == true)
    #expect(state.line(containing: "shop  ")?.hasSuffix("2.75") == true)
    #expect(state.line(containing: "edge  ")?.hasSuffix("?") == true)
    for _ in 0..<7 { state.press("s") }
    #expect(state.namespaceRows.map(\.id) == ["shop", "bare", "edge"])
    state.press("2")
    #expect(state.line(containing: "deploy/orders")?.contains("2.75") == true)
    for _ in 0..<7 { state.press("s") }
    #expect(state.workloadRows.first?.name == "deploy/orders")
    state = SampleCluster.dashboard(columns: 100)
    #expect(!state.frame.text.contains("DENIED/S"))
    for _ in 0..<7 { state.press("s") }
    #expect(state.namespaces.sort == .name)
  }

  @Test("a trial says which requests per second it cuts, and of whom") func aTrialCuts() {
    var state = SampleTraffic.dashboard(columns: 100, rows: 40)
    // The cluster's default becomes deny: only `web-1` has it.
    state.press("5 t t t t")
    #expect(state.bodyText.contains("cuts    1.00/s of 1 client"))
    #expect(state.line(containing: "cut 1.00")?.contains("shop/orders ") == true)
    #expect(state.line(containing: "-1.00/s")?.contains("✓ allow → ✗ deny") == true)
    state.press("u u u u")
    #expect(state.impact == nil)
    state.press("j j j t")
    #expect(state.bodyText.contains("lets in 0.20/s that is refused now"))
    #expect(SampleCluster.dashboard().impact == nil)
  }
}
