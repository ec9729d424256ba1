import ClusterSources
import Dashboard
import KubernetesSnapshot
import LinkerdPolicy

/// A cluster that is followed: each update resolves what it touches, and says what that changed.
struct LiveCluster {
  /// What one update came to.
  struct Step {
    /// The cluster before; nil when this is the first picture.
    var before: LoadedCluster?
    /// The cluster afterwards.
    var cluster: LoadedCluster
    /// The changes that made it so.
    var changes: [SnapshotChange]
    /// Whether the change is news, and not a part of the first reading.
    var isNews: Bool
  }

  private let overrides: MeshConfigurationOverrides
  /// What has been read while there is no picture.
  private var snapshot = Snapshot()
  private(set) var cluster: LoadedCluster?
  private var wasComplete = false

  /// A cluster of which nothing is known.
  ///
  /// - Parameter overrides: Fields of the mesh configuration that the user sets.
  init(overrides: MeshConfigurationOverrides) { self.overrides = overrides }

  /// Takes in an update.
  ///
  /// - Parameter update: What the follower reports.
  /// - Returns: What it came to; nil when there is no picture, or it did not change.
  /// - Complexity: O(objects of the touched namespaces), and the matrix of those.
  mutating func take(_ update: ClusterUpdate) -> Step? {
    defer { wasComplete = wasComplete || update.isComplete }
    guard let before = cluster else {
      for change in update.changes { snapshot.apply(change) }
      guard update.isReady, !snapshot.namespaces.isEmpty else { return nil }
      let mesh = MeshConfiguration(snapshot, overrides: overrides)
      let first = LoadedCluster(ResolvedPolicy(snapshot, mesh: mesh))
      snapshot = Snapshot()
      cluster = first
      return Step(cluster: first, changes: update.changes, isNews: false)
    }
    guard !update.changes.isEmpty else { return nil }
    let after = LoadedCluster(
      before.policy.applying(update.changes, overrides: overrides), previous: before)
    cluster = after
    return Step(before: before, cluster: after, changes: update.changes, isNews: wasComplete)
  }
}
