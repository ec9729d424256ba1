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
  /// - Complexity: O(targets + clients · ports of targets that differ).
  public init(from before: AccessMatrix, to after: AccessMatrix) {
    edges = []
    let clients = ClientPairs(before.clients, after.clients)
    let areAlike = clients.areSame && before.doubt == after.doubt
    var (i, j) = (0, 0)
    while i < before.targets.count || j < after.targets.count {
      let old = i < before.targets.count ? before.targets[i] : nil
      let new = j < after.targets.count ? after.targets[j] : nil
      if areAlike, old == new {
        (i, j) = (i + 1, j + 1)
        continue
      }
      let isOld = old.map { old in new.map { !($0.id < old.id) } ?? true } ?? false
      let isNew = new.map { new in old.map { !($0.id < new.id) } ?? true } ?? false
      let left = isOld ? before.verdictsByPort(target: i) : [:]
      let right = isNew ? after.verdictsByPort(target: j) : [:]
      for key in Set(left.keys).union(right.keys).sorted() {
        append(key, left[key], right[key], clients)
      }
      if isOld { i += 1 }
      if isNew { j += 1 }
    }
  }

  /// Adds the edges of one port.
  private mutating func append(
    _ key: PortKey, _ was: [Verdict]?, _ willBe: [Verdict]?, _ clients: ClientPairs
  ) {
    if clients.areSame, was == willBe { return }
    for (index, rows) in clients.rows.enumerated() {
      let old = rows.before.flatMap { was?[$0] }
      let new = rows.after.flatMap { willBe?[$0] }
      guard old != new else { continue }
      edges.append(
        Edge(
          client: clients[index], workload: key.workload, port: key.port, before: old ?? .none,
          after: new ?? .none))
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

/// The clients of two matrices: those of the first, then those that only the second has.
private struct ClientPairs {
  /// Whether both have the same clients.
  let areSame: Bool
  /// The clients' rows in both.
  let rows: [(before: Int?, after: Int?)]
  private let before: [MatrixClient]
  private let after: [MatrixClient]

  init(_ before: [MatrixClient], _ after: [MatrixClient]) {
    self.before = before
    self.after = after
    areSame = before == after
    if areSame {
      rows = before.indices.map { ($0, $0) }
      return
    }
    let known = Set(before.map(\.id))
    let positions = Dictionary(
      after.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    rows =
      before.indices.map { ($0, positions[before[$0].id]) }
      + after.indices.filter { !known.contains(after[$0].id) }.map { (nil, $0) }
  }

  subscript(index: Int) -> MatrixClient {
    rows[index].before.map { before[$0] } ?? after[rows[index].after ?? 0]
  }
}

extension AccessMatrix {
  /// The verdicts by client for each port of a target, whatever kinds of pods have it.
  fileprivate func verdictsByPort(target: Int) -> [PortKey: [Verdict]] {
    Dictionary(grouping: portColumns(target: target)) { column in
      PortKey(workload: column.port.workload, port: column.port.resolved.number)
    }.mapValues { columns in
      if columns.count == 1 { return columns[0].verdicts }
      return clients.indices.map { row in
        var sum = VerdictSum()
        for column in columns { sum.add(column.verdicts[row]) }
        return sum.verdict
      }
    }
  }
}
