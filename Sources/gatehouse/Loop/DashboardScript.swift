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
      source: SourceStatus(title: options.source.title),
      glyphs: options.ascii ? .ascii : .unicode,
      traffic: LiveTraffic(isExpected: trafficPlace != nil, window: options.traffic.window))
    load(into: &state)
    let sight = trafficPlace.map { TrafficSight($0, options, access: access) }
    look(sight, into: &state)
    for event in script.events {
      let effects = state.updateAtOnce(.input(event))
      if effects.contains(.reload) { load(into: &state) }
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

  private func load(into state: inout DashboardState) {
    let arrived = Mutex<[DashboardAction]>([])
    ClusterLoading(options, access: access) { action in
      arrived.withLock { $0.append(action) }
    }.run()
    for action in arrived.withLock({ $0 }) { _ = state.updateAtOnce(action) }
  }
}
