import Foundation

/// A report as text: a heading for each benchmark, then its figures in columns.
enum ReportTable {
  /// The lines of one benchmark.
  static func lines(_ report: BenchmarkReport) -> [String] {
    let rows = report.figures.map { figure in
      [
        figure.what, number(figure.value), figure.unit.rawValue,
        figure.budget.map(words) ?? "",
        figure.budget.map { "\(Int(($0.share(figure.value) * 100).rounded())) % of it" } ?? "",
        figure.budget.map { $0.holds(figure.value) ? "holds" : "MISSED" } ?? "",
      ]
    }
    let widths = (0..<6).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return ["", "\(report.name): \(report.summary)"]
      + rows.map { row in
        let cells = row.enumerated().map { column, text in
          let blanks = String(repeating: " ", count: widths[column] - text.count)
          // Numbers stand at the right, with their units behind them.
          return column == 1 || column == 4 ? blanks + text : text + blanks
        }
        let line = "  " + cells.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
      }
  }

  private static func words(_ budget: Budget) -> String {
    switch budget {
    case .atMost(let limit): "budget ≤ \(number(limit))"
    case .atLeast(let limit): "budget ≥ \(number(limit))"
    }
  }

  /// Three digits that count.
  private static func number(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4
    var text = String(format: "%.\(digits)f", value)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }
}
