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

  /// What the decisions come to, as lines: traffic, restarts, probes and scrapes, then edges.
  var effectLines: EffectLines {
    var lines = EffectLines()
    guard let trial else {
      lines.append(
        StyledText(
          "nothing is tried yet: t or space tries the next default policy for the", .textDim))
      lines.append(StyledText("selected level; nothing is ever applied to the cluster", .textDim))
      return lines
    }
    addImpact(to: &lines)
    addConsequences(of: trial, to: &lines)
    let edges = trial.diff.edges
    let count = trial.tally.count(whatIfScreen.lens)
    if count > 0 {
      lines.append(StyledText("edges that change", .heading))
      switch whatIfScreen.lens {
      case .all: lines.append(count) { line(of: edges[$0]) }
      case .lost: lines.append(count) { line(of: edges[trial.tally.lost[$0]]) }
      case .gained: lines.append(count) { line(of: edges[trial.tally.gained[$0]]) }
      }
    } else {
      lines.append(StyledText("no edge changes", .textDim))
    }
    return lines
  }

  /// The sums: gained, lost, restarts.
  var effectSummary: [StyledText] {
    guard let trial else { return [] }
    let edges = trial.tally.total
    let failing = trial.consequences.count(where: \.fails)
    let restarts = trial.outcome.restarts
    return [
      sum("gained  ", glyphs.gained, edges.gained, .gained),
      sum("lost    ", glyphs.lost, edges.lost, .lost),
      sum("changed ", glyphs.changed, edges.changed, .changed),
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
  private func addImpact(to lines: inout EffectLines) {
    guard let impact, !impact.cells.isEmpty else { return }
    let width = max(16, min(36, (size.columns - 34) / 2))
    lines.append(StyledText("traffic that this cuts or lets in, per second", .heading))
    lines.append(impact.cells.count) { index in
      let cell = impact.cells[index]
      var line = StyledText(
        "\(cell.gained > 0 ? glyphs.gained : glyphs.lost) ", cell.gained > 0 ? .gained : .lost)
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

  private func addConsequences(of trial: Trial, to lines: inout EffectLines) {
    if !trial.restarts.isEmpty {
      lines.append(StyledText("pods that must restart", .heading))
      lines.append(trial.restarts.count) { index in
        let restart = trial.restarts[index]
        return StyledText("  \(restart.owner.namespace)/\(restart.owner.shortDescription)  ", .text)
          + StyledText("\(restart.pods)", .warning)
      }
    }
    let failing = trial.consequences.firstIndex { !$0.fails } ?? trial.consequences.count
    for fails in [true, false] {
      // Those that fail come first.
      let those = fails ? trial.consequences[..<failing] : trial.consequences[failing...]
      if those.isEmpty { continue }
      lines.append(
        StyledText(fails ? "probes and scrapes that would fail" : "that would work again", .heading)
      )
      lines.append(those.count) { index in
        let consequence = those[those.startIndex + index]
        return StyledText(
          fails ? "  \(glyphs.deny) " : "  \(glyphs.allow) ", fails ? .verdictDeny : .verdictAllow
        )
          + StyledText(
            "\(consequence.workload.namespace)/\(consequence.workload.shortDescription)"
              + ":\(consequence.flow.port)  ", .text)
          + StyledText(consequence.flow.words, .textDim)
      }
    }
  }

  private func line(of edge: PolicyDiff.Edge) -> StyledText {
    let (sign, role): (Character, Role) =
      switch edge.direction {
      case .gained: (glyphs.gained, .gained)
      case .lost: (glyphs.lost, .lost)
      case .changed: (glyphs.changed, .changed)
      }
    let width = max(16, min(36, (size.columns - (impact == nil ? 30 : 38)) / 2))
    return StyledText("\(sign) ", role)
      + StyledText(edge.client.title, .text).truncated(to: width, ellipsis: glyphs.ellipsis)
      .padded(to: width)
      + StyledText(" \(glyphs.arrow) ", .textDim)
      + StyledText("\(edge.workload.namespace)/\(edge.workload.name):\(edge.port)", .text)
      .truncated(to: width, ellipsis: glyphs.ellipsis).padded(to: width)
      + StyledText("  ") + edge.before.text(glyphs) + StyledText(" \(glyphs.arrow) ", .textDim)
      + edge.after.text(glyphs).padded(to: impact == nil ? 0 : 9) + traffic(of: edge)
  }

  /// How much of the observed traffic the change of an edge cuts or lets in.
  private func traffic(of edge: PolicyDiff.Edge) -> StyledText {
    guard let impact else { return StyledText() }
    guard let cell = impact[edge.client.id, workload: edge.workload, port: edge.port] else {
      return StyledText(String(glyphs.none), .verdictNone)
    }
    let cut = cell.cut + cell.perhapsCut
    return cut > 0
      ? StyledText("\(glyphs.lost)\(TrafficNumbers.rate(cut))/s", .lost)
      : StyledText("\(glyphs.gained)\(TrafficNumbers.rate(cell.gained))/s", .gained)
  }
}
