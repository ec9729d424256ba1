/// What a piece of the picture means, the closed list of `themes/*.yaml`.
///
/// A theme says how each looks.
package enum Role: String, Sendable, Hashable, CaseIterable {
  // Text
  case text, textDim, heading, title, accent, link
  // Furniture
  case border, borderFocus, headerBar, breadcrumb, tab, tabActive, hintKey, hintText, scrollbar
  case popup, prompt, badge, band
  // Where the user is
  case selection, selectionInactive, crosshair, mark, filterMatch
  // Messages
  case info, warning, error
  // Verdicts
  case verdictAllow, verdictDeny, verdictPartial, verdictAudit, verdictOpen, verdictNone
  case verdictUnknown
  // Traffic and changes
  case live, liveDeny, stale, gained, lost, changed, pin
}
