import LinkerdPolicy
import Traffic

/// The join of traffic with the cluster, and what a trial would do to it: too much work for the thread
/// that answers keys.
package struct TrafficWork: Sendable {
  /// What came of it.
  package struct Result: Sendable {
    /// The traffic, where it was joined anew.
    let loaded: LoadedTraffic?
    /// What the trial would do to it; nil without a trial, and without rates.
    let impact: TrafficImpact?
    let era: Int
  }

  /// What is to be joined; nil where only the trial is new.
  let looks: (log: TrafficLog, arrivedAt: Double)?
  let window: TrafficWindow
  /// What was joined before.
  let known: LoadedTraffic?
  /// The cluster as it is, and under the trial.
  let policy: ResolvedPolicy
  let tried: ResolvedPolicy?
  let era: Int

  /// Does the work, on any thread.
  ///
  /// - Returns: The action that brings the result.
  /// - Complexity: O(counters · log counters), and what the model needs for what was not asked before.
  package func run() -> DashboardAction {
    let joined = looks.flatMap { looks in
      looks.log.traffic(in: window).map {
        LoadedTraffic(
          TrafficReport($0, policy, previous: known?.report), arrivedAt: looks.arrivedAt)
      }
    }
    let impact = (joined ?? known).flatMap { loaded in
      tried.flatMap { tried in
        loaded.hasRates
          ? TrafficImpact(loaded.report, from: policy, to: tried) : nil
      }
    }
    return .trafficWorkedOut(Result(loaded: joined, impact: impact, era: era))
  }
}

extension DashboardState {
  /// Whether there is work to be begun.
  var isTrafficWorkDue: Bool {
    guard cluster != nil, !isTrafficWorking else { return false }
    return traffic.isJoinDue(at: now) || (isImpactDue && traffic.loaded != nil)
  }

  /// Begins the work that `DashboardEffect.workOutTraffic` asks for.
  ///
  /// - Returns: The work; nil when there is none.
  package mutating func beginTrafficWork() -> TrafficWork? {
    guard let cluster, isTrafficWorkDue else { return nil }
    isTrafficWorking = true
    isImpactDue = false
    return TrafficWork(
      looks: traffic.isJoinDue(at: now) ? traffic.beginJoin(at: now) : nil,
      window: traffic.window, known: traffic.loaded, policy: cluster.policy,
      tried: trial?.outcome.policy, era: trafficEra)
  }

  /// Takes in what was worked out.
  mutating func take(_ result: TrafficWork.Result) {
    isTrafficWorking = false
    guard result.era == trafficEra else { return }
    // What was worked out for another trial says nothing of this one.
    if !isImpactDue { impact = result.impact }
    guard let loaded = result.loaded else { return }
    traffic.show(loaded, at: now)
    refreshGrid()
    followWorst()
  }

  /// Forgets the traffic, since another source is going to be looked at.
  ///
  /// - Parameter traffic: Where the new source stands.
  package mutating func changeTraffic(to traffic: LiveTraffic) {
    trafficEra += 1
    self.traffic = traffic
    impact = nil
    liveCells = nil
  }

  /// Takes in what happened, and works out at once what the loop leaves to another thread.
  ///
  /// - Parameter action: What happened.
  /// - Returns: What else is to be done outside.
  package mutating func updateAtOnce(_ action: DashboardAction) -> [DashboardEffect] {
    var effects = update(action)
    while effects.contains(.workOutTraffic) {
      effects.removeAll { $0 == .workOutTraffic }
      if let work = beginTrafficWork() { effects += update(work.run()) }
    }
    return effects
  }
}
