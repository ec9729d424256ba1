import KubernetesSnapshot
import Testing

@testable import Dashboard
@testable import TerminalUI

/// What the workloads screen shows, and what its keys do.
struct WorkloadsScreenTests {
  private let orders = ResourceID(kind: .deployment, namespace: "shop", name: "orders")

  @Test("workloads with accounts, defaults, ports and clients")
  func workloadsWithAccountsDefaultsPortsAndClients() {
    var state = SampleCluster.dashboard(columns: 100, rows: 17)
    state.press("2 j j")
    #expect(
      state.bodyText == """
        3/4 workloads of all namespaces                                                       sorted by name
        NAMESPACE WORKLOAD▲      SA       MESH DEFAULT       FROM PORTS          ✓    ◒    ✗    a    ∘  FIND
        bare      po/legacy      default   0/1 (not meshed)       80             ∙    ∙    ∙    ∙    8     ∙
        edge      po/gate        gate      1/1 all-unauth    clu  443            8    ∙    ∙    ∙    ∙     ∙
        shop      deploy/orders  orders    1/1 deny          ns   8080 http/…    ∙    1    7    ∙    ∙    1E
        shop      deploy/web     web       1/1 all-unauth    clu* 8080           8    ∙    ∙    ∙    ∙     ∙


        ────────────────────────────────────────────────────────────────────────────────────────────────────
        E its readiness probe GET /ready on port 8080 is refused by policy (R-23)
        deploy/orders  default deny from namespace  ports 8080 http/1, 8801

        ✓ allow  ◒ partial  ✗ deny  a audit  ∘ open  ? unknown  * must restart  E error  W warning
        """)
  }

  @Test("0 shows all namespaces, and the chosen one again") func zeroShowsAllNamespaces() {
    var state = SampleCluster.dashboard()
    state.press("G <enter> j")
    #expect(state.bodyText.hasPrefix("2/2 workloads of shop"))
    state.press("0")
    #expect(state.bodyText.hasPrefix("4/4 workloads of all namespaces"))
    state.press("0")
    #expect(state.bodyText.hasPrefix("2/2 workloads of shop"))
  }

  @Test("enter leads to the workload's detail; the tab speaks of the selected row too")
  func enterLeadsToTheWorkloadsDetail() {
    var state = SampleCluster.dashboard()
    state.press("G <enter> <enter>")
    #expect(state.place.tab == .detail)
    #expect(state.place.workload == orders)
    state.press("<esc> j 4")
    #expect(state.place.workload?.name == "web")
  }

  @Test("a default is tried for one workload") func aDefaultIsTriedForOneWorkload() {
    var state = SampleCluster.dashboard(columns: 120)
    state.press("G <enter> t")
    #expect(state.whatIf.steps.map(\.level) == [.workload(orders)])
    #expect(state.bodyText.contains("deny → all-unauth"))
    #expect(state.bodyText.contains("what-if default all-unauthenticated"))
  }

  @Test("the filter looks at ports and accounts") func theFilterLooksAtPortsAndAccounts() {
    var state = SampleCluster.dashboard()
    state.press("2 / h t t p / 1 <enter>")
    #expect(state.workloadRows.map(\.name) == ["deploy/orders"])
    state.press("<esc> / G A T E <enter>")
    #expect(state.workloadRows.map(\.name) == ["po/gate"])
  }

  @Test("a namespace without workloads says what to do") func aNamespaceWithoutWorkloads() {
    var state = SampleCluster.dashboard(
      #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"void"}}"#)
    state.press("<enter>")
    #expect(state.bodyText.contains("no workloads in this namespace; 0 shows all namespaces"))
    state.press("<enter> t j")
    #expect(state.place.tab == .workloads)
  }
}
