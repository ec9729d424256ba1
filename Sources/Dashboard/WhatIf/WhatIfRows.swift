import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// The levels at which a default can be tried: cluster, namespaces, and their meshed workloads.
  var whatIfLevels: [WhatIf.Level] {
    guard let cluster else { return [] }
    let words = whatIfScreen.filter.lowercased()
    var levels: [WhatIf.Level] = words.isEmpty ? [.cluster] : []
    for name in cluster.policy.namespaces.keys.sorted() {
      let workloads = (cluster.policy.namespaces[name]?.workloads ?? [])
        .filter(\.isPartlyMeshed).map(\.id)
      guard !workloads.isEmpty else { continue }
      let isMatch = words.isEmpty || name.lowercased().contains(words)
      let matching = workloads.filter {
        isMatch || $0.shortDescription.lowercased().contains(words)
      }
      if !matching.isEmpty {
        levels.append(.namespace(name))
        levels += Set(matching).sorted().map(WhatIf.Level.workload)
      }
    }
    return levels
  }

  /// What the decisions come to, as lines: sums, restarts, probes and scrapes, then edges.
  var effectLines: [StyledText] {
    guard let trial else {
      return [
        StyledText(
          "nothing is tried yet: t or space tries the next default policy for the", .textDim),
        StyledText("selected level; nothing is ever applied to the cluster", .textDim),
      ]
    }
    var lines: [StyledText] = []
    let lens = whatIfScreen.lens
    let edges = trial.diff.edges.filter { edge in
      switch lens {
      case .all: true
      case .lost: edge.direction == .lost
      case .gained: edge.direction == .gained
      }
    }
    lines += impactLines + consequenceLines(trial)
    let impacts = impactOfEdges
    for edge in edges { lines.append(line(of: edge, impacts)) }
    if edges.isEmpty { lines.append(StyledText("no edge changes", .textDim)) }
    return lines
  }

  /// The sums: gained, lost, restarts.
  var effectSummary: [StyledText] {
    guard let trial else { return [] }
    let lost = trial.diff.count(.lost)
    let gained = trial.diff.count(.gained)
    let changed = trial.diff.count(.changed)
    let failing = trial.consequences.count(where: \.fails)
    let restarts = trial.outcome.restarts
    return [
      sum("gained  ", glyphs.gained, gained, .gained),
      sum("lost    ", glyphs.lost, lost, .lost),
      sum("changed ", glyphs.changed, changed, .changed),
      StyledText("restart ", .textDim)
        + StyledText(
          restarts.isEmpty ? "no pod" : "\(restarts.count) pods must restart first", .warning),
      StyledText("fails   ", .textDim)
        + StyledText(
          failing == 0
            ? "no probe, no scrape"
            : failing == 1 ? "1 probe or scrape" : "\(failing) probes and scrapes",
          failing == 0 ? .text : .error),
    ] + impactSums
  }

  /// What of the observed traffic would be cut, and what would be let in; none without traffic.
  private var impactSums: [StyledText] {
    guard let loaded = traffic.loaded, loaded.hasRates else { return [] }
    let window = loaded.report.traffic.window
    let label = StyledText("cuts    ", .textDim)
    guard let impact else { return [label + StyledText(glyphs.ellipsis, .info)] }
    var line = label
    if impact.cut + impact.perhapsCut == 0 {
      line += StyledText("nothing that was seen in \(window.description)", .text)
    } else {
      let count = impact.clients.count
      line += StyledText("\(TrafficNumbers.rate(impact.cut))/s", impact.cut > 0 ? .lost : .text)
      if impact.perhapsCut > 0 {
        line += StyledText(", perhaps \(TrafficNumbers.rate(impact.perhapsCut))/s more", .warning)
      }
      line += StyledText(" of \(count) client\(count == 1 ? "" : "s")", .text)
    }
    guard impact.gained > 0 else { return [line] }
    return [
      line,
      StyledText("lets in ", .textDim)
        + StyledText("\(TrafficNumbers.rate(impact.gained))/s that is refused now", .gained),
    ]
  }

  /// The observed traffic that would change, with its clients, the most cut first.
  private var impactLines: [StyledText] {
    guard let impact, !impact.cells.isEmpty else { return [] }
    let width = max(16, min(36, (size.columns - 34) / 2))
    return [StyledText("traffic that this cuts or lets in, per second", .heading)]
      + impact.cells.map { cell in
        var line = StyledText(
          "\(cell.gained > 0 ? glyphs.gained : glyphs.lost) ",
          cell.gained > 0 ? .gained : .lost)
        line += StyledText(cell.client, .text).truncated(to: width, ellipsis: glyphs.ellipsis)
          .padded(to: width)
        line += StyledText(" \(glyphs.arrow) ", .textDim)
        line += StyledText("\(cell.workload.namespace)/\(cell.workload.name):\(cell.port)", .text)
          .truncated(to: width, ellipsis: glyphs.ellipsis).padded(to: width)
        if cell.cut > 0 {
          line += StyledText("  cut \(TrafficNumbers.rate(cell.cut))", .verdictDeny)
        }
        if cell.perhapsCut > 0 {
          line += StyledText("  perhaps cut \(TrafficNumbers.rate(cell.perhapsCut))", .warning)
        }
        if cell.gained > 0 {
          line += StyledText("  let in \(TrafficNumbers.rate(cell.gained))", .verdictAllow)
        }
        return line
      }
  }

  private func sum(_ label: String, _ sign: Character, _ count: Int, _ role: Role) -> StyledText {
    StyledText(label, .textDim)
      + (count == 0
        ? StyledText("no edge", .text) : StyledText("\(sign)\(count) edges", role))
  }

  private func consequenceLines(_ trial: Trial) -> [StyledText] {
    var lines: [StyledText] = []
    if !trial.outcome.restarts.isEmpty {
      lines.append(StyledText("pods that must restart", .heading))
      var pods: [String: Int] = [:]
      for id in trial.outcome.restarts {
        let owner =
          trial.outcome.policy.namespaces[id.namespace]?.workloads
          .first { $0.instances.contains { $0.id == id } }?.id
        pods["\(id.namespace)/\((owner ?? id).shortDescription)", default: 0] += 1
      }
      for (name, count) in pods.sorted(by: { $0.key < $1.key }) {
        lines.append(StyledText("  \(name)  ", .text) + StyledText("\(count)", .warning))
      }
    }
    for fails in [true, false] {
      let those = trial.consequences.filter { $0.fails == fails }
      if those.isEmpty { continue }
      lines.append(
        StyledText(fails ? "probes and scrapes that would fail" : "that would work again", .heading)
      )
      for consequence in those {
        lines.append(
          StyledText(
            fails ? "  \(glyphs.deny) " : "  \(glyphs.allow) ", fails ? .verdictDeny : .verdictAllow
          )
            + StyledText(
              "\(consequence.workload.namespace)/\(consequence.workload.shortDescription)"
                + ":\(consequence.flow.port)  ", .text)
            + StyledText(consequence.flow.words, .textDim))
      }
    }
    if !trial.diff.edges.isEmpty { lines.append(StyledText("edges that change", .heading)) }
    return lines
  }

  private func line(
    of edge: PolicyDiff.Edge, _ impacts: [ImpactPlace: StyledText]
  ) -> StyledText {
    let (sign, role): (Character, Role) =
      switch edge.direction {
      case .gained: (glyphs.gained, .gained)
      case .lost: (glyphs.lost, .lost)
      case .changed: (glyphs.changed, .changed)
      }
    let width = max(16, min(36, (size.columns - (impact == nil ? 30 : 38)) / 2))
    let place = ImpactPlace(
      client: edge.client.id, port: PortPlace(workload: edge.workload, port: edge.port))
    return StyledText("\(sign) ", role)
      + StyledText(edge.client.title, .text).truncated(to: width, ellipsis: glyphs.ellipsis)
      .padded(to: width)
      + StyledText(" \(glyphs.arrow) ", .textDim)
      + StyledText("\(edge.workload.namespace)/\(edge.workload.name):\(edge.port)", .text)
      .truncated(to: width, ellipsis: glyphs.ellipsis).padded(to: width)
      + StyledText("  ") + edge.before.text(glyphs) + StyledText(" \(glyphs.arrow) ", .textDim)
      + edge.after.text(glyphs).padded(to: impact == nil ? 0 : 9)
      + (impact == nil
        ? StyledText() : impacts[place] ?? StyledText(String(glyphs.none), .verdictNone))
  }

  /// Where a change of an edge meets observed traffic.
  private struct ImpactPlace: Hashable {
    var client: MatrixClient.ID
    var port: PortPlace
  }

  /// How much of the observed traffic the changes of edges cut or let in, in words.
  private var impactOfEdges: [ImpactPlace: StyledText] {
    (impact?.cells ?? []).reduce(into: [:]) { texts, cell in
      guard let row = cell.row else { return }
      let cut = cell.cut + cell.perhapsCut
      let place = ImpactPlace(
        client: row, port: PortPlace(workload: cell.workload, port: cell.port))
      texts[place] =
        cut > 0
        ? StyledText("\(glyphs.lost)\(TrafficNumbers.rate(cut))/s", .lost)
        : StyledText("\(glyphs.gained)\(TrafficNumbers.rate(cell.gained))/s", .gained)
    }
  }
}
