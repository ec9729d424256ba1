import Dispatch
import Synchronization

/// What other threads report to the one that follows a cluster.
final class FollowerInbox: Sendable {
  /// A report.
  enum Message: Sendable {
    case proxy(KubectlProxy.Event, run: Int)
    case http(HTTPEvent, request: Int)
    case decoded(DecodedBatch, number: Int, request: Int)
    case cancel
  }

  private let waiting = Mutex<[Message]>([])
  private let arrived = DispatchSemaphore(value: 0)

  /// Leaves a report.
  func post(_ message: Message) {
    let isFirst = waiting.withLock { waiting in
      waiting.append(message)
      return waiting.count == 1
    }
    if isFirst { arrived.signal() }
  }

  /// Waits for reports.
  ///
  /// - Parameter limit: How long at most; nil for as long as it takes.
  /// - Returns: The reports in order; none when the time is over.
  func take(within limit: Duration?) -> [Message] {
    if let limit {
      let nanoseconds = max(0, Int(limit / .nanoseconds(1)))
      _ = arrived.wait(timeout: .now() + .nanoseconds(nanoseconds))
    } else {
      arrived.wait()
    }
    return waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
