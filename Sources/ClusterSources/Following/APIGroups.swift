/// Finds out what the server serves, and looks again now and then for what is missing.
struct APIGroups: Sendable {
  /// What is known; nil before anything is.
  private(set) var answer: Reflector.Status = .starting
  /// Whether the server is being asked.
  private(set) var isAsking = false
  private let isOnce: Bool
  private let patience: Patience
  private var backoff: Backoff

  init(isOnce: Bool, patience: Patience) {
    self.isOnce = isOnce
    self.patience = patience
    backoff = Backoff(patience)
  }

  private static let triesOnce = 4

  /// Begins, or begins again.
  mutating func begin() -> [Reflector.Effect] {
    isAsking = true
    return [.list(path: ServedKinds.path)]
  }

  /// Takes in what happened.
  ///
  /// - Parameters:
  ///   - event: What happened: discovered, failed, waited or reachable.
  ///   - isSomethingMissing: Whether a kind is not installed, as far as is known.
  ///   - jitter: A random number from 0 to 1.
  /// - Returns: What to do, and what is served when it has been read; nil inside when the server does
  ///   not say.
  mutating func handle(
    _ event: Reflector.Event, isSomethingMissing: Bool, jitter: Double
  ) -> (effects: [Reflector.Effect], found: ServedKinds??) {
    switch event {
    case .discovered(let served):
      isAsking = false
      answer = .current
      backoff.succeeded()
      return (isOnce ? [.rest] : [.wait(patience.recheck)], .some(served))
    case .failed(let failure, _, _) where failure.cause == .forbidden:
      return handle(.discovered(nil), isSomethingMissing: isSomethingMissing, jitter: jitter)
    case .failed(let failure, _, let pause):
      isAsking = false
      let wait = max(backoff.failed(jitter: jitter), pause ?? .zero)
      if isOnce,
        !failure.isAnswer || failure.cause == .unauthorized
          || backoff.failures >= Self.triesOnce
      {
        answer = .unreadable(failure)
        return ([.rest], nil)
      }
      answer = .retrying(failure)
      return ([.wait(wait)], nil)
    case .waited:
      if answer == .current, !isSomethingMissing { return ([.wait(patience.recheck)], nil) }
      return (begin(), nil)
    case .reachable:
      guard case .retrying = answer else { return ([], nil) }
      return (begin(), nil)
    default: return ([], nil)
    }
  }
}
