import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

/// The columns of the namespaces screen.
enum NamespaceColumn: CaseIterable {
  case name, policy, origin, workloads, pods, allow, partial, deny, audit, open, unknown, findings
  case refused

  /// What a click on the heading sorts by.
  var sort: NamespaceSort? {
    switch self {
    case .name: .name
    case .policy: .policy
    case .workloads: .workloads
    case .pods: .pods
    case .allow: .allowed
    case .deny: .denied
    case .findings: .findings
    case .refused: .refused
    case .origin, .partial, .audit, .open, .unknown: nil
    }
  }

  /// The verdict whose cells it counts.
  var verdict: Verdict? {
    switch self {
    case .allow: .allow
    case .partial: .partial
    case .deny: .deny
    case .audit: .audit
    case .open: .open
    case .unknown: .unknown
    default: nil
    }
  }

  /// The column as the table wants it.
  func column(sort: NamespaceSort, isWide: Bool, glyphs: Glyphs) -> Table.Column {
    let isAscending = self.sort == sort ? sort == .name || sort == .policy : nil
    func column(
      _ title: String, _ width: Table.Column.Width, _ alignment: Alignment = .trailing,
      importance: Int
    ) -> Table.Column {
      Table.Column(
        title, width, alignment: alignment, importance: importance, isAscending: isAscending)
    }
    if let verdict {
      let importance =
        switch self {
        case .allow, .deny: 7
        case .partial: 6
        case .audit: 5
        default: 1
        }
      return column(
        String(verdict.glyph(glyphs)), .fixed(isWide ? 6 : 5), importance: importance)
    }
    switch self {
    case .name:
      return column("NAMESPACE", .flexible(minimum: 11, share: 2), .leading, importance: 9)
    case .policy:
      return column(
        "DEFAULT INBOUND", .flexible(minimum: isWide ? 24 : 16), .leading, importance: 8)
    case .origin: return column("FROM", .fixed(isWide ? 10 : 6), .leading, importance: 3)
    case .workloads: return column("WL", .fixed(4), importance: 2)
    case .pods: return column("MESHED", .fixed(7), importance: 4)
    case .refused: return column("DENIED/S", .fixed(8), importance: 8)
    default: return column("FIND", .fixed(6), importance: 8)
    }
  }
}

extension DashboardState {
  /// Draws the namespaces screen.
  func drawNamespaces(in rect: Rect, on frame: inout Frame) {
    let layout = ListLayout(rect)
    let rows = namespaceRows
    let table = namespacesTable(rows, in: layout.table)
    drawTitle(
      table, of: "namespaces", total: cluster?.namespaceRows.count ?? 0,
      sort: namespaces.sort.rawValue, in: layout.title, on: &frame)
    table.draw(in: layout.table, on: &frame)
    drawLens(
      rows.isEmpty ? [] : namespaceLens(rows[table.cursor.selected]), in: layout.lens, on: &frame)
    drawLegend(in: layout.legend, on: &frame)
  }

  func namespacesTable(_ rows: [NamespaceRow], in rect: Rect) -> Table {
    let isWide = rect.columns >= 110
    let columns = namespaceColumns
    let cursor = namespaces.selection.settled(
      in: rows.lazy.map(\.id), height: Table.bodyHeight(in: rect))
    return Table(
      columns: columns.map {
        $0.column(sort: namespaces.sort, isWide: isWide, glyphs: glyphs)
      },
      rowCount: rows.count, cursor: cursor,
      placeholder: StyledText(
        filter.isEmpty
          ? "the source has no namespaces"
          : "no namespace contains \"\(filter)\"; esc clears the filter", .textDim),
      glyphs: glyphs
    ) { index in
      columns.map { text(of: rows[index], $0, isWide: isWide) }
    }
  }

  /// The columns; what is refused only where there is traffic.
  var namespaceColumns: [NamespaceColumn] {
    NamespaceColumn.allCases.filter { $0 != .refused || traffic.loaded != nil }
  }

  private func text(
    of row: NamespaceRow, _ column: NamespaceColumn, isWide: Bool
  ) -> StyledText {
    if let verdict = column.verdict { return countText(row.verdicts[verdict] ?? 0, verdict) }
    switch column {
    case .name: return marked(StyledText(row.id), recent.contains(namespace: row.id))
    case .policy:
      let after = trial.map {
        EffectiveDefault(ofNamespace: row.id, in: $0.outcome.policy, pending: 0)
      }
      return defaultText(row.default, after: after, level: .namespace(row.id), isWide: isWide)
    case .origin:
      return StyledText(
        row.default.originText(isShort: !isWide), row.default.pending > 0 ? .warning : .textDim)
    case .workloads: return StyledText("\(row.workloads)")
    case .pods:
      return StyledText(
        "\(row.meshedPods)/\(row.pods)", row.meshedPods < row.pods ? .warning : .text)
    case .refused:
      return refusedText(
        traffic.loaded?.refusedOfNamespace[row.id] ?? 0,
        isUnseen: (traffic.loaded?.unobservedInNamespace[row.id] ?? 0) > 0)
    default: return findingsText(errors: row.errors, warnings: row.warnings)
    }
  }

  /// What is worth knowing of a namespace beyond its row.
  private func namespaceLens(_ row: NamespaceRow) -> [StyledText] {
    let object = cluster?.policy.snapshot.namespaces[row.id]?.namespace
    var lines: [StyledText] = []
    if let line = trialLine(
      trial?.tally.namespaces[row.id] ?? EdgeTally(), level: .namespace(row.id))
    {
      lines.append(line)
    }
    if let finding = row.findings.first {
      var line = StyledText(
        finding.severity == .error ? "E " : "W ", finding.severity == .error ? .error : .warning)
      line += StyledText("\(finding.object.shortDescription) ", .accent)
      line += StyledText(finding.message, .text)
      if row.findings.count > 1 {
        line += StyledText("  and \(row.findings.count - 1) more: e", .textDim)
      }
      lines.append(line)
    }
    var facts = StyledText("ns/\(row.id)  ", .accent)
    let annotations = object?.meta.annotations ?? [:]
    for (key, value) in annotations.sorted(by: { $0.key < $1.key }) {
      facts += StyledText("\(key)=", .textDim) + StyledText("\(value)  ")
    }
    for (key, value) in (object?.meta.labels ?? [:]).sorted(by: { $0.key < $1.key })
    where key != "kubernetes.io/metadata.name" {
      facts += StyledText("\(key)=", .textDim) + StyledText("\(value)  ")
    }
    if object == nil { facts += StyledText("its Namespace object was not read", .textDim) }
    lines.append(facts)
    if row.default.pending > 0 {
      lines.append(
        StyledText(
          "* pods made before the default was set, which must restart: \(row.default.pending)",
          .warning))
    }
    return lines
  }
}
