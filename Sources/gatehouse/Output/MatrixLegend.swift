import LinkerdPolicy
import TerminalUI

/// What stands below a matrix: what its signs and numbers mean, and what its cells hold.
enum MatrixLegend {
  /// The signs with their words and how often they occur.
  static func verdicts(_ view: MatrixView, _ style: PrintStyle) -> String {
    view.counts.map { "\(style.sign($0.verdict)) \($0.verdict.rawValue) \($0.count)" }
      .joined(separator: "   ")
  }

  /// The names of numbered columns, by namespace.
  static func targets(_ view: MatrixView, _ style: PrintStyle) -> [String] {
    var lines: [String] = []
    var namespace: String?
    var used = 0
    let indent =
      view.targets.map { TextWidth.columns(of: view.matrix.targets[$0].namespace) }.max() ?? 0
    for (number, index) in view.targets.enumerated() {
      let target = view.matrix.targets[index]
      let entry = "\(number + 1) \(VisibleText(target.name).string)"
      let width = TextWidth.columns(of: entry)
      if target.namespace != namespace || used + 3 + width > style.width {
        let isNew = target.namespace != namespace && view.matrix.grouping != .namespace
        let heading = isNew ? VisibleText(target.namespace).string : ""
        if view.matrix.grouping == .namespace, namespace != nil, used + 3 + width <= style.width {
          lines[lines.count - 1] += "   " + entry
          used += 3 + width
        } else {
          let margin = view.matrix.grouping == .namespace ? 0 : indent + 2
          lines.append(style.bold(heading.padded(to: margin)) + entry)
          used = margin + width
        }
        namespace = target.namespace
      } else {
        lines[lines.count - 1] += "   " + entry
        used += 3 + width
      }
    }
    return lines
  }

  /// Every port: what guards it, and how many of the clients it lets in.
  static func ports(_ view: MatrixView, _ style: PrintStyle) -> [String] {
    var rows = [["PORT", "NAME", "GUARDED BY", "PROTOCOL", "LETS IN"]]
    var seen: Set<String> = []
    for target in view.targets {
      let verdicts = view.clients.indices.map {
        view.matrix.portVerdicts(client: $0, target: target)
      }
      for (index, entry) in (verdicts.first ?? []).enumerated() {
        let port = entry.port
        let admitted = verdicts.count { $0[index].1.isAdmitting }
        let row = [
          "\(port.workload.qualifiedName):\(port.resolved.number)",
          port.resolved.names.joined(separator: ","), guarding(port.resolved),
          port.resolved.server?.protocol.rawValue ?? "-", "\(admitted) of \(verdicts.count)",
        ]
        if seen.insert(row.joined(separator: " ")).inserted { rows.append(row) }
      }
    }
    return TextColumns.lines(rows, style: style)
  }

  /// What guards a port, in a few words.
  static func guarding(_ port: ResolvedPort) -> String {
    switch port.guarding {
    case .enforced(let server):
      server.reference.kind == "server"
        ? "Server \(server.reference.name)" : "default \(server.reference.name)"
    case .unmeshed: "nothing (no proxy)"
    case .skipped: "nothing (skips the proxy)"
    case .startupDefault: "the proxy's start-up default"
    }
  }

  /// What partial cells let in, port by port.
  static func partialCells(_ view: MatrixView, _ style: PrintStyle) -> [String] {
    var rows = [["CLIENT", "TARGET", "PORTS"]]
    for client in view.clients.indices {
      for target in view.targets where view.matrix[client: client, target: target] == .partial {
        let ports = view.matrix.portVerdicts(client: client, target: target).map { port, verdict in
          "\(style.sign(verdict)) \(port.workload.shortDescription):\(port.resolved.number)"
        }
        rows.append([
          view.clients[client].title, view.matrix.targets[target].title,
          ports.joined(separator: "  "),
        ])
      }
    }
    return rows.count == 1 ? [] : TextColumns.lines(rows, style: style)
  }
}
