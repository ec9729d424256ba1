import TerminalUI

extension DashboardState {
  /// The player's line: where in the recording the screens are, and how to go elsewhere.
  func drawReplay(in rect: Rect, on frame: inout Frame) {
    guard let replay, rect.rows > 0 else { return }
    frame.fill(rect, style: Style(.headerBar))
    let text = replayText(replay, columns: rect.columns).on(.headerBar)
    frame.draw(
      text.truncated(to: rect.columns, ellipsis: glyphs.ellipsis), at: rect.origin, in: rect)
  }

  private func replayText(_ replay: Replay, columns: Int) -> StyledText {
    let sign = replay.isPaused ? "paused" : "playing"
    var left = StyledText(" \(sign) ", style: Style(replay.isPaused ? .changed : .live, .bold))
    let day = columns >= 100
    left.append(
      "\(ReplayTime.clock(replay.time, withDay: day))  ", style: Style(.headerBar, .bold))
    let length = ReplayTime.duration(replay.end - replay.start)
    let position = ReplayTime.duration(replay.time - replay.start)
    left.append("\(position) of \(length)", style: Style(.headerBar))
    let speed = replay.speed == replay.speed.rounded() ? "\(Int(replay.speed))" : "\(replay.speed)"
    left.append("  x\(speed) ", style: Style(.headerBar))
    let keys = " p \(replay.isPaused ? "plays" : "pauses")  [ ] step  ( ) speed  :jump TIME "
    var right = StyledText(keys, style: Style(.textDim))
    if left.width + right.width > columns { right = StyledText("") }
    let room = columns - left.width - right.width
    return left + Self.bar(replay, columns: room, glyphs) + right
  }

  /// How far it is, as a line with a mark.
  private static func bar(_ replay: Replay, columns: Int, _ glyphs: Glyphs) -> StyledText {
    guard columns >= 6 else {
      return StyledText(String(repeating: " ", count: max(0, columns)), style: Style(.headerBar))
    }
    let length = max(1, replay.end - replay.start)
    let mark = Int(((replay.time - replay.start) / length * Double(columns - 1)).rounded())
    let line = String(glyphs.horizontal)
    var bar = StyledText(String(repeating: line, count: mark), style: Style(.live))
    bar.append(String(glyphs.thumb), style: Style(.accent, .bold))
    bar.append(String(repeating: line, count: columns - 1 - mark), style: Style(.textDim))
    return bar
  }
}
