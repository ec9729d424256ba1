import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Testing

@testable import Dashboard

/// A source that is followed: its state in the header, its changes on the screens.
@Suite struct FollowingTests {
  private var header: (DashboardState) -> String {
    { String($0.frame.text.split(separator: "\n")[0]) }
  }

  @Test("the header says how well the source is kept up with") func theHeaderSaysHowWell() {
    var state = SampleCluster.dashboard(columns: 120)
    _ = state.update(.timePassed(3))
    #expect(header(state).hasSuffix("data 3s"))
    _ = state.update(.connectionChanged(lost: nil))
    #expect(header(state).hasSuffix("live"))
    _ = state.update(.connectionChanged(lost: "the cluster refused the connection"))
    _ = state.update(.timePassed(15))
    // A further reason does not make the data younger.
    _ = state.update(.connectionChanged(lost: "the cluster did not answer in time"))
    #expect(header(state).hasSuffix("reconnecting 12s"))
    _ = state.update(.timePassed(130))
    #expect(header(state).hasSuffix("stale 2m"))
    #expect(state.bodyText.contains("shop"))
    _ = state.update(.connectionChanged(lost: nil))
    #expect(header(state).hasSuffix("live"))
  }

  @Test("why nothing can be shown is said whole, and what to do comes before the details")
  func whyNothingCanBeShown() {
    var state = DashboardState(
      size: Size(columns: 60, rows: 20), source: SourceStatus(title: "it.jsonl"))
    let problem =
      "it.jsonl:5: the line is cut off; the recording ended while somebody was writing it"
    _ = state.update(
      .loadingFailed("nothing could be read", problems: [.init(.error, problem)]))
    #expect(
      state.bodyText.contains(
        """
          R tries again, q quits, --demo shows a small cluster

          it.jsonl:5: the line is cut off; the recording ended
            while somebody was writing it
        """), "\(state.bodyText)")
  }

  @Test(
    "what matters most of the header is there at any width", arguments: [40, 60, 80, 100, 120, 200])
  func whatMattersMostIsThere(columns: Int) throws {
    var state = SampleTraffic.dashboard(columns: columns, rows: 24)
    let before = try #require(state.cluster)
    let after = LoadedCluster(before.policy.applying([.readable(.server, false)]), previous: before)
    let problems = (1...22).map { SourceStatus.Problem(.error, "kind \($0): not permitted") }
    _ = state.update(.clusterChanged(after, cells: [], problems: problems))
    state.press("t")
    _ = state.update(.connectionChanged(lost: "the cluster refused the connection"))
    _ = state.update(.timePassed(12))
    #expect(header(state).hasSuffix("reconnecting 12s"))
    #expect(header(state).contains("partial rights") == (columns >= 80))
    #expect(header(state).contains("what-if 1"))
  }

  @Test("nothing has to be drawn by the clock while all is live and quiet")
  func nothingHasToBeDrawnByTheClock() {
    var state = SampleCluster.dashboard()
    #expect(state.timeToChange != nil)
    _ = state.update(.connectionChanged(lost: nil))
    #expect(state.timeToChange == nil)
    _ = state.update(.connectionChanged(lost: "away"))
    #expect(state.timeToChange != nil)
  }

  @Test("what changed is marked on every screen, for ten seconds") func whatChangedIsMarked() throws
  {
    var state = SampleCluster.dashboard(columns: 120, rows: 40)
    _ = state.update(.connectionChanged(lost: nil))
    let before = try #require(state.cluster)
    let marker = " *"
    let gone = ResourceID(kind: .server, namespace: "shop", name: "orders-http")
    let after = LoadedCluster(before.policy.applying([.delete(gone)]), previous: before)
    let cells = after.matrix.changedCells(since: before.matrix)
    #expect(!cells.isEmpty)
    #expect(cells.allSatisfy { $0.target == .serviceAccount(namespace: "shop", name: "orders") })
    _ = state.update(.timePassed(100))
    _ = state.update(.clusterChanged(after, cells: cells, problems: []))
    #expect(state.bodyText.contains("shop" + marker))
    #expect(!state.bodyText.contains("edge" + marker))
    state.press("2")
    #expect(state.bodyText.contains("deploy/orders" + marker))
    #expect(!state.bodyText.contains("deploy/web" + marker))
    state.press("3")
    #expect(state.bodyText.contains("* changed"))
    #expect(state.timeToChange != nil)
    _ = state.update(.timePassed(111))
    #expect(!state.bodyText.contains("*"))
    #expect(state.timeToChange == nil)
  }

  @Test(
    "what changed is marked whatever a column stands for",
    arguments: AccessMatrix.Grouping.allCases)
  func whatChangedIsMarkedInEachGrouping(grouping: AccessMatrix.Grouping) throws {
    var state = SampleCluster.dashboard(columns: 200, rows: 60)
    state.press("3")
    while state.matrix.grouping != grouping { state.press("+") }
    let before = try #require(state.cluster)
    let gone = ResourceID(kind: .server, namespace: "shop", name: "orders-http")
    let after = LoadedCluster(before.policy.applying([.delete(gone)]), previous: before)
    _ = state.update(.connectionChanged(lost: nil))
    _ = state.update(.timePassed(100))
    #expect(!state.bodyText.contains("* changed"))
    let cells = after.matrix.changedCells(since: before.matrix)
    _ = state.update(.clusterChanged(after, cells: cells, problems: []))
    let marked = state.bodyText.split(separator: "\n").filter { $0.contains("*") }
    let old = AccessMatrix(before.policy, by: grouping)
    let changed = AccessMatrix(after.policy, by: grouping).changedCells(since: old)
    // Of a namespace's ports too few changed to change what stands for all of them.
    #expect(changed.isEmpty == (grouping == .namespace))
    #expect(marked.contains { !$0.contains("* changed") } == !changed.isEmpty)
    // It is as if the columns had been grouped just now.
    var fresh = SampleCluster.dashboard(columns: 200, rows: 60)
    _ = fresh.update(.clusterArrived(after, problems: []))
    fresh.press("3")
    while fresh.matrix.grouping != grouping { fresh.press("+") }
    #expect(state.grid?.matrix == fresh.grid?.matrix)
    _ = state.update(.timePassed(111))
    #expect(!state.bodyText.contains("*"))
  }

  @Test("a change keeps the selection, and a trial goes on with the changed cluster")
  func aChangeKeepsTheSelection() throws {
    var state = SampleCluster.dashboard(columns: 120, rows: 40)
    state.press("3 j j l t")
    let before = try #require(state.cluster)
    let (client, target) = (state.matrix.client, state.matrix.target)
    #expect(state.trial != nil)
    let gone = ResourceID(kind: .pod, namespace: "bare", name: "legacy")
    let after = LoadedCluster(before.policy.applying([.delete(gone)]), previous: before)
    _ = state.update(.clusterChanged(after, cells: [], problems: []))
    #expect(state.matrix.client == client)
    #expect(state.matrix.target == target)
    #expect(state.trial?.outcome.policy.snapshot[gone] == nil)
  }

  @Test("a context is chosen behind the colon, also while another one is read")
  func aContextIsChosenBehindTheColon() {
    var state = DashboardState(
      size: Size(columns: 80, rows: 24), source: SourceStatus(title: "slow"))
    state.press(": c t x <space> p r o d")
    #expect(state.frame.text.contains(":ctx prod"))
    #expect(state.update(.input(.key(KeyPress(.enter)))) == [.changeContext("prod")])
    #expect(state.source.title == "prod")
    #expect(state.bodyText.contains("reading prod"))
    state.press(": n o p e <enter>")
    #expect(
      state.message?.text
        == "there is no command \"nope\"; known are ctx NAME, ctx, jump TIME, q")
    state.press(": c t x")
    #expect(state.update(.input(.key(KeyPress(.enter)))) == [.listContexts])
    _ = state.update(.contextsArrived(["prod", "stage"]))
    #expect(state.frame.text.contains("stage"))
  }

  @Test("a context's change leaves nothing of the other cluster")
  func aContextsChangeLeavesNothing() {
    var state = SampleCluster.dashboard()
    _ = state.update(.connectionChanged(lost: nil))
    state.press("<enter> t : c t x <space> p <enter>")
    #expect(state.cluster == nil)
    #expect(state.trial == nil)
    #expect(state.source.following == nil)
    #expect(state.place.namespace == nil)
    #expect(!state.frame.text.contains("shop"))
  }

  @Test("reading is stopped by esc, and can begin again") func readingIsStoppedByEsc() {
    var state = DashboardState(
      size: Size(columns: 80, rows: 24), source: SourceStatus(title: "slow"))
    #expect(state.update(.input(.key(KeyPress(.escape)))) == [.stopReading])
    #expect(state.bodyText.contains("reading was stopped"))
    #expect(state.update(.input(.key(KeyPress("R")))) == [.reload])
  }
}
