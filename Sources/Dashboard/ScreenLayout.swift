import TerminalUI

/// Where the parts of every screen lie: header, tabs, body, message, player, hints.
struct ScreenLayout {
  let header: Rect
  let tabs: Rect
  let body: Rect
  let message: Rect
  let player: Rect
  let hints: Rect

  /// - Parameters:
  ///   - size: The terminal's size.
  ///   - isPlaying: Whether a recording is played.
  init(_ size: Size, isPlaying: Bool = false) {
    // On a very low terminal the body counts more than what frames it.
    let chrome = size.rows >= 8
    let parts = Rect(size).rows(
      .cells(size.rows >= 3 ? 1 : 0), .cells(chrome ? 1 : 0), .share(1),
      .cells(chrome ? 1 : 0), .cells(isPlaying && size.rows >= 5 ? 1 : 0),
      .cells(size.rows >= 4 ? 1 : 0))
    header = parts[0]
    tabs = parts[1]
    body = parts[2]
    message = parts[3]
    player = parts[4]
    hints = parts[5]
  }
}
