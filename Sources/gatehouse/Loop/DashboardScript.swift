import Dashboard
import Synchronization
import TerminalUI

/// The dashboard without a terminal: keys in, the last frame out (`--script`).
struct DashboardScript {
  private let options: Options
  private let script: KeyScript

  /// A script that has not been played.
  ///
  /// - Throws: `CommandError` when the keys cannot be read.
  init(_ options: Options, keys: String) throws(CommandError) {
    self.options = options
    do throws(KeyScript.ParseError) {
      script = try KeyScript(keys)
    } catch {
      throw .usage("--script: \(error)")
    }
  }

  /// Reads the source, plays the keys, and draws once.
  ///
  /// - Returns: The last frame, and whether everything could be read.
  func run() -> (frame: Frame, isComplete: Bool) {
    var state = DashboardState(
      size: options.dashboard.size ?? Size(columns: 80, rows: 24),
      source: SourceStatus(title: options.source.title),
      glyphs: options.ascii ? .ascii : .unicode)
    load(into: &state)
    for event in script.events {
      let effects = state.update(.input(event))
      if effects.contains(.reload) { load(into: &state) }
      if effects.contains(.quit) { break }
    }
    let isComplete =
      state.cluster != nil && !state.source.problems.contains { $0.severity == .error }
    return (state.frame, isComplete)
  }

  private func load(into state: inout DashboardState) {
    let arrived = Mutex<[DashboardAction]>([])
    ClusterLoading(options) { action in arrived.withLock { $0.append(action) } }.run()
    for action in arrived.withLock({ $0 }) { _ = state.update(action) }
  }
}
