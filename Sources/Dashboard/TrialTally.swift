package import KubernetesSnapshot
package import LinkerdPolicy

/// How many edges a trial gains, loses and changes otherwise.
package struct EdgeTally: Sendable, Hashable {
  /// Edges that let more in.
  package var gained = 0
  /// Edges that let less in.
  package var lost = 0
  /// Edges that change in another way.
  package var changed = 0

  /// Whether no edge changes.
  package var isEmpty: Bool { self == EdgeTally() }

  fileprivate mutating func add(_ direction: PolicyDiff.Direction) {
    switch direction {
    case .gained: gained += 1
    case .lost: lost += 1
    case .changed: changed += 1
    }
  }
}

/// What a trial changes, counted by place.
package struct TrialTally: Sendable, Hashable {
  /// By the target's namespace.
  package private(set) var namespaces: [String: EdgeTally] = [:]
  /// By target.
  package private(set) var workloads: [ResourceID: EdgeTally] = [:]

  /// Counts the edges of a difference.
  /// - Complexity: O(edges).
  package init(_ diff: PolicyDiff) {
    for edge in diff.edges {
      namespaces[edge.workload.namespace, default: EdgeTally()].add(edge.direction)
      workloads[edge.workload, default: EdgeTally()].add(edge.direction)
    }
  }
}
