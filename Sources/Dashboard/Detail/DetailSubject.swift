import KubernetesSnapshot
import LinkerdPolicy

extension DashboardState {
  /// The workload in detail: the chosen one, else the one selected in the list, else the first.
  var detailWorkload: ResolvedWorkload? {
    guard let policy = cluster?.policy else { return nil }
    if let chosen = place.workload.flatMap({ Self.workload($0, in: policy) }) { return chosen }
    if let listed = selectedWorkload?.id.workload { return Self.workload(listed, in: policy) }
    return policy.workloads.first
  }

  /// The workload with an id; the account with the most pods where a roll-out leaves two.
  static func workload(_ id: ResourceID, in policy: ResolvedPolicy) -> ResolvedWorkload? {
    policy.namespaces[id.namespace]?.workloads.filter { $0.id == id }
      .max { $0.instances.count < $1.instances.count }
  }

  /// The client from whose side the screen looks, and its position among all.
  var detailClient: (client: MatrixClient, index: Int)? {
    guard let clients = cluster?.matrix.clients, !clients.isEmpty else { return nil }
    let index = clients.firstIndex { $0.id == place.client } ?? 0
    return (clients[index], index)
  }

  /// The lines of the workload in detail that the filter leaves; a port stays with its parts.
  var detailRows: [DetailRow] {
    guard let policy = cluster?.policy, let workload = detailWorkload,
      let client = detailClient?.client
    else { return [] }
    let rows = DetailRow.rows(of: workload, for: client, in: policy)
    let needle = detail.filter.lowercased()
    if needle.isEmpty { return rows }
    let found = rows.filter { row in
      "\(row.label) \(row.remarks) \(row.spoken?.rawValue ?? "") \(row.owner) \(row.by)"
        .lowercased().contains(needle)
    }.map(\.id)
    return rows.filter { row in
      found.contains { id in
        id == row.id || (row.isPort && id.port == row.id.port && id.group == row.id.group)
      }
    }
  }

  /// The same lines under the trial, by id; empty without one.
  ///
  /// A restart makes pods alike, so a line may be found under the first kind of pods.
  func detailRowsAfterTrial() -> [DetailRow.ID: DetailRow] {
    guard let after = trial?.outcome.policy, let id = detailWorkload?.id,
      let workload = Self.workload(id, in: after), let client = detailClient?.client
    else { return [:] }
    let seen = trial?.matrix.clients.first { $0.id == client.id } ?? client
    var rows: [DetailRow.ID: DetailRow] = [:]
    for row in DetailRow.rows(of: workload, for: seen, in: after) { rows[row.id] = row }
    return rows
  }
}

extension [DetailRow.ID: DetailRow] {
  /// The line that a line became.
  func successor(of row: DetailRow) -> DetailRow? {
    if let same = self[row.id] { return same }
    var id = row.id
    id.group = 0
    return self[id]
  }
}
