import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// The list of the live screen.
  func liveTable(_ items: [LiveItem], in rect: Rect) -> Table {
    let cursor = live.selection.settled(
      in: items.lazy.map(\.id), height: Table.bodyHeight(in: rect))
    let isWide = rect.columns >= 130
    return Table(
      columns: live.lens == .grants
        ? grantColumns : live.lens == .unobserved ? podColumns : edgeColumns(isWide: isWide),
      rowCount: items.count, cursor: cursor,
      placeholder: StyledText(livePlaceholder, .textDim), glyphs: glyphs
    ) { index in
      switch items[index] {
      case .edge(let row): edgeTexts(row, isWide: isWide)
      case .grant(let grant): grantTexts(grant)
      case .pod(let pod):
        live.lens == .unobserved ? podTexts(pod) : unobservedTexts(pod, isWide: isWide)
      }
    }
  }

  private var livePlaceholder: String {
    if !live.filter.isEmpty { return "nothing contains \"\(live.filter)\"; esc clears the filter" }
    switch live.lens {
    case .all: return "no traffic was seen in this window; . makes it longer"
    case .refused: return "nothing was refused in this window"
    case .drift: return "none: whatever was seen, the model says so too"
    case .defaults: return "none: whatever was let in, somebody wrote a rule for it"
    case .grants: return "none: every grant of an observed pod was used"
    case .unobserved: return "none: every meshed pod was looked at"
    }
  }

  private func edgeColumns(isWide: Bool) -> [Table.Column] {
    let unit = traffic.loaded?.hasRates == true ? "/S" : ""
    let width = isWide ? 8 : 6
    func figure(_ title: String, _ width: Int, _ importance: Int) -> Table.Column {
      Table.Column(title, .fixed(width), alignment: .trailing, importance: importance)
    }
    return [
      Table.Column("", .fixed(2), importance: 9),
      Table.Column("CLIENT", .flexible(minimum: 15, share: 2), importance: 9),
      Table.Column("TARGET", .flexible(minimum: 15, share: 3), importance: 9),
      figure("PORT", 5, 8),
      Table.Column("ROUTE", .flexible(minimum: 8, share: 2), importance: 3),
      figure((isWide ? "PASSED" : "PASS") + unit, width, 4),
      figure((isWide ? "DENIED" : "DENY") + unit, width, 8),
      Table.Column("SEES", .fixed(8), importance: 6),
      Table.Column(
        traffic.loaded?.report.traffic.window.description ?? "", .fixed(TrafficAmount.pointCount),
        importance: 7),
      figure("FIRST", 5, 1), figure("LAST", 5, 2),
      Table.Column("MODEL", .fixed(11), importance: 2),
    ]
  }

  private func edgeTexts(_ row: LiveRow, isWide: Bool) -> [StyledText] {
    let edge = row.worst
    let sign: StyledText =
      if row.isDrift { StyledText("??", .verdictUnknown, .bold) } else if row.isRefused {
        StyledText(
          String(glyphs.liveDeny),
          traffic.loaded?.isFresh(row.lastSeen) == true ? .liveDeny : .verdictDeny)
      } else if edge.basis == .audit {
        StyledText(String(glyphs.audit), .verdictAudit)
      } else {
        StyledText(String(glyphs.allow), .verdictAllow)
      }
    return [
      sign, clientText(row, isWide: isWide),
      StyledText(isWide ? row.id.target : Self.short(row.workload) ?? row.id.target),
      StyledText("\(row.id.port)", .accent), StyledText(row.id.route, .textDim),
      figure(row.passed, row, .verdictAllow), figure(row.refused, row, .verdictDeny),
      StyledText(TrafficNumbers.symptom(edge), row.isRefused ? .warning : .textDim),
      Sparkline.text(row.points, row.isRefused ? .verdictDeny : .verdictAllow, glyphs: glyphs),
      ageText(row.firstSeen), ageText(row.lastSeen), modelText(row),
    ]
  }

  /// `shop/api`, for narrow terminals.
  private static func short(_ id: ResourceID?) -> String? {
    id.map { "\($0.namespace)/\($0.name)" }
  }

  /// The client; of one whom nothing but an address names, that, where there is no room for more.
  private func clientText(_ row: LiveRow, isWide: Bool) -> StyledText {
    let addresses = row.worst.flow.likeliestAddresses
    guard !isWide, row.worst.row == nil, let first = addresses.first else {
      return StyledText(row.id.client)
    }
    return StyledText("\(first)\(addresses.count > 1 ? " +\(addresses.count - 1)" : "")")
  }

  private func figure(_ value: Double, _ row: LiveRow, _ role: Role) -> StyledText {
    if value == 0 { return StyledText(String(glyphs.none), .verdictNone) }
    return StyledText(
      row.hasRates ? TrafficNumbers.rate(value) : TrafficNumbers.count(value), role)
  }

  private func ageText(_ time: Double?) -> StyledText {
    guard let time, let loaded = traffic.loaded else { return StyledText("-", .textDim) }
    return StyledText(Self.age(loaded.age(of: time, at: now)), .textDim)
  }

  /// What the model says of the edge: `deny`, `allow ??`.
  private func modelText(_ row: LiveRow) -> StyledText {
    let edge = row.edges.first { $0.agreement.isDrift } ?? row.worst
    switch (edge.agreement, edge.decision) {
    case (.unknown, _): return StyledText("not known", .verdictUnknown)
    case (.agrees, let decision?):
      return StyledText(decision.outcome.rawValue, decision.outcome.role)
    case (.drift, let decision?):
      return StyledText(decision.outcome.rawValue, decision.outcome.role)
        + StyledText(" ??", .verdictUnknown, .bold)
    case (_, nil): return StyledText("no way in ??", .verdictUnknown)
    }
  }

  /// A pod that nobody sees, among edges.
  private func unobservedTexts(_ pod: UnobservedPod, isWide: Bool) -> [StyledText] {
    let blank = StyledText("-", .textDim)
    return [
      StyledText(String(glyphs.unknown), .warning, .bold), StyledText("not observed", .warning),
      StyledText(isWide ? pod.pod.qualifiedName : Self.short(pod.pod) ?? ""),
      blank, blank, blank, blank, blank,
      StyledText("?", .textDim), blank, blank, StyledText("-", .textDim),
    ]
  }

  private var podColumns: [Table.Column] {
    [
      Table.Column("POD", .flexible(minimum: 16, share: 2), importance: 9),
      Table.Column("WHY IT IS NOT OBSERVED", .flexible(minimum: 20, share: 3), importance: 8),
      Table.Column("WHAT ADMITS THE SCRAPE", .flexible(minimum: 20, share: 3), importance: 7),
    ]
  }

  private func podTexts(_ pod: UnobservedPod) -> [StyledText] {
    [
      StyledText(pod.pod.qualifiedName), StyledText(pod.why.words, .warning),
      StyledText(pod.admission ?? "-", pod.admission == nil ? .textDim : .accent),
    ]
  }

  private var grantColumns: [Table.Column] {
    [
      Table.Column("GRANT", .flexible(minimum: 20, share: 2), importance: 9),
      Table.Column("LETS IN", .flexible(minimum: 14, share: 2), importance: 8),
      Table.Column("ON", .flexible(minimum: 16, share: 2), importance: 7),
      Table.Column("BUT", .flexible(minimum: 12), importance: 6),
    ]
  }

  private func grantTexts(_ grant: UnusedGrant) -> [StyledText] {
    let ports = grant.ports.map { "\($0.workload.shortDescription):\($0.port)" }
    return [
      StyledText("\(grant.grant)"), StyledText(grant.words),
      StyledText(ports.joined(separator: " "), .textDim),
      StyledText(grant.doubts.joined(separator: "; "), .warning),
    ]
  }
}
