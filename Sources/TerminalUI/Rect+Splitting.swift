/// How much of a rectangle one part gets when it is split.
package enum Extent: Sendable, Hashable {
  /// Exactly so many cells, as long as there is room.
  case cells(Int)
  /// A share of what the others leave, with a minimum that it asks for first.
  case share(Int, minimum: Int = 0)
}

extension Rect {
  /// Splits it into parts from top to bottom.
  ///
  /// Fixed parts and minima are given out in order while there is room, the rest by shares; together
  /// the parts never exceed the whole.
  /// - Returns: As many rectangles as there are extents; some may be empty.
  package func rows(_ extents: Extent...) -> [Rect] {
    var top = row
    return Rect.lengths(extents, available: rows).map { length in
      defer { top += length }
      return Rect(column: column, row: top, columns: columns, rows: length)
    }
  }

  /// Splits it into parts from left to right, by the same rule as `rows`.
  package func columns(_ extents: Extent...) -> [Rect] {
    var left = column
    return Rect.lengths(extents, available: columns).map { length in
      defer { left += length }
      return Rect(column: left, row: row, columns: length, rows: rows)
    }
  }

  /// Gives out a length among extents.
  package static func lengths(_ extents: [Extent], available: Int) -> [Int] {
    var left = max(0, available)
    var shares = 0
    var result = extents.map { extent in
      let wanted: Int
      switch extent {
      case .cells(let count): wanted = max(0, count)
      case .share(let share, let minimum):
        wanted = max(0, minimum)
        shares += max(0, share)
      }
      let given = min(wanted, left)
      left -= given
      return given
    }
    for (index, extent) in extents.enumerated() {
      guard case .share(let share, _) = extent, share > 0 else { continue }
      let given = left * share / shares
      result[index] += given
      left -= given
      shares -= share
    }
    return result
  }
}
