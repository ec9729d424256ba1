extension AccessMatrix {
  /// A cell, whatever its position.
  public struct CellID: Hashable, Sendable {
    /// The row.
    public var client: MatrixClient.ID
    /// The column.
    public var target: MatrixTarget.ID

    /// A cell from its row and column.
    public init(client: MatrixClient.ID, target: MatrixTarget.ID) {
      self.client = client
      self.target = target
    }
  }

  /// The cells whose verdict is another one than before, and those that are new and not empty.
  ///
  /// - Parameter previous: The matrix before, of the same grouping.
  /// - Returns: The cells, in no order.
  /// - Complexity: O(clients · targets that differ).
  public func changedCells(since previous: AccessMatrix) -> [CellID] {
    let oldTargets = Dictionary(
      previous.targets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let oldClients = Dictionary(
      previous.clients.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let isSameRows =
      oldClients.count == clients.count
      && clients.enumerated().allSatisfy { oldClients[$1.id] == $0 }
    var changed: [CellID] = []
    for (column, target) in targets.enumerated() {
      let oldColumn = oldTargets[target.id]
      if isSameRows, let oldColumn, cells[column] == previous.cells[oldColumn] { continue }
      for (row, client) in clients.enumerated() {
        let before = oldColumn.flatMap { oldColumn in
          oldClients[client.id].map { previous.cells[oldColumn][$0] }
        }
        if cells[column][row] != before ?? .none {
          changed.append(CellID(client: client.id, target: target.id))
        }
      }
    }
    return changed
  }
}
