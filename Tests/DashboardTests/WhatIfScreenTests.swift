import KubernetesSnapshot
import LinkerdPolicy
import Testing

@testable import Dashboard
@testable import TerminalUI

/// What the what-if screen shows, and what its keys do.
struct WhatIfScreenTests {
  @Test("levels before anything is tried") func levelsBeforeAnythingIsTried() {
    var state = SampleCluster.dashboard(rows: 16)
    state.press("5")
    #expect(
      state.bodyText == """
        SCOPE                                 NOW                  TRY
        cluster                               all-unauthenticated  -
          ns edge                             -                    -
            po/gate                           -                    -
          ns shop                             deny                 -
            deploy/orders                     -                    -
            deploy/web                        -                    -

        ────────────────────────────────────────────────────────────────────────────────
         nothing is tried yet: t or space tries the next default policy for the
         selected level; nothing is ever applied to the cluster

        """)
  }

  @Test("a namespace under deny: what is lost, who must restart, which probes and scrapes fail")
  func aNamespaceUnderDeny() {
    var state = SampleCluster.dashboard(columns: 100, rows: 34)
    state.press("5 j t t t t t")
    #expect(
      state.bodyText == """
        SCOPE                       NOW             TRY              gained  no edge
        cluster                     all-unauth      -                lost    -8 edges
          ns edge                   -               deny             changed no edge
            po/gate                 -               -                restart no pod
          ns shop                   deny            -                fails   1 probe or scrape
            deploy/orders           -               -
            deploy/web              -               -





        ── effects: all, nothing is applied ────────────────────────────────────────────────────────────────
         probes and scrapes that would fail
           ✗ edge/po/gate:4191  metrics scrape GET /metrics
         edges that change
         - bare/(unmeshed)                     → edge/gate:443                        ✓ allow → ✗ deny
         - edge/gate                           → edge/gate:443                        ✓ allow → ✗ deny
         - shop/orders                         → edge/gate:443                        ✓ allow → ✗ deny
         - shop/web                            → edge/gate:443                        ✓ allow → ✗ deny
         - unmeshed pod in the cluster         → edge/gate:443                        ✓ allow → ✗ deny
         - outside the cluster                 → edge/gate:443                        ✓ allow → ✗ deny
         - kubelet                             → edge/gate:443                        ✓ allow → ✗ deny
         - another mesh identity               → edge/gate:443                        ✓ allow → ✗ deny






        """)
  }

  @Test("a default that lets more in, and the pods that must restart to have it")
  func aDefaultThatLetsMoreIn() {
    var state = SampleCluster.dashboard(columns: 100, rows: 30)
    state.press("5 j j j t")
    #expect(
      state.bodyText == """
        SCOPE                       NOW             TRY              gained  +8 edges
        cluster                     all-unauth      -                lost    no edge
          ns edge                   -               -                changed *8 edges
            po/gate                 -               -                restart 2 pods must restart first
          ns shop                   deny            audit            fails   no probe, no scrape
            deploy/orders           -               -
            deploy/web              -               -



        ── effects: all, nothing is applied ────────────────────────────────────────────────────────────────
         pods that must restart                                                                            ┃
           shop/deploy/orders  1                                                                           ┃
           shop/deploy/web  1                                                                              ┃
         that would work again                                                                             ┃
           ✓ shop/deploy/orders:4191  metrics scrape GET /metrics                                          ┃
         edges that change                                                                                 ┃
         + bare/(unmeshed)                     → shop/orders:8801                     ✗ deny → a audit     ┃
         + edge/gate                           → shop/orders:8801                     ✗ deny → a audit     ┃
         + shop/orders                         → shop/orders:8801                     ✗ deny → a audit     ┃
         + shop/web                            → shop/orders:8801                     ✗ deny → a audit     ┃
         + unmeshed pod in the cluster         → shop/orders:8801                     ✗ deny → a audit     │
         + outside the cluster                 → shop/orders:8801                     ✗ deny → a audit     │
         + kubelet                             → shop/orders:8801                     ✗ deny → a audit     │
         + another mesh identity               → shop/orders:8801                     ✗ deny → a audit     │
         * bare/(unmeshed)                     → shop/web:8080                        ✓ allow → a audit    │
        """)
  }

  @Test("undo takes the tries back one by one, and the cluster stays as it is")
  func undoTakesTheTriesBack() {
    var state = SampleCluster.dashboard()
    let before = state.cluster?.policy
    state.press("5 j t j t t")
    #expect(state.whatIf.steps.count == 2)
    #expect(state.frame.text.contains("what-if 2"))
    state.press("u")
    #expect(state.whatIf.steps.count == 1)
    state.press("u")
    #expect(state.trial == nil)
    #expect(!state.frame.text.contains("what-if 1"))
    state.press("u")
    #expect(state.frame.text.contains("nothing to undo"))
    #expect(state.cluster?.policy == before)
  }

  @Test("a level goes through all six policies and back to what it is")
  func aLevelGoesThroughAllPolicies() {
    var state = SampleCluster.dashboard()
    state.press("5 j")
    var tried: [String] = []
    for _ in 0..<7 {
      state.press("t")
      tried.append(state.whatIf.steps.first?.policy?.rawValue ?? "-")
    }
    #expect(
      tried == [
        "all-unauthenticated", "all-authenticated", "cluster-unauthenticated",
        "cluster-authenticated", "deny", "audit", "-",
      ])
    #expect(state.trial == nil)
  }

  @Test("the lens leaves lost or gained edges") func theLensLeavesLostOrGainedEdges() {
    var state = SampleCluster.dashboard(columns: 100, rows: 40)
    state.press("5 j t t t t t D")
    #expect(state.bodyText.contains("effects: lost"))
    #expect(state.bodyText.contains("✓ allow → ✗ deny"))
    state.press("D")
    #expect(state.bodyText.contains("no edge changes"))
  }
}
