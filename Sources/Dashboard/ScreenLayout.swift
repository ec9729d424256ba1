import TerminalUI

/// Where the parts of every screen lie: header, tabs, body, message, hints.
struct ScreenLayout {
  let header: Rect
  let tabs: Rect
  let body: Rect
  let message: Rect
  let hints: Rect

  init(_ size: Size) {
    // On a very low terminal the body counts more than what frames it.
    let chrome = size.rows >= 8
    let parts = Rect(size).rows(
      .cells(size.rows >= 3 ? 1 : 0), .cells(chrome ? 1 : 0), .share(1),
      .cells(chrome ? 1 : 0), .cells(size.rows >= 4 ? 1 : 0))
    header = parts[0]
    tabs = parts[1]
    body = parts[2]
    message = parts[3]
    hints = parts[4]
  }
}
