import KubernetesSnapshot
import LinkerdPolicy
import Testing

@testable import Dashboard
@testable import TerminalUI

/// What the matrix screen shows, and what its keys do.
struct MatrixScreenTests {
  @Test("rows are clients, columns are accounts, the lens says what the cell is made of")
  func rowsAreClientsColumnsAreAccounts() {
    var state = SampleCluster.dashboard()
    state.press("3 G")
    #expect(
      state.bodyText == """
         8×4 ServiceAccounts    │ba…│ed…│shop
                                │default│
                                │  1│  2│  3  4
        ─ outside namespaces    │   │   │
           unmeshed pod in the… │ ∘ │ ✓ │ ✗  ✓
           outside the cluster  │ ∘ │ ✓ │ ✗  ✓
           kubelet              │ ∘ │ ✓ │ ✗  ✓
           another mesh identi… │ ∘ │ ✓ │ ✗  ✓
        ▾ bare 1                │   │   │
           (unmeshed)           │ ∘ │ ✓ │ ✗  ✓
        ▾ edge 1                │   │   │
           gate                 │ ∘ │ ✓ │ ✗  ✓
        ▾ shop 2                │   │   │
           orders               │ ∘ │ ✓ │ ✗  ✓
        ▸  web                  │[∘]│ ✓ │ ◒  ✓
        ────────────────────────────────────────────────────────────────────────────────
         shop/web → bare/default  ∘ open
           ∘ open    po/legacy:80  no proxy

         ✓ 16 allow  ✗ 7 deny  ◒ 1 partial  ∘ 8 open
        """)
  }

  @Test("the columns become workloads, ports and namespaces") func theColumnsBecomeWorkloads() {
    var state = SampleCluster.dashboard(columns: 100)
    state.press("3 + + +")
    #expect(
      state.bodyText == """
         8×5 ports                    │ba…│ed…│shop
                                      │po/legacy:80
                                      │  1│  2│  3  4  5                                          ✓   ◒   ✗
        ─ outside namespaces          │   │   │
        ▸  unmeshed pod in the clust… │[∘]│ ✓ │ ✗  ✗  ✓                                           3   0   2
           outside the cluster        │ ∘ │ ✓ │ ✗  ✗  ✓                                           3   0   2
           kubelet                    │ ∘ │ ✓ │ ✗  ✗  ✓                                           3   0   2
           another mesh identity      │ ∘ │ ✓ │ ✗  ✗  ✓                                           3   0   2
        ▾ bare 1                      │   │   │
           (unmeshed)                 │ ∘ │ ✓ │ ✗  ✗  ✓                                           3   0   2
        ▾ edge 1                      │   │   │
           gate                       │ ∘ │ ✓ │ ✗  ✗  ✓                                           3   0   2
        ▾ shop 2                      │   │   │
           orders                     │ ∘ │ ✓ │ ✗  ✗  ✓                                           3   0   2
           web                        │ ∘ │ ✓ │ ◒  ✗  ✓                                           3   1   1
        ────────────────────────────────────────────────────────────────────────────────────────────────────
         unmeshed pod in the cluster → bare/po/legacy:80  ∘ open
           ∘ open    po/legacy:80  no proxy

         ✓ 16 allow  ✗ 15 deny  ◒ 1 partial  ∘ 8 open
        """)
  }

  @Test("a tried default is seen in every grouping") func aTriedDefaultIsSeenInEveryGrouping() {
    for keys in ["3 $ t", "3 + + $ t", "3 $ t + +", "3 + + + $ t"] {
      var state = SampleCluster.dashboard()
      state.press(keys)
      #expect(state.bodyText.contains("* changed"), "\(keys)")
      state.press("D D D")
      #expect(state.grid?.columns.isEmpty == false, "\(keys)")
      state.press("u D")
      #expect(!state.bodyText.contains("changed"), "\(keys)")
    }
  }

  @Test("x goes from one denied cell to the next, and around") func xGoesToTheNextDeniedCell() {
    var state = SampleCluster.dashboard()
    state.press("3")
    var seen: [String] = []
    for _ in 0..<8 {
      state.press("x")
      guard let grid = state.grid else { return }
      let cell = "\(grid.selectedLine(state.matrix)),\(grid.selectedColumn(state.matrix))"
      #expect(state.bodyText.contains("✗ deny"))
      seen.append(cell)
    }
    #expect(Set(seen).count == 7)
    #expect(seen.first == seen.last)
    state.press("X")
    #expect(state.bodyText.contains("✗ deny"))
  }

  @Test("the lens leaves rows and columns that have such cells") func theLensLeavesSuchCells() {
    var state = SampleCluster.dashboard()
    state.press("3 D")
    #expect(state.bodyText.contains("only denied"))
    #expect(!state.bodyText.contains("◒"))
    state.press("D")
    #expect(state.bodyText.contains("only partial"))
    #expect(state.grid?.columns.count == 1)
    state.press("D")
    #expect(state.bodyText.contains("no cell fits"))
    state.press("D")
    #expect(state.bodyText.contains("◒"))
  }

  @Test("a namespace folds into one row that sums up") func aNamespaceFolds() {
    var state = SampleCluster.dashboard()
    state.press("3 G o")
    #expect(state.bodyText.contains("▸ shop 2"))
    #expect(!state.bodyText.contains("   web"))
    state.press("o O")
    #expect(state.grid?.lines.filter { if case .client = $0 { true } else { false } }.count == 4)
    state.press("O")
    #expect(state.bodyText.contains("   web"))
  }

  @Test("w says why, port by port; enter opens the workload from the client's side")
  func wSaysWhy() {
    var state = SampleCluster.dashboard()
    state.press("3 G $ h w")
    let text = state.frame.text
    #expect(text.contains("deploy/orders:8080"))
    #expect(text.contains("requests on HTTPRoute change: deny"))
    #expect(text.contains("AuthorizationPolicy dangling does not count"))
    #expect(text.contains("the client sees: HTTP 403"))
    state.press("<esc> <enter>")
    #expect(state.place.tab == .detail)
    #expect(state.frame.text.contains("client    shop/web"))
  }

  @Test("a filter keeps matching rows or columns") func aFilterKeepsMatchingRowsOrColumns() {
    var state = SampleCluster.dashboard()
    state.press("3 / o r d e r s <enter>")
    #expect(state.grid?.columns.count == 1)
    #expect(state.bodyText.contains("/orders"))
    state.press("<esc>")
    #expect(state.grid?.columns.count == 4)
  }

  @Test("numbers stand apart however many columns there are")
  func numbersStandApart() {
    let accounts = (10...29).map { number in
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p\(number)","namespace":"many","labels":{"linkerd.io/control-plane-ns":"linkerd"}},"spec":{"serviceAccountName":"a\(number)","containers":[{"name":"linkerd-proxy"},{"name":"app","ports":[{"containerPort":80}]}]}}
      """
    }
    var state = SampleCluster.dashboard(accounts.joined(separator: "\n"), columns: 80)
    state.press("3")
    let lines = state.bodyText.split(separator: "\n")
    #expect(lines[2].contains(" 1 1 1 1 1 1 1 1 1 1 2"))
    #expect(lines[3].contains(" 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0"))
  }
}
