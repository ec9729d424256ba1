import Dispatch
import Foundation
import Synchronization

/// Asks HTTP servers, over TCP or a unix socket; any number of requests run side by side.
///
/// One thread serves them all and sleeps while nothing comes. When the client is let go, what is
/// under way is cancelled.
package final class HTTPClient: Sendable {
  private let work: HTTPWork

  /// A client, with its thread.
  package init() {
    let work = HTTPWork()
    self.work = work
    _ = HTTPLoop.isReady
    let thread = Thread {
      Thread.current.name = "http"
      var loop = HTTPLoop(work)
      loop.run()
    }
    thread.start()
  }

  deinit { work.close() }

  /// Begins a request.
  ///
  /// - Parameters:
  ///   - request: What to ask for.
  ///   - onEvent: Told what happens, on the client's thread: it must be quick. The last event is
  ///     `.ended`, always.
  /// - Returns: What the request can be cancelled with.
  @discardableResult
  package func start(
    _ request: HTTPGet, onEvent: @escaping @Sendable (HTTPEvent) -> Void
  ) -> HTTPTransfer {
    HTTPTransfer(id: work.start(request, onEvent), work: work)
  }

  /// Asks and waits for the whole answer.
  ///
  /// - Parameters:
  ///   - request: What to ask for.
  ///   - limit: The most bytes that the body may have.
  /// - Returns: The answer, whatever its status.
  /// - Throws: `HTTPFailure` when there is no answer, or only a part of one.
  package func response(
    to request: HTTPGet, limit: Int = 1 << 28
  ) throws(HTTPFailure) -> HTTPResponse {
    let answer = Mutex(Answer())
    let ended = DispatchSemaphore(value: 0)
    let transfer = start(request) { event in
      answer.withLock { answer in
        switch event {
        case .head(let head): answer.response.head = head
        case .body(let bytes) where answer.response.body.count + bytes.count > limit:
          answer.failure = HTTPFailure(.tooLong)
        case .body(let bytes): answer.response.body += bytes
        case .ended(let failure):
          answer.failure = answer.failure ?? failure
          answer.hasEnded = true
        }
        if answer.failure != nil || answer.hasEnded { ended.signal() }
      }
    }
    ended.wait()
    transfer.cancel()
    let result = answer.withLock { $0 }
    if let failure = result.failure { throw failure }
    return result.response
  }

  /// An answer that is being put together.
  private struct Answer {
    var response = HTTPResponse(head: HTTPHead(status: 0), body: [])
    var failure: HTTPFailure?
    var hasEnded = false
  }
}

/// A request under way.
package final class HTTPTransfer: Sendable {
  private let id: Int
  private let work: HTTPWork

  init(id: Int, work: HTTPWork) {
    self.id = id
    self.work = work
  }

  /// Ends the request, if it has not ended by itself.
  package func cancel() { work.cancel(id) }
}
