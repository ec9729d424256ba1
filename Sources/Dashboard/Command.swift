/// What a key means, whichever key it is.
package enum Command: Sendable, Hashable {
  case up, down, left, right
  case pageUp, pageDown, halfPageUp, halfPageDown
  case first, last, firstColumn, lastColumn
  case open, back
  case tab(Tab)
  case nextTab, previousTab
  case filter, commandLine
  case why, problems, help
  case toggle, undo
  case sort
  case allNamespaces
  case changeClient, previousClient
  case nextDenied, previousDenied, nextDifferent, previousDifferent
  case nextRefused, followWorst
  case pause, shorterWindow, longerWindow
  case nextMoment, previousMoment, faster, slower
  case nextBand, previousBand, fold, foldAll
  case lens, changeGrouping
  case reload, redraw, suspend, quit

  /// Whether it moves the selection.
  var moves: Bool {
    switch self {
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .first, .last,
      .firstColumn, .lastColumn, .nextDenied, .previousDenied, .nextDifferent, .previousDifferent,
      .nextRefused, .nextBand, .previousBand:
      true
    default: false
    }
  }
}
