internal import CNcurses
internal import Glibc
package import TerminalUI

extension NcursesTerminal {
  /// Shows a picture; only the rows that changed are drawn, and only what changed in them is sent.
  package mutating func draw(_ frame: Frame) {
    let columns = min(frame.size.columns, size.columns)
    let isComparable = frame.size == size && frame.size == shown.size
    if !isComparable { cncurses_erase() }
    var style: Style?
    var look: (attributes: attr_t, pair: Int32) = (0, 0)
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: Self.scalarsPerCell + 1) { text in
      for row in 0..<min(frame.size.rows, size.rows)
      where !isComparable || !Self.areSame(shown.row(row), frame.row(row)) {
        for (column, cell) in frame.row(row).prefix(columns).enumerated() where cell.width > 0 {
          if cell.style != style {
            style = cell.style
            look = pairs.look(of: cell.style)
          }
          Self.write(cell, to: text)
          let width = column + Int(cell.width) > columns ? 0 : Int(cell.width)
          guard width > 0, cncurses_width(text[0]) == width,
            cncurses_put(Int32(row), Int32(column), text.baseAddress, look.attributes, look.pair)
              == OK
          else {
            // The locale cannot show it.
            text[0] = 0x3F
            text[1] = 0
            for offset in 0..<width {
              cncurses_put(
                Int32(row), Int32(column + offset), text.baseAddress, look.attributes, look.pair)
            }
            continue
          }
        }
      }
    }
    shown = frame
    if let cursor = frame.cursor, Rect(size).contains(cursor) {
      cncurses_move(Int32(cursor.row), Int32(cursor.column))
      curs_set(1)
    } else {
      curs_set(0)
    }
    cncurses_refresh()
  }

  /// Whether two rows are the same; most are, byte for byte.
  private static func areSame(_ a: ArraySlice<Cell>, _ b: ArraySlice<Cell>) -> Bool {
    let areSameBytes = a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return false }
        return a.count == b.count && memcmp(first, second, a.count) == 0
      }
    }
    return areSameBytes || a == b
  }

  /// More scalars in one cell than this, curses refuses.
  private static var scalarsPerCell: Int { Int(CCHARW_MAX) }

  private static func write(_ cell: Cell, to text: UnsafeMutableBufferPointer<wchar_t>) {
    var count = 0
    for scalar in cell.character.unicodeScalars.prefix(scalarsPerCell) {
      text[count] = wchar_t(bitPattern: scalar.value)
      count += 1
    }
    text[count] = 0
  }
}
