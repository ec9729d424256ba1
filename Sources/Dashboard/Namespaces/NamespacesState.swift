/// What the namespaces screen remembers.
package struct NamespacesState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// What rows are sorted by.
  package var sort = NamespaceSort.name
  /// The selected row.
  package var selection = ListSelection<String>()
}
