import ClusterSources
import KubernetesSnapshot
import LinkerdPolicy

/// A cluster for a command that runs once: loaded and resolved.
struct LoadedSource {
  /// What the proxies enforce.
  var policy: ResolvedPolicy
  /// Whether a part of the input is missing or broken, which the exit code must say.
  var isDamaged: Bool
  /// The way by which it was read, for more to be asked; nil when it was no cluster.
  let access: ClusterAccess?

  /// More problems than this only hide the first ones.
  private static let shownProblems = 50

  /// Loads the source that the options name, and says on standard error what is wrong with it.
  ///
  /// - Throws: `KubectlFailure`, or a `CommandError` when there is nothing to show.
  init(_ options: Options) throws {
    access = options.access
    let result = try SourceLoading.load(options, access: access)
    let problems = result.report.problems.filter { $0.severity != .note }
    for problem in problems.prefix(Self.shownProblems) {
      let prefix = problem.severity == .warning ? "warning: " : ""
      StandardError.print(prefix + problem.description)
    }
    if problems.count > Self.shownProblems {
      StandardError.print("\(problems.count - Self.shownProblems) more problems are not shown")
    }
    // What a cluster does not show is in the verdicts; what a file should hold and does not is not.
    let isFromFiles = !options.source.filenames.isEmpty
    isDamaged = isFromFiles && problems.contains { $0.severity == .error }
    if result.report.objectCount == 0 {
      if !isDamaged { StandardError.print("the source holds no object that Gatehouse knows") }
      throw SilentFailure()
    }
    policy = ResolvedPolicy(
      result.snapshot, mesh: MeshConfiguration(result.snapshot, overrides: options.mesh))
  }

  /// The exit code of a command, in the light of the input's state.
  func exitCode(_ answer: ExitCode) -> ExitCode { isDamaged ? .badInput : answer }
}

/// Bad input about which everything is said already.
struct SilentFailure: Error {}
