import CLibCurl
import Synchronization

/// What the client's thread is to do next: the only thing that it shares with others.
final class HTTPWork: Sendable {
  /// A request that has not begun.
  struct Start: Sendable {
    var id: Int
    var request: HTTPGet
    var onEvent: @Sendable (HTTPEvent) -> Void
  }

  /// What has been asked of the thread since it looked.
  struct Orders: Sendable {
    var starts: [Start] = []
    var cancelled: Set<Int> = []
    var isClosed = false
  }

  /// The library's handle for all requests, as far as other threads touch it.
  private struct Bell: @unchecked Sendable {
    // Sendable: `curl_multi_wakeup` is the one function that any thread may call, and none other is
    // called through this copy; it is gone before the handle is.
    let multi: UnsafeMutableRawPointer
  }

  private struct State: Sendable {
    var orders = Orders()
    var lastID = 0
    var bell: Bell?
  }
  private let state = Mutex(State())

  /// Hands in a request.
  ///
  /// - Returns: Its number.
  func start(_ request: HTTPGet, _ onEvent: @escaping @Sendable (HTTPEvent) -> Void) -> Int {
    order { state in
      state.lastID += 1
      state.orders.starts.append(Start(id: state.lastID, request: request, onEvent: onEvent))
      return state.lastID
    }
  }

  /// Asks to end a request.
  func cancel(_ id: Int) { order { $0.orders.cancelled.insert(id) } }

  /// Asks the thread to end everything, itself too.
  func close() { order { $0.orders.isClosed = true } }

  /// Takes what has been asked.
  func takeOrders() -> Orders {
    state.withLock { state in
      defer { state.orders = Orders() }
      return state.orders
    }
  }

  /// Says what wakes the thread up; nil before the handle goes away.
  func setBell(_ multi: UnsafeMutableRawPointer?) {
    state.withLock { $0.bell = multi.map(Bell.init) }
  }

  @discardableResult
  private func order<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
    state.withLock { state in
      let result = change(&state)
      if let bell = state.bell { curl_multi_wakeup(bell.multi) }
      return result
    }
  }
}
