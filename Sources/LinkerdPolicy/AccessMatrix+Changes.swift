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
    let oldColumns = Self.positions(of: targets.map(\.id), among: previous.targets.map(\.id))
    let oldRows = Self.positions(of: clients.map(\.id), among: previous.clients.map(\.id))
    let areSameRows =
      clients.count == previous.clients.count && oldRows.enumerated().allSatisfy { $0 == $1 }
    var changed: [CellID] = []
    for (column, target) in targets.enumerated() {
      let oldColumn = oldColumns[column]
      if areSameRows, let oldColumn, cells[column] == previous.cells[oldColumn] { continue }
      for (row, client) in clients.enumerated() {
        let before = oldColumn.flatMap { oldColumn in
          oldRows[row].map { previous.cells[oldColumn][$0] }
        }
        if cells[column][row] != before ?? .none {
          changed.append(CellID(client: client.id, target: target.id))
        }
      }
    }
    return changed
  }

  /// Where each row or column was before; as a rule where it is.
  private static func positions<ID: Hashable>(of ids: [ID], among old: [ID]) -> [Int?] {
    if ids == old { return Array(ids.indices) }
    let known = Dictionary(
      old.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.map { known[$0] }
  }
}
