import TerminalUI
import Testing

@testable import Dashboard

/// A recording that is played: time, its line on the screen, and what is asked for.
@Suite struct ReplayTests {
  /// 14:03:20 on 27 November 2026, in seconds since 1970.
  private static let start = 1_795_788_200.0
  /// What happened 3 s before there was something to be seen, then, and 10, 10, 25 and 60 s later.
  private static let times = [-3.0, 0, 10, 10, 25, 60].map { start + $0 }

  private func dashboard(columns: Int = 110) -> DashboardState {
    var state = SampleCluster.dashboard(columns: columns, rows: 24)
    _ = state.update(.timePassed(5))
    _ = state.update(
      .recordingOpened(Replay(times: Self.times, start: Self.start), hasTraffic: true))
    _ = state.update(.timePassed(5))
    return state
  }

  private func player(_ state: DashboardState) -> String {
    let lines = state.frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    return String(lines.last { $0.contains(" of ") } ?? "")
  }

  private func shown(_ effects: [DashboardEffect]) -> [DashboardEffect] {
    effects.filter { if case .play = $0 { true } else { false } }
  }

  @Test("it begins with the first picture, and goes on as time passes") func plays() {
    var state = SampleCluster.dashboard()
    let replay = Replay(times: Self.times, start: Self.start)
    let opened = state.update(.recordingOpened(replay, hasTraffic: false))
    #expect(shown(opened) == [.play(count: 2, isAnew: false)])
    _ = state.update(.timePassed(100))
    #expect(shown(state.update(.timePassed(109.9))).isEmpty)
    #expect(shown(state.update(.timePassed(110))) == [.play(count: 4, isAnew: false)])
    #expect(shown(state.update(.timePassed(400))) == [.play(count: 6, isAnew: false)])
    #expect(state.replay?.isPaused == true)
  }

  @Test("the player's line says where it is") func line() {
    var state = dashboard()
    #expect(player(state).hasPrefix(" playing 2026-11-27 14:03:20Z  0:00 of 1:00  x1 ┃"))
    _ = state.update(.timePassed(35))
    #expect(player(state).hasPrefix(" playing 2026-11-27 14:03:50Z  0:30 of 1:00  x1 ─"))
    state.press("p ) )")
    #expect(player(state).hasPrefix(" paused 2026-11-27 14:03:50Z  0:30 of 1:00  x4 ─"))
    #expect(dashboard(columns: 40).frame.text.contains("playing 14:03:20Z"))
  }

  @Test("a click on the bar goes there", arguments: [80, 110, 200]) func click(columns: Int) throws
  {
    var state = dashboard(columns: columns)
    let lines = state.frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.lastIndex { $0.contains(" of ") })
    let bar = Array(lines[row]).indices.filter { "┃─".contains(Array(lines[row])[$0]) }
    #expect(bar.count >= 12)
    func click(_ column: Int) {
      _ = state.update(
        .input(.mouse(MouseEvent(.press, at: Position(column: column, row: row)))))
    }
    click(bar[bar.count - 1])
    #expect(state.replay?.time == Self.start + 60)
    click(bar[bar.count / 2])
    #expect(abs((state.replay?.time ?? 0) - Self.start - 30) < 3)
    click(bar[0])
    #expect(state.replay?.time == Self.start)
    click(1)
    #expect(state.replay?.time == Self.start)
  }

  @Test("a recording of more than one day says which it is, also where there is little room")
  func days() {
    var state = SampleCluster.dashboard(columns: 80)
    let times = [Self.start, Self.start + 40_000]
    _ = state.update(.recordingOpened(Replay(times: times, start: Self.start), hasTraffic: true))
    #expect(player(state).hasPrefix(" playing 2026-11-27 14:03:20Z"))
    state.press("]")
    #expect(player(state).hasPrefix(" paused 2026-11-28 01:10:00Z"))
  }

  @Test("a pause stops time, for what is shown as well") func pause() {
    var state = dashboard()
    _ = state.update(.timePassed(10))
    state.press("p")
    _ = state.update(.timePassed(70))
    #expect(state.now == Self.start + 5)
    #expect(!state.traffic.isPaused)
    state.press("p")
    _ = state.update(.timePassed(72))
    #expect(state.now == Self.start + 7)
  }

  @Test("a program in the background does not play") func background() {
    var state = dashboard()
    _ = state.update(.timePassed(10))
    #expect(state.update(.input(.suspend)).contains(.suspend))
    _ = state.update(.timePassed(70))
    #expect(state.now == Self.start + 5)
    _ = state.update(.timePassed(71))
    #expect(state.now == Self.start + 6)
  }

  @Test("speeds are doubled and halved, within limits") func speed() {
    var state = dashboard()
    state.press(") ) )")
    _ = state.update(.timePassed(8))
    #expect(state.now == Self.start + 24)
    for _ in 0..<20 { state.press("(") }
    _ = state.update(.timePassed(12))
    #expect(state.now == Self.start + 25)
    for _ in 0..<20 { state.press(")") }
    #expect(state.replay?.speed == 64)
  }

  @Test("steps go to the moments at which something happened, and stop there") func steps() {
    var state = dashboard()
    var moments: [Double] = []
    for _ in 0..<4 {
      state.press("]")
      moments.append(state.now(after: 100) - Self.start)
    }
    #expect(moments == [10, 25, 60, 60])
    moments = []
    for _ in 0..<4 {
      state.press("[")
      moments.append(state.now(after: 200) - Self.start)
    }
    #expect(moments == [25, 10, 0, 0])
  }

  @Test("going back shows the recording from its beginning") func back() throws {
    var state = dashboard()
    state.press("] ]")
    let effects = state.effects(of: "[")
    #expect(shown(effects) == [.play(count: 4, isAnew: true)])
  }

  @Test(
    "a time of day, a time from the start or from here, and the ends can be typed",
    arguments: [
      ("14:03:30", 10), ("14:04", 40), ("25s", 25), ("1m", 60), ("+5s", 15), ("-4s", 6),
      ("end", 60), ("start", 0), ("14:03", 0), ("2026-11-27T14:03:45Z", 25), ("2h", 60), ("-1h", 0),
    ])
  func jump(text: String, expected: Double) {
    var state = dashboard()
    state.press("]")
    state.type(":jump \(text)")
    #expect(state.now(after: 5) - Self.start == expected)
  }

  @Test(
    "what is no time is said, and nothing moves",
    arguments: ["noon", "25:00", "5x", "-", "1:2:3:4"])
  func noTime(text: String) {
    var state = dashboard()
    state.press("]")
    state.type(":jump \(text)")
    #expect(state.now(after: 5) - Self.start == 10)
    #expect(state.message?.isError == true)
  }

  @Test("without a recording there is nothing to jump in, and p pauses traffic") func noRecording()
  {
    var state = SampleCluster.dashboard()
    state.type(":jump 5s")
    #expect(state.message?.text.contains("--replay") == true)
    state.press("p")
    #expect(state.traffic.isPaused)
  }

  @Test("the screen sleeps while the recording stands still, and wakes for what happens next")
  func sleep() {
    var state = dashboard()
    _ = state.update(.timePassed(14.75))
    #expect(state.timeToChange == 0.25)
    state.press("p")
    #expect(state.timeToChange == nil)
  }

  @Test("the header tells a recording from a live cluster, and says when one is made")
  func header() throws {
    var state = dashboard()
    _ = state.update(.connectionChanged(lost: nil))
    #expect(state.frame.text.split(separator: "\n")[0].hasSuffix("recorded"))
    var live = SampleCluster.dashboard(columns: 120)
    live.recording = .on
    #expect(live.frame.text.split(separator: "\n")[0].contains("  recording  "))
    _ = live.update(.recordingEnded("it.jsonl is recorded to no more: the disk is full"))
    #expect(live.frame.text.split(separator: "\n")[0].contains("  not recorded  "))
    #expect(live.frame.text.contains("the disk is full"))
    // It is also said later, whatever the source has to say.
    let cluster = try #require(live.cluster)
    _ = live.update(.clusterArrived(cluster, problems: []))
    live.press("e")
    #expect(live.bodyText.contains("the disk is full"))
  }
}

extension DashboardState {
  /// The time of what is shown, when the clock has come so far.
  fileprivate mutating func now(after clock: Double) -> Double {
    _ = update(.timePassed(clock))
    return now
  }

  /// Types a command and ends the line.
  fileprivate mutating func type(_ text: String) {
    for character in text { _ = update(.input(.key(KeyPress(character)))) }
    _ = update(.input(.key(KeyPress(.enter))))
  }

  fileprivate mutating func effects(of key: Character) -> [DashboardEffect] {
    update(.input(.key(KeyPress(key))))
  }
}
