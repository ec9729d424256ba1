import Foundation
import FoundationNetworking
import KubernetesSnapshot
import Synchronization
import Testing

@testable import ClusterSources

/// A small server of the tests, followed through the real kubectl by a follower that is in a hurry.
struct FollowedCluster {
  /// What has come of it so far.
  struct Seen: Sendable {
    var snapshot = Snapshot()
    var last = ClusterUpdate()
    /// Why it was behind, each time that it was.
    var losses: [KubectlFailure] = []
  }

  let port: Int
  let options: KubectlOptions
  let access: ClusterAccess
  private let follower: ClusterFollower
  private let seen: SeenBox

  private final class SeenBox: Sendable {
    let value = Mutex(Seen())
  }

  /// Waits that are short, and a watch that does not end by itself.
  static var patience: Patience {
    var patience = Patience()
    patience.firstRetry = .milliseconds(20)
    patience.longestRetry = .milliseconds(160)
    patience.recheck = .milliseconds(250)
    patience.request = .milliseconds(700)
    patience.watch = .seconds(60)
    patience.shortestWatch = .milliseconds(100)
    return patience
  }

  init(port: Int, options: KubectlOptions, patience: Patience = Self.patience) {
    self.port = port
    self.options = options
    let seen = SeenBox()
    self.seen = seen
    access = ClusterAccess(options)
    follower = ClusterFollower(access, patience: patience) { update in
      seen.value.withLock { seen in
        for change in update.changes { seen.snapshot.apply(change) }
        seen.last = update
        if case .lost(let failure) = update.connection, seen.losses.last != failure {
          seen.losses.append(failure)
        }
      }
    }
  }

  /// What has come of it so far.
  var now: Seen { seen.value.withLock { $0 } }

  /// Waits until something is so, for a long time at most.
  func wait(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (Seen) -> Bool
  ) {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      if condition(now) { return }
      usleep(5000)
    }
    Issue.record("\(what): \(now.last.connection), \(now.losses)", sourceLocation: sourceLocation)
  }

  func waitUntilLive(sourceLocation: SourceLocation = #_sourceLocation) {
    wait("it never becomes live", sourceLocation: sourceLocation) { $0.last.connection == .live }
  }

  /// Waits until it is live and has an account with a label.
  func waitFor(
    _ name: String, label: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let id = ResourceID(kind: .serviceAccount, namespace: "mesh", name: name)
    wait("\(name) never comes", sourceLocation: sourceLocation) { seen in
      seen.snapshot[id]?.meta.labels["l"] == label && seen.last.connection == .live
    }
  }

  /// Tells the server something.
  ///
  /// - Returns: The requests that it has got so far.
  @discardableResult
  func tell(_ order: String) throws -> [String] {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/_test")))
    request.httpMethod = "POST"
    request.httpBody = Data(order.utf8)
    let answer = Channel<Data>.make()
    URLSession.shared.dataTask(with: request) { data, _, _ in answer.put(data ?? Data()) }.resume()
    return try JSONDecoder().decode([String].self, from: try #require(answer.channel.next()))
  }

  /// Expects that what is there is what a fresh list gives.
  func expectFresh(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let fresh = try KubectlSnapshot(ClusterAccess(options)).load().snapshot
    #expect(now.snapshot == fresh, sourceLocation: sourceLocation)
  }
}
