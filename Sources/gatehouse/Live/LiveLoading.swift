import ClusterSources
import Dashboard
import KubernetesSnapshot

/// Turns what a follower reports into what the dashboard is told.
struct LiveLoading {
  private var live: LiveCluster
  private var connection: Connection?
  private var problems: [SourceStatus.Problem]?

  /// A loading of which nothing has come.
  init(_ options: Options) { live = LiveCluster(overrides: options.mesh) }

  /// Takes in an update.
  ///
  /// - Returns: What to tell, in order.
  mutating func take(_ update: ClusterUpdate) -> [DashboardAction] {
    let step = live.take(update)
    var actions: [DashboardAction] = []
    var report = LoadReport()
    let cluster = step?.cluster ?? live.cluster
    report.problems = update.problems
    if let cluster {
      report.problems += SourceProblem.unreadableObjects(of: cluster.policy.snapshot)
    }
    let problems = report.statusProblems
    if let step {
      if let before = step.before {
        let cells = step.isNews ? step.cluster.matrix.changedCells(since: before.matrix) : []
        actions.append(.clusterChanged(step.cluster, cells: cells, problems: problems))
      } else {
        actions.append(.clusterArrived(step.cluster, problems: problems))
      }
    } else if let cluster {
      if problems != self.problems {
        actions.append(.clusterChanged(cluster, cells: [], problems: problems))
      }
    } else if case .lost(let failure) = update.connection {
      if connection != update.connection {
        actions.append(
          .loadingFailed(failure.description + "\nit is tried again and again", problems: problems))
      }
    } else if update.isReady, update.isComplete {
      let reason =
        "the cluster has no namespace, or none that may be read\nit is shown once there is one"
      actions.append(.loadingFailed(reason, problems: problems))
    } else {
      actions.append(.loadingProgressed(update.progress.words))
    }
    let isFirst = step.map { $0.before == nil } ?? false
    if cluster != nil, isFirst || connection != update.connection {
      switch update.connection {
      case .connecting: break
      case .live: actions.append(.connectionChanged(lost: nil))
      case .lost(let failure): actions.append(.connectionChanged(lost: failure.description))
      }
    }
    connection = update.connection
    self.problems = problems
    return actions
  }
}
