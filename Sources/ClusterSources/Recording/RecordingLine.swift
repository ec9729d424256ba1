import KubernetesSnapshot
import Traffic

/// One line of a recording (`docs/recordings.md`).
struct RecordingLine: Codable {
  /// When it happened, in seconds since 1970.
  var at: Double
  /// The source that is read from now on; what was before it does not count any more.
  var source: String?
  /// What changed in the cluster, to be applied together.
  var changes: [SnapshotChange]?
  /// How the source does, where that is news.
  var status: Status?
  /// A look at traffic.
  var traffic: RecordedSample?
  /// Why a look at traffic failed.
  var trafficFailure: String?

  /// How the source does.
  struct Status: Codable, Hashable {
    /// Whether changes come in as they happen.
    var isLive: Bool
    /// Why they do not; nil while the source is still being read.
    var failure: KubectlFailure?
    var isReady: Bool
    var isComplete: Bool
    var problems: [SourceProblem]

    init(_ update: ClusterUpdate) {
      isLive = update.connection == .live
      if case .lost(let failure) = update.connection { self.failure = failure }
      isReady = update.isReady
      isComplete = update.isComplete
      problems = update.problems
    }

    /// An update without changes.
    var update: ClusterUpdate {
      var update = ClusterUpdate()
      update.connection = isLive ? .live : failure.map(Connection.lost) ?? .connecting
      update.isReady = isReady
      update.isComplete = isComplete
      update.problems = problems
      return update
    }
  }

  /// The first line of the file, by which it is told from others.
  static let head = #"{"apiVersion":"gatehouse/v1","kind":"Recording"}"#
}
