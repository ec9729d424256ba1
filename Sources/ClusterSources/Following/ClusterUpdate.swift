package import KubernetesSnapshot

/// What a follower of a cluster tells.
package struct ClusterUpdate: Sendable {
  /// What changed since the last update, to be applied together.
  package var changes: [SnapshotChange] = []
  /// How well it keeps up.
  package var connection = Connection.connecting
  /// Whether a first picture can be drawn.
  package var isReady = false
  /// Whether everything has been read, or cannot be.
  package var isComplete = false
  /// How far reading is.
  package var progress = LoadProgress(source: "")
  /// What cannot be read, or is not there.
  package var problems: [SourceProblem] = []
}
