import ClusterSources
import Dashboard
import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Synchronization

/// Reads the source on a thread of its own, or follows it, and posts what comes of it.
final class ClusterLoading: Sendable {
  private let options: Options
  private let access: ClusterAccess?
  private let post: @Sendable (DashboardAction) -> Void
  private let isCancelled = Mutex(false)
  private let replay: ReplayLoading?
  private let recording: RecordingFile?
  private let follower = Mutex<ClusterFollower?>(nil)
  private let files = Mutex<FileWatch?>(nil)
  /// What was read last; held while something is read, so that files are read one after the other.
  private let shown = Mutex<LoadedCluster?>(nil)

  /// A reading that has not begun.
  ///
  /// - Parameters:
  ///   - options: What the command line asks for.
  ///   - access: The way to the cluster; nil where something else is read.
  ///   - recording: Keeps what a cluster says; nil where nobody does.
  ///   - post: Takes what happens, on whatever thread.
  init(
    _ options: Options, access: ClusterAccess?, recording: RecordingFile? = nil,
    post: @escaping @Sendable (DashboardAction) -> Void
  ) {
    self.options = options
    self.access = access
    self.recording = recording
    self.post = post
    replay = options.source.replay.map { ReplayLoading(path: $0, options) }
  }

  /// Begins to read, and returns at once; a cluster is followed until it is cancelled.
  func start() {
    if let access {
      let live = Mutex(LiveLoading(options))
      recording?.begin(options.source.title(access), at: Date().timeIntervalSince1970)
      let following = ClusterFollower(access) { update in
        // A follower that was cancelled may still tell something, of what is not recorded any more.
        self.isCancelled.withLock { isCancelled in
          if !isCancelled { self.recording?.add(update, at: Date().timeIntervalSince1970) }
        }
        for action in live.withLock({ $0.take(update) }) { self.tell(action) }
      }
      follower.withLock { $0 = following }
      return
    }
    if options.dashboard.follow {
      let paths = options.source.filenames.filter { $0 != "-" }
      files.withLock { $0 = FileWatch(paths) { [weak self] in self?.run() } }
    }
    let thread = Thread { self.run() }
    // The decoder goes as deep as the documents do.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Stops reading as soon as it can; nothing is posted any more.
  func cancel() {
    isCancelled.withLock { $0 = true }
    follower.withLock { $0 = nil }
    files.withLock { $0 = nil }
  }

  /// Reads once, resolves and posts, on the calling thread.
  func run() {
    if let replay {
      tell(replay.open { self.tell(.loadingProgressed($0.words)) })
    } else {
      shown.withLock { read(&$0) }
    }
  }

  /// Asks for a recording's first so many entries; of what `play` did not post yet, the last one counts.
  func ask(for count: Int, isAnew: Bool) { replay?.ask(for: count, isAnew: isAnew) }

  /// Posts what happened in a recording up to what was asked for, on the calling thread.
  func play() {
    for action in replay?.play() ?? [] { tell(action) }
  }

  private func read(_ shown: inout LoadedCluster?) {
    let throttle = Mutex(0.0)
    let result: LoadResult
    do throws(KubectlFailure) {
      result = try SourceLoading.load(
        options, access: access,
        onProgress: { progress, _ in
          let now = Date.timeIntervalSinceReferenceDate
          let isDue = throttle.withLock { last in
            guard now - last > 0.1 else { return false }
            last = now
            return true
          }
          if isDue { self.tell(.loadingProgressed(progress.words)) }
        }, isCancelled: { self.isCancelled.withLock { $0 } })
    } catch {
      tell(.loadingFailed(error.description, problems: []))
      return
    }
    let problems = result.report.statusProblems
    guard result.report.objectCount > 0 else {
      tell(
        .loadingFailed(
          problems.isEmpty
            ? "the source holds no object that Gatehouse knows" : "nothing could be read",
          problems: problems))
      return
    }
    let mesh = MeshConfiguration(result.snapshot, overrides: options.mesh)
    let policy = ResolvedPolicy(result.snapshot, mesh: mesh)
    let cluster = LoadedCluster(policy, previous: shown)
    if let shown {
      let cells = cluster.matrix.changedCells(since: shown.matrix)
      tell(.clusterChanged(cluster, cells: cells, problems: problems))
    } else {
      tell(.clusterArrived(cluster, problems: problems))
    }
    shown = cluster
  }

  private func tell(_ action: DashboardAction) {
    isCancelled.withLock { if !$0 { post(action) } }
  }
}

extension LoadProgress {
  /// `12 MB of 191 MB, 640 objects`.
  var words: String {
    var words = "\(objects)"
    if objectsRemaining > 0 { words += " of \(objects + objectsRemaining)" }
    words += " objects"
    if bytesRead > 1 << 20 {
      let total = bytesTotal.map { " of \($0 >> 20) MB" } ?? ""
      words = "\(bytesRead >> 20) MB\(total), \(words)"
    }
    return words
  }
}

extension LoadReport {
  /// The problems as the dashboard lists them, and what was passed over.
  var statusProblems: [SourceStatus.Problem] {
    var list = problems.map { problem in
      let severity: SourceStatus.Problem.Severity =
        switch problem.severity {
        case .error: .error
        case .warning: .warning
        case .note: .note
        }
      return SourceStatus.Problem(severity, problem.description)
    }
    if !ignored.isEmpty {
      let kinds = ignored.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      list.append(.init(.note, "passed over: \(kinds.joined(separator: ", "))"))
    }
    return list
  }
}
