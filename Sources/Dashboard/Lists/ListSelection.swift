package import TerminalUI

/// Which row of a list is selected, by its id, so that it stays selected when rows come and go.
package struct ListSelection<ID: Hashable & Sendable>: Sendable, Hashable {
  /// The selected row's id; nil before any was chosen, which means the first.
  package private(set) var id: ID?
  /// Where the selection stood, for when its row is gone.
  package private(set) var cursor = ListCursor()

  /// Nothing chosen yet.
  package init() {}

  /// Where the selection stands in a list of some height.
  ///
  /// - Parameters:
  ///   - ids: The rows' ids in the order shown.
  ///   - height: How many rows there is room for.
  /// - Returns: The selection and the place scrolled to.
  /// - Complexity: O(rows).
  func settled(in ids: some Collection<ID>, height: Int) -> ListCursor {
    var cursor = cursor
    if let id, let offset = ids.enumerated().first(where: { $0.element == id })?.offset {
      cursor.selected = offset
    }
    return cursor.settled(count: ids.count, height: height)
  }

  /// Selects a row by its position.
  mutating func select(_ index: Int, in ids: some Collection<ID>, height: Int) {
    guard index >= 0, index < ids.count else { return }
    cursor = settled(in: ids, height: height)
    cursor.selected = index
    cursor = cursor.settled(count: ids.count, height: height)
    id = ids[ids.index(ids.startIndex, offsetBy: index)]
  }

  /// Moves as a command says.
  ///
  /// - Returns: Whether the command is one that moves.
  mutating func move(_ command: Command, in ids: some Collection<ID>, height: Int) -> Bool {
    let page = max(1, height)
    let rows: Int
    switch command {
    case .up: rows = -1
    case .down: rows = 1
    case .pageUp: rows = -page
    case .pageDown: rows = page
    case .halfPageUp: rows = -max(1, page / 2)
    case .halfPageDown: rows = max(1, page / 2)
    case .first: rows = -ids.count
    case .last: rows = ids.count
    default: return false
    }
    var moved = settled(in: ids, height: height)
    moved.move(by: rows, count: ids.count)
    select(moved.selected, in: ids, height: height)
    return true
  }
}
