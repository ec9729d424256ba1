import ClusterSources
import KubernetesSnapshot
import LinkerdPolicy

/// Turns what a follower reports into the changes of verdicts.
struct VerdictWatch {
  private var live: LiveCluster
  private let namespace: String?

  /// More changes at once are not told apart: they come from a kind that was listed anew.
  private static let toldApart = 64

  /// A watch of which nothing has come.
  init(_ options: Options) {
    live = LiveCluster(overrides: options.mesh)
    namespace = options.namespace
  }

  /// How many workloads there are; nil before there is a first picture.
  var workloadCount: Int? { live.cluster.map { $0.allWorkloadRows.count } }

  /// Takes in an update.
  ///
  /// - Parameters:
  ///   - update: What the follower reports.
  ///   - time: When, in seconds since 1970.
  /// - Returns: The edges whose verdicts changed, each with the change that made it so.
  mutating func take(_ update: ClusterUpdate, at time: Double) -> [VerdictChange] {
    guard live.cluster != nil, update.changes.count <= Self.toldApart else {
      return news(of: live.take(update), at: time)
    }
    var found: [VerdictChange] = []
    for change in update.changes {
      var part = update
      part.changes = [change]
      found += news(of: live.take(part), at: time)
    }
    if update.changes.isEmpty { _ = live.take(update) }
    return found
  }

  private func news(of step: LiveCluster.Step?, at time: Double) -> [VerdictChange] {
    guard let step, step.isNews, let before = step.before else { return [] }
    return PolicyDiff(from: before.matrix, to: step.cluster.matrix).edges
      .filter { namespace == nil || $0.workload.namespace == namespace }
      .map { VerdictChange(edge: $0, time: time, causes: step.changes) }
  }
}
