import KubernetesSnapshot

extension AccessMatrix {
  /// The columns of one namespace.
  struct Block: Sendable, Equatable {
    var targets: [MatrixTarget]
    /// For each target the verdicts by client.
    var columns: [[Verdict]] = []
    /// For each target its ports.
    var ports: [[PortColumn]] = []

    init(
      _ namespace: ResolvedNamespace, by grouping: Grouping, clients: [MatrixClient],
      doubt: Doubt?, table: inout ClientTable
    ) {
      targets = Self.targets(of: namespace, by: grouping)
      for target in targets {
        let ports = target.ports.filter { !$0.resolved.isProxyPort }.map { port in
          PortColumn(
            port: port,
            verdicts: Self.verdicts(clients, on: port, doubt: doubt, table: &table))
        }
        columns.append(Self.column(of: ports, clients: clients.count, doubt: doubt))
        self.ports.append(ports)
      }
    }

    /// The same, with some of the clients judged anew.
    func judgingAnew(_ changes: inout RowChanges) -> Block {
      if changes.isEmpty { return self }
      var block = self
      for (target, ports) in ports.enumerated() {
        var isOther = false
        for (index, column) in ports.enumerated() {
          let verdicts = Self.verdicts(
            changes.clients, on: column.port, doubt: changes.doubt, table: &changes.table)
          for (row, verdict) in zip(changes.rows, verdicts) where column.verdicts[row] != verdict {
            block.ports[target][index].verdicts[row] = verdict
            isOther = true
          }
        }
        guard isOther else { continue }
        block.columns[target] = Self.column(
          of: block.ports[target], clients: columns[target].count, doubt: changes.doubt)
      }
      return block
    }

    /// Clients that changed, while all others stayed as they are.
    struct RowChanges {
      /// Where they stand among all clients.
      let rows: [Int]
      let clients: [MatrixClient]
      let doubt: Doubt?
      var table: ClientTable

      init(_ rows: [Int], of clients: [MatrixClient], doubt: Doubt?) {
        self.rows = rows
        self.clients = rows.map { clients[$0] }
        self.doubt = doubt
        table = ClientTable(self.clients.map(\.client))
      }

      var isEmpty: Bool { rows.isEmpty }
    }

    /// What each client may do with several ports, taken together.
    private static func column(of ports: [PortColumn], clients: Int, doubt: Doubt?) -> [Verdict] {
      var sums = Array(repeating: VerdictSum(), count: clients)
      for port in ports {
        for row in sums.indices { sums[row].add(port.verdicts[row]) }
      }
      // What was not seen of a workload's pods may listen on more.
      if doubt?.kinds.contains(.pod) == true {
        for row in sums.indices { sums[row].add(.unknown) }
      }
      return sums.map(\.verdict)
    }

    /// What each client may do with one port.
    private static func verdicts(
      _ clients: [MatrixClient], on port: MatrixTarget.Port, doubt: Doubt?,
      table: inout ClientTable
    ) -> [Verdict] {
      switch port.resolved.guarding {
      case .unmeshed, .skipped: return Array(repeating: .open, count: clients.count)
      case .startupDefault: return Array(repeating: .unknown, count: clients.count)
      case .enforced(let server):
        var verdicts = server.verdicts(for: &table)
        if !port.probes.isEmpty, let kubelet = clients.lastIndex(where: { $0.id == .kubelet }) {
          verdicts[kubelet] = server.verdict(
            forProbes: port.probes, from: clients[kubelet].client, port: port.resolved.number)
        }
        return doubt.map { doubt in verdicts.map { doubted($0, doubt) } } ?? verdicts
      }
    }

    /// A verdict in the light of what is not known; what skips the proxy skips all policies.
    private static func doubted(_ verdict: Verdict, _ doubt: Doubt) -> Verdict {
      verdict == .open || (verdict == .allow && doubt.sparesAllowed) ? verdict : .unknown
    }

    private static func targets(
      of namespace: ResolvedNamespace, by grouping: Grouping
    ) -> [MatrixTarget] {
      var ports: [MatrixTarget.ID: [MatrixTarget.Port]] = [:]
      for workload in namespace.workloads {
        let whole: MatrixTarget.ID =
          switch grouping {
          case .serviceAccount where workload.externalIdentity == nil:
            .serviceAccount(namespace: namespace.name, name: workload.serviceAccount)
          case .serviceAccount:
            .serviceAccount(namespace: namespace.name, name: workload.id.shortDescription)
          case .namespace: .namespace(namespace.name)
          case .workload, .port: .workload(workload.id)
          }
        if grouping != .port { ports[whole, default: []] += [] }
        for (index, variant) in workload.variants.enumerated() {
          let probes = variant.pod.map(HealthProbe.probes) ?? []
          for port in variant.ports {
            let id = grouping == .port ? .port(workload.id, port.number) : whole
            if grouping == .port, port.isProxyPort { continue }
            ports[id, default: []].append(
              MatrixTarget.Port(
                workload: workload.id, variant: index, resolved: port,
                probes: probes.filter { $0.port == port.number }))
          }
        }
      }
      return ports.keys.sorted().map { MatrixTarget(id: $0, ports: ports[$0] ?? []) }
    }
  }

  /// One port of a target with the verdicts by client.
  struct PortColumn: Sendable, Equatable {
    var port: MatrixTarget.Port
    var verdicts: [Verdict]

    /// The same with rows that are put together.
    func combined(by groups: RowGroups) -> PortColumn {
      PortColumn(port: port, verdicts: groups.combined(verdicts))
    }
  }

  /// Rows that are put together by namespace.
  struct RowGroups {
    var clients: [MatrixClient] = []
    private var members: [[Int]] = []

    init(_ rows: [MatrixClient]) {
      var positions: [String: Int] = [:]
      for (index, row) in rows.enumerated() {
        if let namespace = row.namespace {
          if let position = positions[namespace] {
            members[position].append(index)
            continue
          }
          positions[namespace] = clients.count
          clients.append(MatrixClient(id: .namespace(namespace), client: row.client))
        } else {
          clients.append(row)
        }
        members.append([index])
      }
    }

    func combined(_ column: [Verdict]) -> [Verdict] {
      members.map { indexes in
        var sum = VerdictSum()
        for index in indexes { sum.add(column[index]) }
        return sum.verdict
      }
    }
  }
}
