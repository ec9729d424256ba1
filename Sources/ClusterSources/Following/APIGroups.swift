import Foundation

/// Finds out which API groups there are, and looks again now and then for those that are missing.
struct APIGroups: Sendable {
  /// What is known; nil before anything is.
  private(set) var answer: Reflector.Status = .starting
  private let isOnce: Bool
  private let patience: Patience
  private var backoff: Backoff

  init(isOnce: Bool, patience: Patience) {
    self.isOnce = isOnce
    self.patience = patience
    backoff = Backoff(patience)
  }

  static let path = "/apis"
  private static let triesOnce = 4

  /// Begins, or begins again.
  func begin() -> [Reflector.Effect] { [.list(path: Self.path)] }

  /// Takes in what happened.
  ///
  /// - Parameters:
  ///   - event: What happened: discovered, failed, waited or reachable.
  ///   - isSomethingMissing: Whether a kind is not installed, as far as is known.
  ///   - jitter: A random number from 0 to 1.
  /// - Returns: What to do, and the versions of each group when they are news; nil inside when the
  ///   server does not say.
  mutating func handle(
    _ event: Reflector.Event, isSomethingMissing: Bool, jitter: Double
  ) -> (effects: [Reflector.Effect], found: [String: [String]]??) {
    switch event {
    case .discovered(let served):
      answer = .current
      backoff.succeeded()
      return (isOnce ? [.rest] : [.wait(patience.recheck)], .some(served))
    case .failed(let failure, _, _) where failure.cause == .forbidden:
      return handle(.discovered(nil), isSomethingMissing: isSomethingMissing, jitter: jitter)
    case .failed(let failure, _, let pause):
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

  /// Reads the server's answer.
  ///
  /// - Parameter body: The answer to a request for the groups.
  /// - Returns: The versions of each group, or why this is no such answer.
  static func served(_ body: [UInt8]) -> Result<[String: [String]], KubectlFailure> {
    struct Groups: Decodable {
      struct Version: Decodable { var version: String }
      struct Group: Decodable {
        var name: String
        var versions: [Version]
      }
      var groups: [Group]
    }
    guard let groups = try? JSONDecoder().decode(Groups.self, from: Data(body)).groups else {
      return .failure(
        KubectlFailure(.other, lastLine: "the server's answer to \(path) is not Kubernetes'"))
    }
    return .success(
      Dictionary(
        groups.map { ($0.name, $0.versions.map(\.version)) }, uniquingKeysWith: { $0 + $1 }))
  }
}
