/// What the workloads screen remembers.
package struct WorkloadsState: Sendable, Hashable {
  /// What rows must contain.
  package var filter = ""
  /// What rows are sorted by.
  package var sort = WorkloadSort.name
  /// The selected row.
  package var selection = ListSelection<WorkloadRow.ID>()
  /// The namespace that was shown before all were.
  package var lastNamespace: String?
}
