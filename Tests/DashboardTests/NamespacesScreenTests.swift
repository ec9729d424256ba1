import KubernetesSnapshot
import Testing

@testable import Dashboard
@testable import TerminalUI

/// What the namespaces screen shows, and what its keys do.
struct NamespacesScreenTests {
  @Test("namespaces with their defaults, verdicts and findings")
  func namespacesWithTheirDefaultsVerdictsAndFindings() {
    var state = SampleCluster.dashboard(rows: 17)
    state.press("j j")
    #expect(
      state.bodyText == """
        3/3 namespaces                                                    sorted by name
        NAMESPACE▲  DEFAULT INBOUND   FROM     WL  MESHED     ✓     ◒     ✗     a   FIND
        bare        (not meshed)                1     0/1     ∙     ∙     ∙     ∙      ∙
        edge        all-unauth        clu       1     1/1     8     ∙     ∙     ∙      ∙
        shop        mixed (2)         mixed*    2     2/2     8     1     7     ∙  2E 1W



        ────────────────────────────────────────────────────────────────────────────────
        E authzpolicy/dangling decides nothing: it refers to MeshTLSAuthentication shop…
        ns/shop  config.linkerd.io/default-inbound-policy=deny  linkerd.io/inject=enabl…
        * pods made before the default was set, which must restart: 1
        ✓ allow  ◒ partial  ✗ deny  a audit  ∘ open  ? unknown  * must restart  E error
        """)
  }

  @Test("a tried default stands beside the present one, with what it gains and loses")
  func aTriedDefaultStandsBesideThePresentOne() {
    var state = SampleCluster.dashboard(rows: 17)
    state.press("G t")
    #expect(state.whatIf.decision(at: .namespace("shop"))?.policy == .audit)
    #expect(state.bodyText.contains("mixed (2) → audit"))
    #expect(state.bodyText.contains("what-if default audit  +8 gained  -0 lost"))
    state.press("u")
    #expect(state.trial == nil)
    #expect(!state.bodyText.contains("→"))
  }

  @Test("enter leads to the namespace's workloads, and back") func enterLeadsToTheWorkloads() {
    var state = SampleCluster.dashboard()
    state.press("j <enter>")
    #expect(state.place.tab == .workloads)
    #expect(state.place.namespace == "edge")
    state.press("<esc>")
    #expect(state.place.tab == .namespaces)
    #expect(state.place.namespace == nil)
  }

  @Test("the filter looks at names, defaults and findings, whatever the case")
  func theFilterLooksAtNamesDefaultsAndFindings() {
    var state = SampleCluster.dashboard()
    state.press("/ E D G")
    #expect(state.namespaceRows.map(\.id) == ["edge"])
    #expect(state.bodyText.hasPrefix("1/1 of 3 namespaces  filter \"EDG\""))
    state.press("<esc> / m i x e d <enter>")
    #expect(state.namespaceRows.map(\.id) == ["shop"])
    state.press("<esc> / R - 2 3 <enter>")
    #expect(state.namespaceRows.map(\.id) == ["shop"])
    state.press("x / x")
    #expect(state.bodyText.contains("no namespace contains \"R-23x\"; esc clears the filter"))
  }

  @Test("sorting keeps the selected row; a click on a heading sorts")
  func sortingKeepsTheSelectedRow() {
    var state = SampleCluster.dashboard()
    state.press("G s s")
    #expect(state.namespaces.sort == .workloads)
    #expect(state.namespaceRows.map(\.id) == ["shop", "bare", "edge"])
    #expect(state.bodyText.hasPrefix("1/3 namespaces"))
    state.click(column: 1, row: 3)
    #expect(state.namespaces.sort == .name)
    state.click(column: 1, row: 5)
    #expect(state.bodyText.hasPrefix("2/3 namespaces"))
  }

  @Test("the selected row stays selected when others come") func theSelectedRowStaysSelected() {
    var state = SampleCluster.dashboard()
    state.press("j")
    let more =
      SampleCluster.shop + """

        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"aaa"}}
        """
    _ = state.update(
      .clusterArrived(LoadedCluster(SampleCluster.policy(more)), problems: []))
    #expect(state.bodyText.hasPrefix("3/4 namespaces"))
    state.press("j")
    #expect(state.bodyText.hasPrefix("4/4 namespaces"))
  }
}
