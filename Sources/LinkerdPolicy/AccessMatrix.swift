public import KubernetesSnapshot

/// Who may use what: every client against every target.
///
/// Cells are worked out over distinct clients and distinct port policies, not over pods, and are
/// kept apart by the targets' namespace, so that a change costs what it touches.
public struct AccessMatrix: Sendable, Equatable {
  /// What a column stands for.
  public enum Grouping: String, CaseIterable, Hashable, Sendable {
    case serviceAccount = "serviceaccount"
    case namespace, workload, port
  }

  /// What a column stands for.
  public let grouping: Grouping
  /// The rows.
  public let clients: [MatrixClient]
  /// The columns, sorted by namespace and name.
  public let targets: [MatrixTarget]
  /// The verdicts, by column.
  let cells: [[Verdict]]
  private let ports: [[PortColumn]]
  private let rows: MatrixRows
  private let table: ClientTable
  private let blocks: [String: Block]
  /// Where the columns of each namespace stand.
  private let places: [String: Range<Int>]
  /// What is not known of the cluster, which makes verdicts uncertain.
  let doubt: Doubt?
  /// To remember more than this of policies is not worth it.
  private let memoryNeeded: Int

  /// Works out the matrix of a resolved cluster.
  ///
  /// - Parameters:
  ///   - policy: The resolved cluster.
  ///   - grouping: What a column stands for.
  ///   - previous: An earlier matrix, from which namespaces that did not change are taken over.
  /// - Complexity: O(clients · ports); what is taken over costs O(targets), and O(ports) for each
  ///   client whose addresses changed.
  public init(
    _ policy: ResolvedPolicy, by grouping: Grouping = .serviceAccount,
    previous: (matrix: AccessMatrix, policy: ResolvedPolicy)? = nil
  ) {
    rows = MatrixRows(policy, previous: previous.map { ($0.matrix.rows, $0.policy) })
    let clients = rows.clients
    let doubt = policy.doubt
    let changedRows = previous.flatMap { clients.changedRows(since: $0.matrix.rows.clients) }
    let reusable = previous.flatMap { previous in
      previous.matrix.grouping == grouping && previous.matrix.doubt == doubt && changedRows != nil
        ? previous : nil
    }
    var changes = Block.RowChanges(changedRows ?? [], of: clients, doubt: doubt)
    let known = changes.isEmpty ? reusable?.matrix.table : nil
    var table = known ?? ClientTable(clients.map(\.client))
    // Policies that are gone must not gather for ever in a cluster that is followed for days.
    if table.memory > 2 * (reusable?.matrix.memoryNeeded ?? 0) + 64 {
      table = ClientTable(clients.map(\.client))
    }
    var blocks: [String: Block] = [:]
    for (name, namespace) in policy.namespaces {
      if let reusable, let block = reusable.matrix.blocks[name],
        reusable.policy.namespaces[name] == namespace
      {
        blocks[name] = block.judgingAnew(&changes)
      } else {
        blocks[name] = Block(
          namespace, by: grouping, clients: clients, doubt: doubt, table: &table)
      }
    }
    self.grouping = grouping
    self.blocks = blocks
    self.doubt = doubt
    self.table = table
    let ordered = blocks.sorted { $0.key < $1.key }
    var places: [String: Range<Int>] = [:]
    var start = 0
    for (name, block) in ordered {
      places[name] = start..<start + block.targets.count
      start += block.targets.count
    }
    self.places = places
    targets = ordered.flatMap(\.value.targets)
    memoryNeeded = targets.reduce(0) { $0 + $1.ports.count }
    let columns = ordered.flatMap(\.value.columns)
    let ports = ordered.flatMap(\.value.ports)
    if grouping == .namespace {
      let groups = RowGroups(clients)
      self.clients = groups.clients
      cells = columns.map(groups.combined)
      self.ports = ports.map { $0.map { $0.combined(by: groups) } }
    } else {
      self.clients = clients
      cells = columns
      self.ports = ports
    }
  }

  /// The verdict of a cell.
  ///
  /// - Parameters:
  ///   - client: The row's position.
  ///   - target: The column's position.
  public subscript(client client: Int, target target: Int) -> Verdict {
    cells[target][client]
  }

  /// The verdicts of a column, by the clients' positions.
  public func verdicts(target: Int) -> [Verdict] { cells[target] }

  /// The verdicts of a cell's ports, in the target's order; proxy ports are left out.
  public func portVerdicts(client: Int, target: Int) -> [(port: MatrixTarget.Port, Verdict)] {
    ports[target].map { ($0.port, $0.verdicts[client]) }
  }

  /// The ports of a target with the verdicts by client; proxy ports are left out.
  func portColumns(target: Int) -> [PortColumn] { ports[target] }

  /// How many cells have each verdict.
  public var counts: [Verdict: Int] { counts(targets: targets.indices) }

  /// How many cells of a namespace's columns have each verdict.
  ///
  /// - Complexity: O(clients · targets of the namespace).
  public func counts(namespace: String) -> [Verdict: Int] {
    counts(targets: places[namespace] ?? 0..<0)
  }

  private func counts(targets: Range<Int>) -> [Verdict: Int] {
    targets.reduce(into: [:]) { $0.merge(counts(target: $1), uniquingKeysWith: +) }
  }

  /// How many clients have each verdict about a target.
  ///
  /// - Complexity: O(clients).
  public func counts(target: Int) -> [Verdict: Int] { Self.counts(cells[target]) }

  /// How many clients have each verdict about the workloads of a namespace.
  ///
  /// - Parameter namespace: The namespace with its workloads, also those without ports.
  /// - Returns: The counts, as a matrix by workload would have them.
  /// - Complexity: O(clients · ports of the namespace).
  public func workloadCounts(in namespace: ResolvedNamespace) -> [ResourceID: [Verdict: Int]] {
    var nothing = VerdictSum()
    // What was not seen of a workload's pods may listen on more.
    if doubt?.kinds.contains(.pod) == true { nothing.add(.unknown) }
    let start = clients.map { _ in nothing }
    var sums = Dictionary(
      namespace.workloads.map { ($0.id, start) }, uniquingKeysWith: { first, _ in first })
    for column in ports[places[namespace.name] ?? 0..<0].joined() {
      guard var sum = sums.removeValue(forKey: column.port.workload) else { continue }
      for row in sum.indices { sum[row].add(column.verdicts[row]) }
      sums[column.port.workload] = sum
    }
    return sums.mapValues { Self.counts($0.map(\.verdict)) }
  }

  /// Whether the columns of a namespace are the same as in another matrix, verdict by verdict.
  ///
  /// - Complexity: O(targets of the namespace) where they were taken over.
  public func isSame(in namespace: String, as other: AccessMatrix) -> Bool {
    guard let here = places[namespace], let there = other.places[namespace] else {
      return places[namespace] == other.places[namespace]
    }
    return grouping == other.grouping && targets[here] == other.targets[there]
      && cells[here] == other.cells[there] && ports[here] == other.ports[there]
  }

  private static func counts(_ verdicts: [Verdict]) -> [Verdict: Int] {
    let all = Verdict.allCases
    var counts = Array(repeating: 0, count: all.count)
    for verdict in verdicts { counts[verdict.position] += 1 }
    return Dictionary(uniqueKeysWithValues: zip(all, counts).filter { $0.1 > 0 })
  }
}

/// A column of the matrix: what is connected to.
public struct MatrixTarget: Hashable, Sendable, Identifiable {
  /// What the column stands for.
  public var id: ID
  /// Its ports, sorted by workload and number.
  public var ports: [Port]

  /// What a column stands for.
  public enum ID: Hashable, Sendable, Comparable {
    case serviceAccount(namespace: String, name: String)
    case namespace(String)
    case workload(ResourceID)
    case port(ResourceID, UInt16)

    /// The namespace.
    public var namespace: String {
      switch self {
      case .serviceAccount(let namespace, _), .namespace(let namespace): namespace
      case .workload(let id), .port(let id, _): id.namespace
      }
    }

    /// By name within a kind; the columns of one matrix are of one kind.
    public static func < (a: ID, b: ID) -> Bool {
      switch (a, b) {
      case (.serviceAccount(let n, let x), .serviceAccount(let m, let y)): (n, x) < (m, y)
      case (.namespace(let x), .namespace(let y)): x < y
      case (.workload(let x), .workload(let y)): x < y
      case (.port(let x, let p), .port(let y, let q)): (x, p) < (y, q)
      default: false
      }
    }
  }

  /// One port of a workload, for pods that are alike.
  public struct Port: Hashable, Sendable {
    /// The workload.
    public var workload: ResourceID
    /// Which of the workload's kinds of pods, where a roll-out leaves several.
    public var variant: Int
    /// The port and how it is guarded.
    public var resolved: ResolvedPort
    /// The probes that the kubelet makes on it.
    public var probes: [HealthProbe]
  }

  /// The namespace.
  public var namespace: String { id.namespace }

  /// The column's name without the namespace.
  public var name: String {
    switch id {
    case .serviceAccount(_, let name): name
    case .namespace(let name): name
    case .workload(let id): id.shortDescription
    case .port(let id, let port): "\(id.shortDescription):\(port)"
    }
  }

  /// The name that commands accept and print: `emojivoto/web`.
  public var title: String {
    if case .namespace(let name) = id { name } else { "\(namespace)/\(name)" }
  }
}
