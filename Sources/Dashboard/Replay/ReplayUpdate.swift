import TerminalUI

extension DashboardState {
  /// Begins to play a recording.
  mutating func open(_ replay: Replay, hasTraffic: Bool) {
    self.replay = replay
    now = replay.time
    changeTraffic(to: LiveTraffic(isExpected: hasTraffic, window: traffic.chosenWindow))
  }

  /// Shows nothing until there is something of what was recorded from here on.
  ///
  /// - Parameter name: Another source; nil where the one that is shown goes on.
  mutating func showRecorded(_ name: String?) {
    leaveCluster(for: name ?? source.title)
    forgetTraffic()
  }

  private mutating func forgetTraffic() {
    changeTraffic(
      to: LiveTraffic(isExpected: traffic.status != .none, window: traffic.chosenWindow))
  }

  /// Does what a key means while a recording is played.
  ///
  /// - Returns: Whether the key means something to the player.
  mutating func performOnReplay(_ command: Command) -> Bool {
    guard var replay else { return false }
    switch command {
    case .pause: replay.togglePause()
    case .nextMoment: replay.step(forwards: true)
    case .previousMoment: replay.step(forwards: false)
    case .faster: replay.changeSpeed(faster: true)
    case .slower: replay.changeSpeed(faster: false)
    default: return false
    }
    self.replay = replay
    return true
  }

  /// Goes to the background, where nothing is played.
  mutating func suspend() -> [DashboardEffect] {
    replay?.rest()
    return [.suspend]
  }

  /// Goes to the moment that was typed.
  mutating func jump(to text: String) {
    guard var replay else {
      say("nothing is being played; --replay FILE plays a recording", isError: true)
      return
    }
    guard let moment = ReplayTime.moment(text, in: replay) else {
      say(
        "expected a time such as 14:03:22, 90s, +30s, -5m, start or end, found \"\(text)\"",
        isError: true)
      return
    }
    replay.jump(to: moment)
    self.replay = replay
  }

  /// Goes to the moment at a place of the player's bar.
  ///
  /// - Parameters:
  ///   - column: The column of the screen.
  ///   - rect: Where the player's line is.
  mutating func jump(toColumn column: Int, in rect: Rect) {
    guard let bar = replay.map({ replayLine($0, columns: rect.columns).bar }),
      bar.contains(column - rect.origin.column), let replay
    else { return }
    let share = Double(column - rect.origin.column - bar.lowerBound) / Double(bar.count - 1)
    self.replay?.jump(to: replay.start + share * (replay.end - replay.start))
  }

  /// What is to be brought from the recording, if anything.
  mutating func replayEffects() -> [DashboardEffect] {
    guard let news = replay?.takeNews() else { return [] }
    if news.isAnew {
      // What comes after the moment is not known yet.
      forgetTraffic()
      source.following = nil
    }
    return [.play(count: news.count, isAnew: news.isAnew)]
  }
}
