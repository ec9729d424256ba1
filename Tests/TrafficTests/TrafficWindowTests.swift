import Testing

@testable import Traffic

@Suite struct TrafficWindowTests {
  @Test(arguments: [("10s", 10.0), ("90", 90), ("5m", 300), ("1h", 3600), ("60m", 3600)])
  func lengthsAreRead(text: String, seconds: Double) {
    #expect(TrafficWindow(text)?.seconds == seconds)
  }

  @Test(arguments: ["", "s", "9s", "61m", "2h", "-5m", "1.5m", "5 m", "1d"])
  func otherTextsAreNot(text: String) {
    #expect(TrafficWindow(text) == nil)
  }

  @Test func itIsWrittenAsItIsRead() {
    #expect(TrafficWindow.choices.map(\.description) == ["10s", "30s", "1m", "5m", "15m", "1h"])
    for window in TrafficWindow.choices { #expect(TrafficWindow(window.description) == window) }
  }
}
