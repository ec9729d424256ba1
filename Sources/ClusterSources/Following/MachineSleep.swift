/// Notices that the machine was asleep: one clock goes on meanwhile, and one does not.
struct MachineSleep {
  private var awake = SuspendingClock.now
  private var always = ContinuousClock.now
  /// Shorter ones leave connections as they are.
  private static let shortest = Duration.seconds(15)

  /// Whether the machine has been asleep since this was asked before.
  mutating func hasHappened() -> Bool {
    let (awakeNow, alwaysNow) = (SuspendingClock.now, ContinuousClock.now)
    defer { (awake, always) = (awakeNow, alwaysNow) }
    return always.duration(to: alwaysNow) - awake.duration(to: awakeNow) > Self.shortest
  }
}
