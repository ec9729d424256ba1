import Foundation
package import Traffic

/// What a cluster and its traffic said, in the order of time, as `RecordingFile` kept it.
package struct Recording: Sendable {
  /// What happened at one time.
  package struct Entry: Sendable {
    /// When, in seconds since 1970.
    package var time: Double
    /// What.
    package var event: Event
  }

  /// What can happen.
  package enum Event: Sendable {
    /// Another source is read from now on.
    case source(String)
    /// The same source is read from its beginning: its objects do not count any more, its traffic does.
    case restart
    /// A follower told something of the cluster.
    case cluster(ClusterUpdate)
    /// Traffic was looked at, so far back.
    case traffic(TrafficSample, asked: TrafficWindow)
    /// A look at traffic failed; the text says why.
    case trafficFailed(String)
  }

  /// What happened, in the order of time.
  package private(set) var entries: [Entry] = []
  /// The lines that cannot be read.
  package private(set) var problems: [SourceProblem] = []

  /// Whether a file is a recording, by its first bytes.
  static func isRecording(_ start: [UInt8]) -> Bool { RecordingHead(of: start) != nil }

  /// Whether a file is a recording.
  ///
  /// - Parameter path: The file.
  /// - Returns: Whether it is; false when it cannot be read, and for a pipe, whose first bytes would be lost.
  package static func isRecording(path: String) -> Bool {
    do throws(InputFile.Failure) {
      guard InputFile.isRegular(path) else { return false }
      return isRecording(try InputFile(path: path).read(RecordingHead.limit))
    } catch {
      return false
    }
  }

  /// Reads a recording; whatever is wrong with it ends up in `problems`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - onProgress: Told now and then how far it is.
  /// - Complexity: O(*n*) in the bytes.
  package init(path: String, onProgress: (LoadProgress) -> Void = { _ in }) {
    do throws(InputFile.Failure) {
      let file = try InputFile(path: path)
      let first = try file.read(Self.chunkSize)
      guard Self.isRecording(first) else {
        problems.append(
          SourceProblem(source: path, message: "this is no recording; --record makes one"))
        return
      }
      try read(first, then: file, name: path, onProgress: onProgress)
    } catch {
      problems.append(SourceProblem(source: path, message: error.message))
    }
  }

  /// Reads a recording whose first bytes were read already.
  init(
    _ first: [UInt8], then file: borrowing InputFile, name: String,
    onProgress: (LoadProgress) -> Void
  ) throws(InputFile.Failure) {
    try read(first, then: file, name: name, onProgress: onProgress)
  }

  private static let chunkSize = 1 << 20

  private mutating func read(
    _ first: [UInt8], then file: borrowing InputFile, name: String,
    onProgress: (LoadProgress) -> Void
  ) throws(InputFile.Failure) {
    if let problem = RecordingHead(of: first)?.problem {
      problems.append(SourceProblem(source: name, message: problem))
      return
    }
    var reader = RecordingReader(name: name)
    var progress = LoadProgress(source: name)
    progress.bytesTotal = file.size
    var chunk = first
    while !chunk.isEmpty {
      entries += reader.take(chunk)
      progress.bytesRead += chunk.count
      onProgress(progress)
      chunk = try file.read(Self.chunkSize)
    }
    entries += reader.finish()
    problems = reader.problems
  }

  /// When there is a first picture of the cluster; nil if there never is.
  package var start: Double? {
    entries.first { entry in
      if case .cluster(let update) = entry.event { update.isReady } else { false }
    }?.time
  }

  /// Why there is nothing to play, where there is no `start`, in words.
  package var nothingToPlay: String {
    entries.isEmpty
      ? "nothing could be read" : "the recording ends before the cluster was read"
  }

  /// Whether traffic was looked at.
  package var hasTraffic: Bool {
    entries.contains { entry in
      switch entry.event {
      case .traffic, .trafficFailed: true
      case .source, .restart, .cluster: false
      }
    }
  }

  /// Cuts entries where a source was read anew, so that what was known until then can be shown until it is
  /// known again.
  ///
  /// - Parameter range: The entries.
  /// - Returns: The parts that count, in order; what was before another source is left out.
  package func parts(of range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var begin = range.lowerBound
    for index in range {
      switch entries[index].event {
      case .source: (parts, begin) = ([], index)
      case .restart where index > begin:
        parts.append(begin..<index)
        begin = index
      case .restart, .cluster, .traffic, .trafficFailed: break
      }
    }
    return parts + [begin..<range.upperBound]
  }

  /// The cluster as it was known last.
  var end: ClusterUpdate? {
    let updates = parts(of: entries.indices).compactMap { sum(of: $0).update }
    return updates.last { $0.isReady } ?? updates.last
  }

  /// What some of the entries come to, taken together.
  ///
  /// - Parameter range: The entries.
  /// - Returns: The last source among them, what the cluster told after it as one update, and the looks
  ///   at traffic.
  package func sum(of range: Range<Int>) -> Sum {
    var sum = Sum()
    for entry in entries[range] { sum.add(entry) }
    return sum
  }

  /// What a part of a recording comes to.
  package struct Sum: Sendable {
    /// The source that was begun; nil where the one before goes on.
    package var source: String?
    /// Whether what the cluster told before does not count any more.
    package var isRestarted = false
    /// What the cluster told; nil where it told nothing.
    package var update: ClusterUpdate?
    /// Since when the connection is as it is; nil where it was so before.
    package var connectedAt: Double?
    /// The looks at traffic, in order.
    package var looks: [Look] = []

    /// A look at traffic.
    package struct Look: Sendable {
      /// When, in seconds since 1970.
      package var time: Double
      /// What was seen, and how far back; or why nothing was.
      package var outcome: Result<(sample: TrafficSample, asked: TrafficWindow), TrafficFailure>
    }

    fileprivate mutating func add(_ entry: Entry) {
      switch entry.event {
      case .source(let name): self = Sum(source: name, isRestarted: true)
      case .restart: (isRestarted, update, connectedAt) = (true, nil, nil)
      case .cluster(var update):
        if update.connection != self.update?.connection { connectedAt = entry.time }
        // Moved out and back, so that changes that gather are not copied again and again.
        let wasReady = self.update?.isReady ?? false
        var changes = self.update?.changes ?? []
        self.update = nil
        changes += update.changes
        update.changes = changes
        // Once there was a picture it stays, also while the cluster is away.
        update.isReady = update.isReady || wasReady
        self.update = update
      case .traffic(let sample, let asked):
        looks.append(Look(time: entry.time, outcome: .success((sample, asked))))
      case .trafficFailed(let reason):
        looks.append(Look(time: entry.time, outcome: .failure(TrafficFailure(.absent, reason))))
      }
    }
  }
}
