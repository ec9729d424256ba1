import ClusterSources
import Dashboard
import Dispatch
import Foundation
import LinkerdPolicy
import Synchronization
import Traffic

/// Looks at traffic again and again on a thread of its own, and posts what it sees.
///
/// It begins with the first cluster that it is shown.
final class TrafficSampling: Sendable {
  private let options: Options
  private let place: TrafficPlace
  private let access: ClusterAccess?
  private let post: @Sendable (DashboardAction) -> Void
  private let wishes: Mutex<Wishes>
  private let changed = DispatchSemaphore(value: 0)

  /// Looks are so far apart at least, in seconds: viz' Prometheus scrapes as often.
  static let interval = 10.0

  /// What the loop wants.
  private struct Wishes {
    var policy: ResolvedPolicy?
    var window: TrafficWindow
    var isDue = true
    var isCancelled = false
  }

  /// A sampling that has not begun.
  ///
  /// - Parameters:
  ///   - place: Where to look.
  ///   - options: What the command line asks for.
  ///   - access: The way to the cluster; nil where there is none.
  ///   - post: Takes what happens, on whatever thread.
  init(
    _ place: TrafficPlace, _ options: Options, access: ClusterAccess?,
    post: @escaping @Sendable (DashboardAction) -> Void
  ) {
    self.options = options
    self.access = access
    self.place = place
    self.post = post
    wishes = Mutex(Wishes(window: options.traffic.window ?? TrafficSight.usualWindow))
  }

  /// Begins to look as soon as there is a cluster, and returns at once.
  func start() {
    Thread.detachNewThread {
      Thread.current.name = "traffic"
      self.run()
    }
  }

  /// Looks at this cluster from now on.
  func see(_ policy: ResolvedPolicy) { change { $0.policy = policy } }

  /// Looks now, and from now on this far back.
  func look(_ window: TrafficWindow? = nil) {
    change { wishes in
      if let window { wishes.window = window }
      wishes.isDue = true
    }
  }

  /// Looks no more; a look under way is not posted.
  func cancel() { change { $0.isCancelled = true } }

  private func change(_ body: (inout Wishes) -> Void) {
    wishes.withLock { body(&$0) }
    changed.signal()
  }

  private func run() {
    let sight = TrafficSight(place, options, access: access)
    var next = DispatchTime.now()
    while true {
      let wished = wishes.withLock { $0 }
      if wished.isCancelled { return }
      guard let policy = wished.policy else {
        changed.wait()
        continue
      }
      guard wished.isDue || DispatchTime.now() >= next else {
        _ = changed.wait(timeout: next)
        continue
      }
      wishes.withLock { $0.isDue = false }
      let begun = ContinuousClock.now
      tell(sight.sample(wished.window, in: policy))
      next = Self.next(after: (ContinuousClock.now - begun) / .seconds(1), wished.window, place)
    }
  }

  /// Files do not change by themselves; and who takes long to answer is left alone for longer.
  private static func next(
    after seconds: Double, _ window: TrafficWindow, _ place: TrafficPlace
  ) -> DispatchTime {
    if case .files = place { return .distantFuture }
    return .now() + max(interval, window.seconds / 60, 4 * seconds)
  }

  private func tell(_ action: DashboardAction) {
    wishes.withLock { if !$0.isCancelled { post(action) } }
  }
}

extension TrafficSight {
  /// Looks once, and says what came of it.
  func sample(_ window: TrafficWindow, in policy: ResolvedPolicy) -> DashboardAction {
    do throws(TrafficFailure) {
      return .trafficSampled(try look(window, in: policy), asked: window)
    } catch {
      return .trafficFailed(error.message)
    }
  }
}
