import LinkerdPolicy

/// The cells of the matrix that changed a moment ago, which the screens mark for a while.
struct RecentChanges: Sendable {
  /// How long a change is marked, in seconds.
  static let duration = 10.0

  /// When each cell changed, by the program's clock.
  private var times: [AccessMatrix.CellID: Double] = [:]
  private var targets: [MatrixTarget.ID: Int] = [:]
  private var namespaces: [String: Int] = [:]

  /// No changes.
  init() {}

  /// Whether nothing is marked.
  var isEmpty: Bool { times.isEmpty }

  /// Takes note of changed cells.
  mutating func add(_ cells: [AccessMatrix.CellID], at now: Double) {
    for cell in cells where times.updateValue(now, forKey: cell) == nil {
      targets[cell.target, default: 0] += 1
      namespaces[cell.target.namespace, default: 0] += 1
    }
  }

  /// Forgets what changed too long ago.
  mutating func forgetOld(at now: Double) {
    for (cell, time) in times where now - time > Self.duration {
      times[cell] = nil
      Self.lower(cell.target, in: &targets)
      Self.lower(cell.target.namespace, in: &namespaces)
    }
  }

  private static func lower<Key: Hashable>(_ key: Key, in counts: inout [Key: Int]) {
    let count = counts[key] ?? 0
    counts[key] = count > 1 ? count - 1 : nil
  }

  /// Whether a cell is marked.
  func contains(_ cell: AccessMatrix.CellID) -> Bool { times[cell] != nil }

  /// Whether a cell of the column is marked.
  func contains(_ target: MatrixTarget.ID) -> Bool { targets[target] != nil }

  /// Whether a cell of the namespace's columns is marked.
  func contains(namespace: String) -> Bool { namespaces[namespace] != nil }
}
