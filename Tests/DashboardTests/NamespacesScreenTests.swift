import Foundation
import TerminalUI
import Testing

@testable import Dashboard

struct NamespacesScreenTests {
  @Test func look() {
    for (c, r) in [(80, 24), (120, 30), (40, 12)] {
      var s = SampleCluster.dashboard(columns: c, rows: r)
      s.press("j j")
      print(s.frame.text)
      s.press("t")
      print(s.frame.text)
    }
  }
}
