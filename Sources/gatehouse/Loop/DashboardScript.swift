import ClusterSources
import Dashboard
import Foundation
import Synchronization
import TerminalUI
import Traffic

/// The dashboard without a terminal: keys in, the last frame out (`--script`).
struct DashboardScript {
  private let options: Options
  private let trafficPlace: TrafficPlace?
  private let access: ClusterAccess?
  private let script: KeyScript

  /// A script that has not been played.
  ///
  /// - Parameters:
  ///   - options: What the command line asks for.
  ///   - traffic: Where to look for traffic; nil for nowhere.
  ///   - keys: The keys.
  /// - Throws: `CommandError` when the keys cannot be read.
  init(_ options: Options, traffic: TrafficPlace?, keys: String) throws(CommandError) {
    self.options = options
    trafficPlace = traffic
    access = options.access
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
      source: SourceStatus(title: options.source.title(access)),
      glyphs: options.ascii ? .ascii : .unicode,
      traffic: LiveTraffic(isExpected: trafficPlace != nil, window: options.traffic.window))
    let arrived = Arrived()
    var loading = load(arrived, into: &state)
    let sight = trafficPlace.map { TrafficSight($0, options, access: access) }
    look(sight, into: &state)
    for event in script.events {
      let effects = state.updateAtOnce(.input(event))
      if effects.contains(.reload) { loading = load(arrived, into: &state) }
      play(effects, loading, arrived, into: &state)
      for case .lookAtTraffic in effects { look(sight, into: &state) }
      if effects.contains(.quit) { break }
    }
    let isComplete =
      state.cluster != nil && !state.source.problems.contains { $0.severity == .error }
    return (state.frame, isComplete)
  }

  /// Looks at traffic, twice where once says nothing of rates.
  private func look(_ sight: TrafficSight?, into state: inout DashboardState) {
    guard let sight, let policy = state.cluster?.policy else { return }
    func look() {
      _ = state.updateAtOnce(sight.sample(state.traffic.window, in: policy))
    }
    look()
    guard trafficPlace == .cluster, let loaded = state.traffic.loaded, !loaded.hasRates else {
      return
    }
    Thread.sleep(forTimeInterval: TrafficSampling.interval)
    look()
  }

  /// What reading the source came to.
  private final class Arrived: Sendable {
    private let actions = Mutex<[DashboardAction]>([])

    func add(_ action: DashboardAction) { actions.withLock { $0.append(action) } }

    func takeAll() -> [DashboardAction] {
      actions.withLock { actions in
        defer { actions = [] }
        return actions
      }
    }
  }

  private func load(_ arrived: Arrived, into state: inout DashboardState) -> ClusterLoading {
    let loading = ClusterLoading(options, access: access, post: arrived.add)
    loading.run()
    for action in arrived.takeAll() {
      play(state.updateAtOnce(action), loading, arrived, into: &state)
    }
    return loading
  }

  /// Shows as much of a recording as the effects ask for.
  private func play(
    _ effects: [DashboardEffect], _ loading: ClusterLoading, _ arrived: Arrived,
    into state: inout DashboardState
  ) {
    for case .play(let count, let isAnew) in effects {
      loading.ask(for: count, isAnew: isAnew)
      loading.play()
      for action in arrived.takeAll() { _ = state.updateAtOnce(action) }
    }
  }
}
