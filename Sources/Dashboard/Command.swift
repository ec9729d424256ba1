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
  case nextBand, previousBand, fold, foldAll
  case lens, changeGrouping
  case reload, redraw, suspend, quit
}
