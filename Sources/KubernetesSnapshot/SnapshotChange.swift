/// One edit to a snapshot: what a watch reports, and what a what-if proposes.
public enum SnapshotChange: Sendable, Hashable {
  /// The object is there, in this state.
  case upsert(Resource)
  /// The object is gone.
  case delete(ResourceID)
  /// Whether objects of the kind can be read at all, for instance by the user's rights.
  case readable(ResourceKind, Bool)
}
