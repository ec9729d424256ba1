import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// The workload that a column leads to.
  func workload(of target: MatrixTarget) -> ResourceID? {
    switch target.id {
    case .workload(let id), .port(let id, _): return id
    case .serviceAccount(let namespace, let name):
      let workloads = cluster?.policy.namespaces[namespace]?.workloads ?? []
      return target.ports.first?.workload
        ?? workloads.first { $0.serviceAccount == name }?.id
    case .namespace: return target.ports.first?.workload
    }
  }

  /// The selected cell in one line, then its ports; nil where no cell is selected.
  ///
  /// - Parameters:
  ///   - grid: The grid.
  ///   - limit: How many ports are listed.
  /// - Returns: The lines.
  func summary(in grid: MatrixGrid, limit: Int) -> [StyledText]? {
    guard let cell = selectedCell(in: grid) else { return nil }
    let verdict = grid.matrix[client: cell.row, target: cell.column]
    var head = StyledText(grid.matrix.clients[cell.row].title, .accent)
    head += StyledText(" \(glyphs.arrow) ", .textDim)
    head += StyledText(grid.matrix.targets[cell.column].title, .accent) + "  "
    if grid.isChanged(.client(cell.row), cell.column) {
      head += grid.before[client: cell.row, target: cell.column].text(glyphs)
      head += StyledText(" \(glyphs.arrow) ", .changed)
    }
    head += verdict.text(glyphs).adding(.bold)
    let ports = grid.matrix.portVerdicts(client: cell.row, target: cell.column)
    let seen = trafficLines(client: cell.row, target: cell.column)
    let limit = max(0, limit - seen.count)
    let lines = ports.prefix(limit).map { port, verdict in
      portLine(port, verdict, isAmongMany: ports.count > 1)
    }
    let rest = ports.count - lines.count
    return [head] + seen + lines
      + (rest > 0 ? [StyledText("  and \(rest) more ports: w shows all", .textDim)] : [])
      + (ports.isEmpty ? [Self.nothingListens] : [])
  }

  /// What the client of a cell was refused and got within the window; none without traffic.
  private func trafficLines(client row: Int, target column: Int) -> [StyledText] {
    guard let cell = liveCells?[client: row, target: column], let loaded = traffic.loaded else {
      return []
    }
    var lines: [StyledText] = []
    for row in cell.rows.filter(\.isRefused) {
      var line = StyledText("  \(glyphs.liveDeny) ", .verdictDeny, .bold)
      line += StyledText("\(TrafficNumbers.rate(row.refused))/s refused ", .verdictDeny, .bold)
      line += StyledText("\(row.workload?.shortDescription ?? row.id.target):\(row.id.port)", .text)
      line += StyledText(" \(row.id.route)  ", .textDim)
      line += StyledText(TrafficNumbers.symptom(row.worst), .warning)
      if let last = row.lastSeen {
        line += StyledText(", \(Self.age(loaded.age(of: last, at: now))) ago", .textDim)
      }
      if row.isDrift { line += StyledText("  ?? not by the model: 6", .verdictUnknown, .bold) }
      if row.matrixRow?.isCertain == false {
        line += StyledText(
          row.worst.flow.addresses.isEmpty
            ? "  which unmeshed client is not known" : "  and others",
          .warning)
      }
      lines.append(line)
    }
    if lines.count > 3 {
      let more = lines.count - 2
      lines = lines.prefix(2) + [StyledText("    and \(more) more: 6", .textDim)]
    }
    if cell.passed > 0 {
      lines.append(
        StyledText("  \(glyphs.allow) \(TrafficNumbers.rate(cell.passed))/s let in", .verdictAllow))
    }
    return lines
  }

  private static let nothingListens = StyledText(
    "  it listens on nothing: its pods declare no port, and no Server names one", .textDim)

  private func portLine(
    _ port: MatrixTarget.Port, _ verdict: Verdict, isAmongMany: Bool
  ) -> StyledText {
    var line = StyledText("  ") + verdict.text(glyphs).padded(to: 10)
    line += StyledText("\(port.workload.shortDescription):\(port.resolved.number)", .text)
    if let name = port.resolved.names.first { line += StyledText(" \(name)", .textDim) }
    switch port.resolved.guarding {
    case .enforced(let server):
      let owner =
        switch server.reference {
        case .server(let name): "Server \(name)"
        case .default(let mode): "default \(mode.rawValue)"
        case .invalid: "invalid policy"
        }
      line += StyledText("  \(owner), \(server.protocol.rawValue)", .textDim)
    case .unmeshed: line += StyledText("  no proxy", .textDim)
    case .skipped: line += StyledText("  skips the proxy", .textDim)
    case .startupDefault: line += StyledText("  unknown to the controller", .textDim)
    }
    return line
  }

  /// The whole chain of reasons of the selected cell; nil where no cell is selected.
  func explanation(in grid: MatrixGrid, width: Int) -> [StyledText]? {
    guard let cell = selectedCell(in: grid), let policy = trial?.outcome.policy ?? cluster?.policy
    else { return nil }
    let target = grid.matrix.targets[cell.column]
    var lines = Array((summary(in: grid, limit: 0) ?? []).prefix(1))
    lines += trafficLines(client: cell.row, target: cell.column)
      .flatMap { $0.wrapped(to: width, indent: 4) }
    let heads = lines.count
    var seen: Set<PortPlace> = []
    // What is refused now is asked about first.
    let refused = liveCells?[client: cell.row, target: cell.column]?.refusedPorts ?? []
    let ports = target.ports.filter { !$0.resolved.isProxyPort }
    let urgent = ports.filter { refused.contains($0.resolved.number) }
    for port in urgent + ports {
      guard seen.insert(.init(workload: port.workload, port: port.resolved.number)).inserted,
        let workload = policy.namespaces[target.namespace]?.workloads
          .first(where: { $0.id == port.workload })
      else { continue }
      for explanation in policy.explain(
        grid.matrix.clients[cell.row], workload: workload, port: port.resolved.number)
      {
        lines += Self.lines(of: explanation, glyphs: glyphs, width: width)
      }
      // Who asks why about a whole namespace does not read a thousand chains.
      if lines.count > 400 { break }
    }
    return lines.count > heads ? lines : lines + [Self.nothingListens]
  }

  /// An explanation as lines: the port, then each way in with its chain and symptom.
  static func lines(
    of explanation: EdgeExplanation, glyphs: Glyphs, width: Int
  ) -> [StyledText] {
    var lines: [StyledText] = [
      "",
      StyledText("\(explanation.workload.shortDescription):\(explanation.port)  ", .heading)
        + explanation.verdict.text(glyphs),
    ]
    for way in explanation.ways {
      if explanation.ways.count > 1 {
        lines.append(
          StyledText("\(way.title): ", .text)
            + StyledText(way.decision.outcome.rawValue, way.decision.outcome.role, .bold))
      }
      lines += Reason.lines(way.decision.reasons, width: width)
      if let symptom = way.decision.symptom.text {
        lines.append(StyledText("  the client sees: \(symptom)", .warning))
      }
    }
    return lines
  }

  private func selectedCell(in grid: MatrixGrid) -> (row: Int, column: Int)? {
    guard !grid.lines.isEmpty, !grid.columns.isEmpty,
      case .client(let row) = grid.lines[grid.selectedLine(matrix)]
    else { return nil }
    return (row, grid.columns[grid.selectedColumn(matrix)])
  }
}

extension AccessDecision.Outcome {
  /// The role that colours the outcome.
  var role: Role {
    switch self {
    case .allow: .verdictAllow
    case .deny, .noRoute: .verdictDeny
    case .open: .verdictOpen
    case .unknown: .verdictUnknown
    }
  }
}
