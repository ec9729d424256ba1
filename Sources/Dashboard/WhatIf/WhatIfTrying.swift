import LinkerdPolicy

extension DashboardState {
  /// Tries the next default policy at a level: unset, then each of the six.
  mutating func cycleDefault(at level: WhatIf.Level) {
    guard let cluster else { return }
    let now = whatIf.decision(at: level).map(\.policy) ?? cluster.policy.setting(at: level)
    let modes: [DefaultInboundPolicy?] = [
      nil, .allUnauthenticated, .allAuthenticated, .clusterUnauthenticated, .clusterAuthenticated,
      .deny, .audit,
    ]
    // The cluster always has a default; only annotations can be absent.
    let choices = level == .cluster ? Array(modes.dropFirst()) : modes
    let position = choices.firstIndex(of: now) ?? 0
    let next = choices[(position + 1) % choices.count]
    if next == cluster.policy.setting(at: level) {
      whatIf.remove(level)
    } else {
      whatIf.set(next, at: level)
    }
    retry()
    say("\(level.words): \(next?.rawValue ?? "unset"), nothing is applied to the cluster")
  }

  /// Works the trial out anew.
  mutating func retry() {
    guard let cluster else { return }
    trial = whatIf.steps.isEmpty ? nil : Trial(whatIf, in: cluster, previous: trial)
    regroup()
  }
}

extension WhatIf.Level {
  /// The level in plain words.
  var words: String {
    switch self {
    case .cluster: "the cluster"
    case .namespace(let name): "namespace \(name)"
    case .workload(let id): id.shortDescription
    }
  }
}
