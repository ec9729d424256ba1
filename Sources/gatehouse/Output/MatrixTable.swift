import LinkerdPolicy
import TerminalUI

/// A matrix for other programs: comma-separated values and Markdown.
enum MatrixTable {
  /// Lines of comma-separated values: a header, then a row for each client (RFC 4180).
  static func csv(_ view: MatrixView) -> [String] {
    let header = ["client"] + view.targets.map { view.matrix.targets[$0].title }
    let rows = view.clients.indices.map { client in
      [view.clients[client].title]
        + view.targets.map { view.matrix[client: client, target: $0].rawValue }
    }
    return ([header] + rows).map { $0.map(quoted).joined(separator: ",") }
  }

  static func quoted(_ text: String) -> String {
    let text = VisibleText(text).string
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// A Markdown table.
  static func markdown(_ view: MatrixView, _ style: PrintStyle) -> [String] {
    var plain = style
    plain.hasColor = false
    let names = view.targets.map { escaped(view.matrix.targets[$0].title) }
    var lines = [
      "| client | " + names.joined(separator: " | ") + " |",
      "|---|" + String(repeating: ":-:|", count: names.count),
    ]
    for client in view.clients.indices {
      let cells = view.targets.map { plain.sign(view.matrix[client: client, target: $0]) }
      lines.append(
        "| \(escaped(view.clients[client].title)) | " + cells.joined(separator: " | ") + " |")
    }
    let legend = view.counts.map { "\(plain.sign($0.verdict)) \($0.verdict.rawValue) \($0.count)" }
    return lines + ["", legend.joined(separator: ", ")]
  }

  private static func escaped(_ text: String) -> String {
    VisibleText(text).string.replacing("|", with: "\\|")
  }
}
