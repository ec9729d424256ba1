public import KubernetesSnapshot

/// What changes between two states of a cluster, edge by edge.
public struct PolicyDiff: Sendable, Equatable {
  /// The edges whose verdict changed, sorted by target and client.
  public var edges: [Edge]

  /// One client and one port of a workload.
  public struct Edge: Sendable, Equatable {
    /// The client.
    public var client: MatrixClient
    /// The workload.
    public var workload: ResourceID
    /// The port.
    public var port: UInt16
    /// The verdict before; `none` for a port or client that did not exist.
    public var before: Verdict
    /// The verdict afterwards; `none` for a port or client that no longer exists.
    public var after: Verdict

    /// Whether more, less, or only something else is let in.
    public var direction: Direction {
      guard let old = before.extent, let new = after.extent else { return .changed }
      return new > old ? .gained : new < old ? .lost : .changed
    }
  }

  /// Which way an edge changed.
  public enum Direction: Hashable, Sendable {
    case gained, lost, changed
  }

  /// Compares two matrices of the same cluster.
  ///
  /// - Parameters:
  ///   - before: The matrix before.
  ///   - after: The matrix afterwards, with targets of the same grouping.
  /// - Complexity: O(clients · ports of targets that differ).
  public init(from before: AccessMatrix, to after: AccessMatrix) {
    let old = Dictionary(
      before.targets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      after.targets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    edges = []
    for id in Set(old.keys).union(new.keys).sorted() {
      if let i = old[id], let j = new[id], before.sameColumn(i, as: after, j) { continue }
      let left = old[id].map { before.edges(target: $0) } ?? [:]
      let right = new[id].map { after.edges(target: $0) } ?? [:]
      for key in Set(left.keys).union(right.keys).sorted() {
        let was = left[key] ?? [:]
        let willBe = right[key] ?? [:]
        let known = before.clients.filter { was[$0.id] != nil }
        let added = after.clients.filter { was[$0.id] == nil && willBe[$0.id] != nil }
        for client in known + added where was[client.id] != willBe[client.id] {
          edges.append(
            Edge(
              client: client, workload: key.workload, port: key.port,
              before: was[client.id] ?? .none, after: willBe[client.id] ?? .none))
        }
      }
    }
  }

  /// Whether nothing changes.
  public var isEmpty: Bool { edges.isEmpty }

  /// How many edges changed in a direction.
  public func count(_ direction: Direction) -> Int {
    edges.count { $0.direction == direction }
  }
}

/// A port of a workload, whatever its pods.
private struct PortKey: Hashable, Comparable {
  var workload: ResourceID
  var port: UInt16

  static func < (a: PortKey, b: PortKey) -> Bool {
    (a.workload, a.port) < (b.workload, b.port)
  }
}

extension AccessMatrix {
  fileprivate func sameColumn(_ index: Int, as other: AccessMatrix, _ otherIndex: Int) -> Bool {
    targets[index] == other.targets[otherIndex] && clients == other.clients && doubt == other.doubt
  }

  fileprivate func edges(target: Int) -> [PortKey: [MatrixClient.ID: Verdict]] {
    var sums: [PortKey: [MatrixClient.ID: VerdictSum]] = [:]
    for (index, client) in clients.enumerated() {
      for (port, verdict) in portVerdicts(client: index, target: target) {
        let key = PortKey(workload: port.workload, port: port.resolved.number)
        sums[key, default: [:]][client.id, default: VerdictSum()].add(verdict)
      }
    }
    return sums.mapValues { $0.mapValues(\.verdict) }
  }
}
