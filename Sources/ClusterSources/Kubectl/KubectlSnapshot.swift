package import KubernetesSnapshot

/// Loads a snapshot of a cluster, once, through kubectl.
package struct KubectlSnapshot {
  /// The name of the source in problems.
  package static let sourceName = "cluster"

  private let access: ClusterAccess
  private let onProgress: (LoadProgress, Snapshot) -> Void
  private let isCancelled: () -> Bool

  /// A loader.
  ///
  /// - Parameters:
  ///   - access: The way to the cluster; kubectl is started, and goes on when all is listed.
  ///   - onProgress: Told several times a second how far it is and what is there already; it runs on
  ///     the thread that loads.
  ///   - isCancelled: Asked as often; once true, the requests are ended.
  package init(
    _ access: ClusterAccess,
    onProgress: @escaping (LoadProgress, Snapshot) -> Void = { _, _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) {
    self.access = access
    self.onProgress = onProgress
    self.isCancelled = isCancelled
  }

  /// Lists every kind that decides or is shown.
  ///
  /// It waits for the cluster, and belongs on a thread of its own where somebody waits for it.
  ///
  /// - Returns: The objects; a kind that cannot be read is in the report, and the rest goes on.
  /// - Throws: `KubectlFailure` when there is no kubectl or no cluster to talk to.
  package func load() throws(KubectlFailure) -> LoadResult {
    var patience = Patience()
    patience.request = access.options.timeout
    var loop = FollowerLoop(access, isOnce: true, patience: patience, inbox: FollowerInbox())
    var result = LoadResult()
    var wasCancelled = false
    loop.run { update in
      for change in update.changes {
        result.snapshot.apply(change)
        if case .upsert(let resource) = change {
          result.report.objects[resource.kind, default: 0] += 1
        }
      }
      result.report.problems = update.problems
      onProgress(update.progress, result.snapshot)
      wasCancelled = isCancelled()
      return !wasCancelled
    }
    if wasCancelled { throw KubectlFailure(.cancelled) }
    if let failure = loop.fatalFailure { throw failure }
    result.report.problems += SourceProblem.unreadableObjects(of: result.snapshot)
    result.report.problems.sort()
    return result
  }
}

extension SourceProblem {
  /// What is wrong with the objects of a cluster that cannot be read.
  ///
  /// - Parameter snapshot: The cluster.
  /// - Returns: The problems, in order.
  /// - Complexity: O(namespaces).
  package static func unreadableObjects(of snapshot: Snapshot) -> [SourceProblem] {
    snapshot.namespaces.values.flatMap(\.unreadable).map { id, object in
      SourceProblem(
        source: KubectlSnapshot.sourceName, object: id.description, field: object.problem.field,
        message: object.problem.message)
    }.sorted()
  }
}
