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

  fileprivate static func += (sum: inout EdgeTally, more: EdgeTally) {
    sum.gained += more.gained
    sum.lost += more.lost
    sum.changed += more.changed
  }

  fileprivate mutating func add(_ direction: PolicyDiff.Direction) {
    switch direction {
    case .gained: gained += 1
    case .lost: lost += 1
    case .changed: changed += 1
    }
  }
}

/// What a trial changes, counted by place and by direction.
package struct TrialTally: Sendable, Hashable {
  /// All of it.
  package private(set) var total = EdgeTally()
  /// By the target's namespace.
  package private(set) var namespaces: [String: EdgeTally] = [:]
  /// By target.
  package private(set) var workloads: [ResourceID: EdgeTally] = [:]
  /// Where among the edges those are that let less in.
  package private(set) var lost: [Int] = []
  /// Where among the edges those are that let more in.
  package private(set) var gained: [Int] = []

  /// Counts the edges of a difference.
  ///
  /// - Complexity: O(edges).
  package init(_ diff: PolicyDiff) {
    let edges = diff.edges
    var start = 0
    while start < edges.count {
      // Those of one target stand together.
      let workload = edges[start].workload
      var tally = EdgeTally()
      var index = start
      while index < edges.count, edges[index].workload == workload {
        let direction = edges[index].direction
        tally.add(direction)
        if direction == .lost { lost.append(index) }
        if direction == .gained { gained.append(index) }
        index += 1
      }
      total += tally
      namespaces[workload.namespace, default: EdgeTally()] += tally
      workloads[workload, default: EdgeTally()] += tally
      start = index
    }
  }

  /// How many edges a lens leaves.
  func count(_ lens: WhatIfState.Lens) -> Int {
    switch lens {
    case .all: total.gained + total.lost + total.changed
    case .lost: lost.count
    case .gained: gained.count
    }
  }
}
