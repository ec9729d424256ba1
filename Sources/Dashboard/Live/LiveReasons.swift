import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

extension DashboardState {
  /// What a line of the live screen means: what happened, why, and what would have to change.
  ///
  /// - Parameters:
  ///   - item: The line.
  ///   - width: How wide a line of text may be.
  /// - Returns: The lines, the most important first.
  func reasons(of item: LiveItem, width: Int) -> [StyledText] {
    let lines =
      switch item {
      case .edge(let row):
        row.edges.enumerated().flatMap { reasons(of: $1, isFirst: $0 == 0, width) }
      case .grant(let grant): reasons(of: grant)
      case .pod(let pod): reasons(of: pod)
      }
    return lines.flatMap { $0.wrapped(to: max(20, width), indent: 2) }
  }

  private func reasons(of edge: TrafficEdge, isFirst: Bool, _ width: Int) -> [StyledText] {
    var lines: [StyledText] = isFirst ? [] : [""]
    lines.append(headline(of: edge))
    lines += verdictLines(edge)
    if let decision = edge.decision {
      lines += Reason.lines(decision.reasons, width: width)
    }
    lines.append(facts(of: edge))
    return lines
  }

  /// `shop/web → shop/deploy/db:5432  ! denied TCP 0.50/s, closed`.
  private func headline(of edge: TrafficEdge) -> StyledText {
    let isRefused = edge.flow.series.outcome.isRefusal
    var line = StyledText(edge.client + TrafficNumbers.addresses(edge), .accent)
    line += StyledText(" \(glyphs.arrow) ", .textDim)
    line += StyledText(TrafficNumbers.target(edge), .accent)
    if let route = edge.flow.series.route { line += StyledText(" \(route.name)", .text) }
    line += StyledText("  ")
    line += StyledText(
      TrafficNumbers.outcome(edge), isRefused ? .verdictDeny : .verdictAllow, .bold)
    if let rate = edge.flow.amount.rate {
      line += StyledText(" \(TrafficNumbers.rate(rate))/s", .text)
    }
    if isRefused { line += StyledText("  sees \(TrafficNumbers.symptom(edge))", .warning) }
    return line
  }

  /// What would have to change, or why model and proxies disagree.
  private func verdictLines(_ edge: TrafficEdge) -> [StyledText] {
    switch edge.agreement {
    case .drift(let causes):
      var lines = [
        StyledText("?? ", .verdictUnknown, .bold)
          + StyledText(
            "the model says \(edge.decision?.outcome.rawValue ?? "that there is no such way in"),"
              + " the proxy \(TrafficNumbers.outcome(edge))", .warning)
      ]
      lines += causes.map { StyledText("   perhaps: ", .textDim) + StyledText($0.words, .text) }
      if causes.isEmpty { lines.append(StyledText("   nothing here explains it", .textDim)) }
      return lines
    case .unknown(let why):
      return [
        StyledText("? ", .verdictUnknown, .bold)
          + StyledText("the model does not say: \(why)", .warning)
      ]
    case .agrees where edge.flow.series.outcome.isRefusal:
      var change = StyledText("to let it in, change ", .text)
      for (index, object) in edge.remedies.enumerated() {
        if index > 0 { change += StyledText(", or ", .text) }
        change += StyledText("\(object)", .accent, index == 0 ? .bold : [])
      }
      return (edge.cause.map { [StyledText("since \($0.text)", .text)] } ?? []) + [change]
    case .agrees:
      return [StyledText("let in by \(TrafficNumbers.reason(edge))", .text)]
    }
  }

  /// `pod shop/po/db-1, 165 in 5m of 330 in all, first seen 4m ago, last 3s ago`.
  private func facts(of edge: TrafficEdge) -> StyledText {
    let amount = edge.flow.amount
    var words = ["pod \(edge.pod?.qualifiedName ?? TrafficNumbers.place(edge))"]
    if let count = amount.count, let window = traffic.loaded?.report.traffic.window {
      words.append("\(TrafficNumbers.count(count)) in \(window.description)")
    }
    words.append("\(TrafficNumbers.count(amount.total)) since the proxy started")
    if let loaded = traffic.loaded {
      if let first = amount.firstSeen {
        words.append("first seen \(Self.age(loaded.age(of: first, at: now))) ago")
      }
      if let last = amount.lastSeen {
        words.append("last \(Self.age(loaded.age(of: last, at: now))) ago")
      }
    }
    if let server = edge.flow.series.server { words.append("by \(server.words)") }
    return StyledText(words.joined(separator: ", "), .textDim)
  }

  private func reasons(of grant: UnusedGrant) -> [StyledText] {
    [
      StyledText("\(grant.grant)", .accent),
      StyledText("lets in \(grant.words); no counter names it since the proxies started", .text),
    ]
      + grant.doubts.map { StyledText("but \($0)", .warning) }
      + grant.ports.map { StyledText("  on \($0.words)", .textDim) }
  }

  private func reasons(of pod: UnobservedPod) -> [StyledText] {
    var lines = [
      StyledText(pod.pod.qualifiedName, .accent)
        + StyledText("  not observed: it may be refusing traffic all the same", .warning),
      StyledText(pod.why.words, .text),
    ]
    if let admission = pod.admission {
      lines.append(StyledText("to see it: ", .text) + StyledText(admission, .accent, .bold))
    }
    return lines
  }
}
