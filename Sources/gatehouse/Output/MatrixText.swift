import LinkerdPolicy
import TerminalUI

/// A matrix for people, readable without colour and on 80 columns.
///
/// Columns bear their names where these fit, otherwise numbers with a legend below.
struct MatrixText {
  private let view: MatrixView
  private let style: PrintStyle
  private let rowNames: [String]
  private let rowWidth: Int

  init(_ view: MatrixView, _ style: PrintStyle) {
    self.view = view
    self.style = style
    rowNames = view.clients.map { VisibleText($0.title).string }
    rowWidth = rowNames.map { TextWidth.columns(of: $0) }.max() ?? 0
  }

  /// One column as it is printed.
  private struct Column {
    var target: Int
    var heading: String
    /// Its namespace, when it is the first of its namespace in its block.
    var band: String?
    var width: Int
  }

  /// The lines.
  ///
  /// - Parameter isWide: Whether to add ports, and what partial cells let in.
  /// - Returns: The lines, from the heading to the legend.
  func lines(isWide: Bool) -> [String] {
    if view.targets.isEmpty { return ["no targets"] }
    var lines: [String] = []
    let named = namedColumns
    let isNamed = rowWidth + named.reduce(0) { $0 + $1.width } <= style.width
    let blocks = isNamed ? [named] : numberedBlocks
    for block in blocks {
      if !lines.isEmpty { lines.append("") }
      lines += self.lines(of: block)
    }
    if !isNamed { lines += [""] + MatrixLegend.targets(view, style) }
    lines += ["", MatrixLegend.verdicts(view, style)]
    if isWide {
      lines += [""] + MatrixLegend.ports(view, style)
      let partial = MatrixLegend.partialCells(view, style)
      if !partial.isEmpty { lines += [""] + partial }
    }
    return lines
  }

  private func lines(of columns: [Column]) -> [String] {
    var lines: [String] = []
    if columns.contains(where: { $0.band != nil }) {
      lines.append(style.bold(row("", columns.map { ($0.band ?? "").padded(to: $0.width) })))
    }
    lines.append(style.bold(row("", columns.map { $0.heading.padded(to: $0.width) })))
    for (client, name) in rowNames.enumerated() {
      let cells = columns.map { column in
        let verdict = view.matrix[client: client, target: column.target]
        return style.sign(verdict) + String(repeating: " ", count: column.width - 1)
      }
      lines.append(row(name, cells))
    }
    return lines
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    let line = name.padded(to: rowWidth) + "  " + cells.joined()
    return line.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
  }

  /// Columns under their own names, with room for the name of the namespace above.
  private var namedColumns: [Column] {
    var columns: [Column] = []
    for target in view.targets {
      let column = view.matrix.targets[target]
      let name = VisibleText(column.name).string
      let isFirst = columns.last.map { namespace(of: $0.target) != column.namespace } ?? true
      if isFirst { widenBand(&columns) }
      columns.append(
        Column(
          target: target, heading: name, band: isFirst ? band(of: column) : nil,
          width: TextWidth.columns(of: name) + 2))
    }
    widenBand(&columns)
    return columns
  }

  /// Makes the last column wide enough for the band that ends with it.
  private func widenBand(_ columns: inout [Column]) {
    guard let start = columns.lastIndex(where: { $0.band != nil }) else { return }
    let need = TextWidth.columns(of: columns[start].band ?? "") + 2
    if start == columns.count - 1 {
      columns[start].width = max(columns[start].width, need)
    } else if let band = columns[start].band, TextWidth.columns(of: band) > columns[start].width {
      // The band's name runs over its own first columns only.
      let room = columns[start...].reduce(0) { $0 + $1.width }
      columns[columns.count - 1].width += max(0, need - room)
    }
  }

  private func band(of target: MatrixTarget) -> String? {
    view.matrix.grouping == .namespace ? nil : VisibleText(target.namespace).string
  }

  private func namespace(of target: Int) -> String { view.matrix.targets[target].namespace }

  /// Columns under numbers, cut into blocks that fit, with a gap between namespaces.
  private var numberedBlocks: [[Column]] {
    let digits = String(view.targets.count).count
    var blocks: [[Column]] = [[]]
    var used = rowWidth + 2
    for (number, target) in view.targets.enumerated() {
      var width = digits + 1
      let isLast =
        number + 1 < view.targets.count
        && namespace(of: view.targets[number + 1]) != namespace(of: target)
      if isLast, view.matrix.grouping != .namespace { width += 1 }
      if used + width > style.width, !(blocks.last ?? []).isEmpty {
        blocks.append([])
        used = rowWidth + 2
      }
      used += width
      blocks[blocks.count - 1].append(
        Column(target: target, heading: String(number + 1), band: nil, width: width))
    }
    return blocks
  }
}
