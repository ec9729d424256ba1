import Testing

@testable import Dashboard
@testable import TerminalUI

/// The screens on terminals of any size, with names of any length.
struct EverySizeTests {
  private static let long = String(repeating: "a-very-long-name-", count: 4)

  @Test("screens draw in any room", arguments: Tab.allCases)
  func screensDrawInAnyRoom(_ tab: Tab) {
    let manifests = SampleCluster.shop.replacing("orders", with: Self.long + "s")
    var state = SampleCluster.dashboard(manifests)
    state.press("G \(tab.rawValue) t")
    drawInAnyRoom(state)
  }

  @Test("screens with traffic draw in any room", arguments: Tab.allCases)
  func screensWithTrafficDrawInAnyRoom(_ tab: Tab) {
    let manifests = SampleCluster.shop.replacing("orders", with: Self.long + "s")
    var state = SampleCluster.dashboard(manifests)
    let lines = SampleTraffic.shop.map { pod, lines in
      (
        pod.replacing("orders", with: Self.long + "s"),
        lines.map { $0.replacing("orders", with: Self.long + "s") }
      )
    }
    state.see(SampleTraffic.sample(Dictionary(uniqueKeysWithValues: lines)))
    #expect(state.traffic.loaded?.rows.isEmpty == false)
    state.press("G \(tab.rawValue) t F")
    drawInAnyRoom(state)
  }

  private func drawInAnyRoom(_ state: DashboardState) {
    var state = state
    for columns in 0...40 {
      for rows in 0...12 {
        state.size = Size(columns: columns, rows: rows)
        #expect(state.frame.size == state.size)
        state.click(column: columns / 2, row: rows / 2)
        state.press("j w <esc> k")
      }
    }
  }

  @Test("long names end with an ellipsis and push nothing aside")
  func longNamesEndWithAnEllipsis() {
    let manifests = SampleCluster.shop.replacing(
      "\"name\":\"orders\"", with: "\"name\":\"\(Self.long)\"")
    var state = SampleCluster.dashboard(manifests)
    state.press("2")
    let line = state.bodyText.split(separator: "\n").first { $0.contains("deploy/a") }
    #expect(line?.contains("…") == true)
    #expect(line?.hasSuffix("1E") == true)
  }
}
