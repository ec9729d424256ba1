import Dispatch
import Synchronization

extension HTTPClient {
  /// Asks many things, some side by side, and hands each answer over as soon as it is whole.
  ///
  /// - Parameters:
  ///   - requests: What to ask for.
  ///   - width: How many requests run at once.
  ///   - limit: The most bytes that one body may have.
  ///   - onAnswer: Told the position of a request and its answer, on the thread that waits.
  package func responses(
    to requests: [HTTPGet], width: Int = 16, limit: Int = 1 << 28,
    onAnswer: (Int, Result<HTTPResponse, HTTPFailure>) -> Void
  ) {
    let shared = Mutex(Answers())
    let ended = DispatchSemaphore(value: 0)
    var transfers: [Int: HTTPTransfer] = [:]
    var next = 0
    var left = requests.count
    while left > 0 {
      while next < requests.count, transfers.count < width {
        let index = next
        next += 1
        transfers[index] = start(requests[index]) { event in
          shared.withLock { answers in
            if answers.take(event, of: index, limit: limit) { ended.signal() }
          }
        }
      }
      ended.wait()
      guard let (index, answer) = shared.withLock({ $0.whole.popFirst() }) else { continue }
      transfers.removeValue(forKey: index)?.cancel()
      left -= 1
      onAnswer(index, answer)
    }
  }

  /// Answers on their way.
  private struct Answers {
    var whole: [Int: Result<HTTPResponse, HTTPFailure>] = [:]
    private var parts: [Int: HTTPResponse] = [:]
    private var known: Set<Int> = []

    /// Takes note of an event; says whether an answer has become whole by it.
    mutating func take(_ event: HTTPEvent, of index: Int, limit: Int) -> Bool {
      guard !known.contains(index) else { return false }
      switch event {
      case .head(let head):
        parts[index] = HTTPResponse(head: head, body: [])
        return false
      case .body(let bytes):
        guard (parts[index]?.body.count ?? 0) + bytes.count > limit else {
          parts[index]?.body += bytes
          return false
        }
        whole[index] = .failure(HTTPFailure(.tooLong))
      case .ended(let failure?): whole[index] = .failure(failure)
      case .ended(nil):
        whole[index] = parts[index].map { .success($0) } ?? .failure(HTTPFailure(.cut))
      }
      parts[index] = nil
      known.insert(index)
      return true
    }
  }
}
