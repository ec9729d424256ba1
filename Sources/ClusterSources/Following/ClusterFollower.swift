import Foundation

/// Follows a cluster through kubectl, on a thread of its own, until it is cancelled.
package final class ClusterFollower: Sendable {
  private let inbox = FollowerInbox()

  /// Begins to follow.
  ///
  /// - Parameters:
  ///   - access: The way to the cluster; kubectl is started, and started anew when it ends.
  ///   - patience: How long to wait for what.
  ///   - onUpdate: Told what changed, on the follower's thread; while it is busy, changes gather.
  package init(
    _ access: ClusterAccess, patience: Patience = Patience(),
    onUpdate: @escaping @Sendable (ClusterUpdate) -> Void
  ) {
    let inbox = inbox
    let thread = Thread {
      Thread.current.name = "follower"
      var loop = FollowerLoop(access, isOnce: false, patience: patience, inbox: inbox)
      loop.run { update in
        onUpdate(update)
        return true
      }
    }
    // The decoder goes as deep as the documents do.
    thread.stackSize = 8 << 20
    thread.start()
  }

  deinit { cancel() }

  /// Stops following; updates that are under way may still come.
  package func cancel() { inbox.post(.cancel) }
}
