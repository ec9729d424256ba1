import Foundation
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

}

/// The first line of a recording, by which it is told from other files.
struct RecordingHead: Codable {
  var apiVersion: String
  var kind: String

  /// The line as it is written.
  static let line = #"{"apiVersion":"gatehouse/v1","kind":"Recording"}"#
  /// So many bytes are looked at to find it.
  static let limit = 1 << 10

  /// The head of a file; nil when the file is no recording.
  ///
  /// - Parameter start: The file's first bytes.
  init?(of start: [UInt8]) {
    let hasMark = start.starts(with: InputEncoding.byteOrderMark)
    let line = start.dropFirst(hasMark ? 3 : 0).prefix(Self.limit).prefix { $0 != 0x0A }
    guard line.first == UInt8(ascii: "{"),
      let head = try? JSONDecoder().decode(Self.self, from: Data(line)),
      head.kind == "Recording", head.apiVersion.hasPrefix("gatehouse/")
    else { return nil }
    self = head
  }

  /// Why the recording cannot be read, in words; nil when it can.
  var problem: String? {
    apiVersion == "gatehouse/v1"
      ? nil : "this program reads recordings of gatehouse/v1, and this one is \(apiVersion)"
  }
}
