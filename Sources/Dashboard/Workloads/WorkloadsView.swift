import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

/// The columns of the workloads screen.
enum WorkloadColumn: CaseIterable {
  case namespace, name, account, pods, policy, origin, ports, allow, partial, deny, audit, open
  case findings, refused

  /// What a click on the heading sorts by.
  var sort: WorkloadSort? {
    switch self {
    case .namespace, .name: .name
    case .account: .account
    case .policy: .policy
    case .pods: .pods
    case .allow: .allowed
    case .deny: .denied
    case .findings: .findings
    case .refused: .refused
    case .origin, .ports, .partial, .audit, .open: nil
    }
  }

  /// The verdict whose clients it counts.
  var verdict: Verdict? {
    switch self {
    case .allow: .allow
    case .partial: .partial
    case .deny: .deny
    case .audit: .audit
    case .open: .open
    default: nil
    }
  }

  /// The column as the table wants it; a trial needs room for two policies.
  ///
  /// - Parameters:
  ///   - sort: What the rows are sorted by.
  ///   - isWide: Whether words need not be cut.
  ///   - hasTrial: Whether defaults are tried.
  ///   - longestName: The length of the longest workload's name, which tells rows apart.
  ///   - glyphs: The signs to draw with.
  /// - Returns: The column.
  func column(
    sort: WorkloadSort, isWide: Bool, hasTrial: Bool, longestName: Int, glyphs: Glyphs
  ) -> Table.Column {
    let isAscending =
      self.sort == sort && self != .namespace
      ? [.name, .account, .policy].contains(sort) : nil
    func column(
      _ title: String, _ width: Table.Column.Width, _ alignment: Alignment = .leading,
      importance: Int
    ) -> Table.Column {
      Table.Column(
        title, width, alignment: alignment, importance: importance, isAscending: isAscending)
    }
    if let verdict {
      return column(
        String(verdict.glyph(glyphs)), .fixed(isWide ? 5 : 4), .trailing,
        importance: self == .audit || self == .open ? 1 : self == .partial ? 5 : 8)
    }
    switch self {
    case .namespace: return column("NAMESPACE", .flexible(minimum: 9), importance: 9)
    case .name:
      let minimum = max(13, min(20, longestName))
      return column("WORKLOAD", .flexible(minimum: minimum, share: 2), importance: 9)
    case .account: return column("SA", .flexible(minimum: 7), importance: 2)
    case .pods: return column("MESH", .fixed(5), .trailing, importance: 3)
    case .policy:
      return column("DEFAULT", .flexible(minimum: isWide ? 23 : hasTrial ? 18 : 12), importance: 8)
    case .origin: return column("FROM", .fixed(isWide ? 10 : 4), importance: 4)
    case .ports:
      return column("PORTS", .flexible(minimum: isWide ? 16 : 9, share: 2), importance: 5)
    case .refused: return column("DENIED/S", .fixed(8), .trailing, importance: 8)
    default: return column("FIND", .fixed(5), .trailing, importance: 7)
    }
  }
}

extension DashboardState {
  /// Draws the workloads screen.
  func drawWorkloads(in rect: Rect, on frame: inout Frame) {
    let layout = ListLayout(rect)
    let rows = workloadRows
    let table = workloadsTable(rows, in: layout.table)
    drawTitle(
      table, of: place.namespace.map { "workloads of \($0)" } ?? "workloads of all namespaces",
      total: workloadTotal, sort: workloads.sort.rawValue, in: layout.title, on: &frame)
    table.draw(in: layout.table, on: &frame)
    drawLens(
      rows.isEmpty ? [] : workloadLens(rows[table.cursor.selected]), in: layout.lens, on: &frame)
    drawLegend(in: layout.legend, on: &frame)
  }

  /// The columns; the namespace's only where several are shown, and there is room for the names too;
  /// what is refused only where there is traffic.
  var workloadColumns: [WorkloadColumn] {
    WorkloadColumn.allCases.filter { column in
      switch column {
      case .namespace: place.namespace == nil && size.columns >= 32
      case .refused: traffic.loaded != nil
      default: true
      }
    }
  }

  func workloadsTable(_ rows: [WorkloadRow], in rect: Rect) -> Table {
    let isWide = rect.columns >= 110
    let columns = workloadColumns
    let cursor = workloads.selection.settled(
      in: rows.lazy.map(\.id), height: Table.bodyHeight(in: rect))
    let longest =
      rows.reduce(0) { max($0, $1.id.workload.shortDescription.utf8.count) }
      + (recent.isEmpty ? 0 : 2)
    return Table(
      columns: columns.map {
        $0.column(
          sort: workloads.sort, isWide: isWide, hasTrial: trial != nil, longestName: longest,
          glyphs: glyphs)
      },
      rowCount: rows.count, cursor: cursor,
      placeholder: StyledText(workloadsPlaceholder, .textDim), glyphs: glyphs
    ) { index in
      columns.map { text(of: rows[index], $0, isWide: isWide) }
    }
  }

  private var workloadsPlaceholder: String {
    if !filter.isEmpty { return "no workload contains \"\(filter)\"; esc clears the filter" }
    return place.namespace == nil
      ? "the source has no workloads" : "no workloads in this namespace; 0 shows all namespaces"
  }

  private func text(of row: WorkloadRow, _ column: WorkloadColumn, isWide: Bool) -> StyledText {
    if let verdict = column.verdict { return countText(row.verdicts[verdict] ?? 0, verdict) }
    switch column {
    case .namespace: return StyledText(row.id.workload.namespace, .textDim)
    case .name:
      let account = MatrixTarget.ID.serviceAccount(
        namespace: row.id.workload.namespace, name: row.id.account)
      return marked(StyledText(row.name), recent.contains(account))
    case .account: return StyledText(row.id.account.isEmpty ? "-" : row.id.account)
    case .pods:
      // A template without pods is not a failure.
      if row.pods == 0 { return StyledText(String(glyphs.none), .verdictNone) }
      return StyledText(
        "\(row.meshedPods)/\(row.pods)", row.meshedPods < row.pods ? .warning : .text)
    case .policy:
      return defaultText(
        row.default, after: defaultAfterTrial(of: row.id), level: .workload(row.id.workload),
        isWide: isWide)
    case .origin:
      return StyledText(
        row.default.originText(isShort: !isWide), row.default.pending > 0 ? .warning : .textDim)
    case .ports: return StyledText(row.ports)
    case .refused:
      return refusedText(
        traffic.loaded?.refusedOfWorkload[row.id.workload] ?? 0,
        isUnseen: traffic.loaded?.unobservedWorkloads.contains(row.id.workload) ?? false)
    default: return findingsText(errors: row.errors, warnings: row.warnings)
    }
  }

  /// The default that a workload's pods would have under the trial; nil without one.
  private func defaultAfterTrial(of id: WorkloadRow.ID) -> EffectiveDefault? {
    guard let after = trial?.outcome.policy else { return nil }
    return after.namespaces[id.workload.namespace]?.workloads
      .first { $0.id == id.workload && $0.serviceAccount == id.account }
      .map { EffectiveDefault(of: $0, in: after, pending: 0) }
  }

  /// What is worth knowing of a workload beyond its row.
  private func workloadLens(_ row: WorkloadRow) -> [StyledText] {
    var lines: [StyledText] = []
    if let line = trialLine(
      trial?.tally.workloads[row.id.workload] ?? EdgeTally(), level: .workload(row.id.workload))
    {
      lines.append(line)
    }
    if let finding = row.findings.first {
      var line = StyledText(
        finding.severity == .error ? "E " : "W ", finding.severity == .error ? .error : .warning)
      line += StyledText(finding.message, .text)
      lines.append(line)
    }
    var facts = StyledText("\(row.name)  ", .accent)
    facts += StyledText("default ", .textDim) + StyledText(row.default.text(isShort: false))
    let origin = row.default.originText(isShort: false)
    if !origin.isEmpty { facts += StyledText(" from \(origin)", .textDim) }
    facts += StyledText("  ports ", .textDim)
    facts += StyledText(row.ports.isEmpty ? "none" : row.ports)
    if row.pods == 0 { facts += StyledText("  no pods yet: as its template says", .textDim) }
    lines.append(facts)
    if row.default.pending > 0 {
      lines.append(
        StyledText(
          "* pods made before the namespace's default was set, which must restart:"
            + " \(row.default.pending)", .warning))
    }
    return lines
  }
}
