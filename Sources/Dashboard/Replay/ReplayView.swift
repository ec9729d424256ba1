import TerminalUI

extension DashboardState {
  /// The player's line: where in the recording the screens are, and how to go elsewhere.
  func drawReplay(in rect: Rect, on frame: inout Frame) {
    guard let replay, rect.rows > 0 else { return }
    frame.fill(rect, style: Style(.headerBar))
    let text = replayLine(replay, columns: rect.columns).text.on(.headerBar)
    frame.draw(
      text.truncated(to: rect.columns, ellipsis: glyphs.ellipsis), at: rect.origin, in: rect)
  }

  /// The line, and the columns of its bar; those are empty where there is no room for one.
  func replayLine(_ replay: Replay, columns: Int) -> (text: StyledText, bar: Range<Int>) {
    let sign = replay.isPaused ? "paused" : "playing"
    var left = StyledText(" \(sign) ", style: Style(replay.isPaused ? .changed : .live, .bold))
    let day = columns >= 100 || ReplayTime.day(of: replay.start) != ReplayTime.day(of: replay.end)
    left.append(
      "\(ReplayTime.clock(replay.time, withDay: day))  ", style: Style(.headerBar, .bold))
    let length = ReplayTime.duration(replay.end - replay.start)
    let position = ReplayTime.duration(replay.time - replay.start)
    left.append("\(position) of \(length)", style: Style(.headerBar))
    let speed = replay.speed == replay.speed.rounded() ? "\(Int(replay.speed))" : "\(replay.speed)"
    left.append("  x\(speed) ", style: Style(.headerBar))
    let keys = [
      " p \(replay.isPaused ? "plays" : "pauses")  [ ] step  ( ) speed  :jump TIME ",
      " p [ ] ( ) :jump ",
    ].first { left.width + $0.count + Self.wantedBar <= columns }
    let right = StyledText(keys ?? "", style: Style(.textDim))
    let room = columns - left.width - right.width
    guard room >= 6 else {
      let gap = String(repeating: " ", count: max(0, room))
      return (left + StyledText(gap, style: Style(.headerBar)) + right, 0..<0)
    }
    let bar = left.width..<left.width + room
    return (left + Self.bar(replay, columns: room, glyphs) + right, bar)
  }

  /// A bar that is shorter is no help where words could be fewer.
  private static let wantedBar = 12

  /// How far it is, as a line with a mark.
  private static func bar(_ replay: Replay, columns: Int, _ glyphs: Glyphs) -> StyledText {
    let length = max(1, replay.end - replay.start)
    let mark = Int(((replay.time - replay.start) / length * Double(columns - 1)).rounded())
    let line = String(glyphs.horizontal)
    var bar = StyledText(String(repeating: line, count: mark), style: Style(.live))
    bar.append(String(glyphs.thumb), style: Style(.accent, .bold))
    bar.append(String(repeating: line, count: columns - 1 - mark), style: Style(.textDim))
    return bar
  }
}
