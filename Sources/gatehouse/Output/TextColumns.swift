import TerminalUI

/// Rows of texts in aligned columns, as kubectl prints them.
enum TextColumns {
  /// The lines; the first row is the heading. The last column may hold colour.
  static func lines(_ rows: [[String]], style: PrintStyle) -> [String] {
    let shown = rows.map { row in
      row.enumerated().map {
        $0.offset == row.count - 1 ? $0.element : VisibleText($0.element).string
      }
    }
    var widths: [Int] = []
    for row in shown {
      for (index, text) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], TextWidth.columns(of: text))
      }
    }
    return shown.enumerated().map { number, row in
      let line = row.enumerated().map { index, text in
        index == row.count - 1 ? text : text.padded(to: widths[index])
      }.joined(separator: "  ")
      return number == 0 ? style.bold(line) : line
    }
  }
}
