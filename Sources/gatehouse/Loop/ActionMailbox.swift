import Dashboard
import NcursesTerminal
import Synchronization

/// Where other threads leave what happened, for the loop to take up.
final class ActionMailbox: Sendable {
  private let actions = Mutex<[DashboardAction]>([])
  private let wakeup: Wakeup

  /// A mailbox that wakes the loop.
  init(wakeup: Wakeup) { self.wakeup = wakeup }

  /// Leaves an action; any thread may.
  func post(_ action: DashboardAction) {
    actions.withLock { $0.append(action) }
    wakeup.signal()
  }

  /// Takes what has been left, in order.
  func takeAll() -> [DashboardAction] {
    actions.withLock { waiting in
      defer { waiting.removeAll() }
      return waiting
    }
  }
}
