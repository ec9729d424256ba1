/// What the detail screen remembers.
package struct DetailState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// The selected row.
  var selection = ListSelection<DetailRow.ID>()
}
