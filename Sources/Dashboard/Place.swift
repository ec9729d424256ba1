package import KubernetesSnapshot
package import LinkerdPolicy

/// Where the user is: the screens share it, so that changing the tab keeps the subject.
package struct Place: Sendable, Hashable {
  /// The open screen.
  package var tab: Tab = .namespaces
  /// The namespace that the screens speak of; nil for all.
  package var namespace: String?
  /// The workload that is open in detail.
  package var workload: ResourceID?
  /// The client from whose side the detail screen looks.
  package var client: MatrixClient.ID?
}
