import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

/// Observed traffic for people: sums, edges, and what cannot be seen or does not fit.
struct TrafficText {
  private let view: TrafficView
  private let style: PrintStyle

  init(_ view: TrafficView, _ style: PrintStyle) {
    self.view = view
    self.style = style
  }

  private var traffic: ObservedTraffic { view.report.traffic }

  /// The lines.
  func lines() -> [String] {
    var lines = [heading, ""]
    lines += section(sums)
    lines += section(edges)
    if quiet > 0 {
      lines += [
        "\(quiet) more had no traffic in the window or are the mesh's own; -o json has all", "",
      ]
    }
    lines += section(drift, "Drift: what the model says cannot be")
    lines += section(unobserved, "Not observed, and perhaps refusing traffic")
    lines += section(grants, "Grants that nobody used since the proxies started")
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private func section(_ lines: [String], _ title: String? = nil) -> [String] {
    lines.isEmpty ? [] : (title.map { [style.bold($0)] } ?? []) + lines + [""]
  }

  private var heading: String {
    let window =
      traffic.hasRates
      ? "Traffic of \(traffic.window.description)"
      : "Traffic since the proxies started, without rates"
    return VisibleText(
      "\(window), seen by \(traffic.source.name), \(TrafficNumbers.age(view.age)) ago"
    ).string
  }

  private var sums: [String] {
    guard traffic.hasRates else { return [] }
    let rows = view.namespaces.filter { $0.passed + $0.refused > 0 }.map { sum in
      [
        sum.name, TrafficNumbers.rate(sum.passed), TrafficNumbers.rate(sum[.denied]),
        TrafficNumbers.rate(sum[.noRoute]), TrafficNumbers.rate(sum[.rateLimited]),
        TrafficNumbers.rate(sum[.audit]), "\(sum.refusedEdges)",
      ]
    }
    let head = [
      "NAMESPACE", "PASSED/S", "DENIED/S", "NO ROUTE/S", "LIMITED/S", "BY AUDIT/S", "REFUSED EDGES",
    ]
    return rows.isEmpty ? [] : TextColumns.lines([head] + rows, style: style)
  }

  /// Whether an edge stands in the table.
  private func isShown(_ edge: TrafficEdge) -> Bool {
    !edge.isHousekeeping
      && (traffic.hasRates ? edge.flow.amount.isActive : edge.flow.amount.total > 0)
  }

  private var quiet: Int { view.edges.count { !isShown($0) } }

  private var edges: [String] {
    let shown = view.edges.filter(isShown)
    if shown.isEmpty { return ["no traffic was seen"] }
    let rows = shown.map { edge -> [String] in
      let series = edge.flow.series
      return [
        edge.client + TrafficNumbers.addresses(edge), TrafficNumbers.target(edge),
        series.route?.name ?? "-",
        TrafficNumbers.outcome(edge), TrafficNumbers.rate(edge.flow.amount.rate),
        TrafficNumbers.count(traffic.hasRates ? edge.flow.amount.count : edge.flow.amount.total),
        TrafficNumbers.symptom(edge), reason(edge),
      ]
    }
    let head = [
      "CLIENT", "TARGET", "ROUTE", "OUTCOME", "RATE/S", "COUNT", "CLIENT SEES", "BY THE MODEL",
    ]
    return TextColumns.lines([head] + rows, style: style)
  }

  private func reason(_ edge: TrafficEdge) -> String {
    let text = VisibleText(TrafficNumbers.reason(edge)).string
    if edge.agreement.isDrift { return style.painted(text, .unknown) }
    return edge.flow.series.outcome.isRefusal ? style.painted(text, .deny) : text
  }

  private var drift: [String] {
    let found = view.edges.filter {
      $0.agreement.isDrift && ($0.flow.amount.isActive || !traffic.hasRates)
    }
    let rows = found.map { edge -> [String] in
      var words: [String] = []
      if case .drift(let causes) = edge.agreement { words = causes.map(\.words) }
      let more = words.count > 1 ? " (\(words.count - 1) more in -o json)" : ""
      return [
        "  " + edge.client, TrafficNumbers.target(edge), TrafficNumbers.outcome(edge),
        edge.decision?.outcome.rawValue ?? "no such way in",
        VisibleText((words.first ?? "nothing here explains it") + more).string,
      ]
    }
    let head = ["  CLIENT", "TARGET", "OBSERVED", "THE MODEL", "PERHAPS"]
    return rows.isEmpty ? [] : TextColumns.lines([head] + rows, style: style)
  }

  private var unobserved: [String] {
    let rows = view.unobserved.map { pod in
      ["  " + pod.pod.qualifiedName, pod.why.words, pod.admission.map { "admit it: \($0)" } ?? ""]
        .map { VisibleText($0).string }
    }
    return rows.isEmpty ? [] : TextColumns.lines([["  POD", "WHY", ""]] + rows, style: style)
  }

  private var grants: [String] {
    let rows = view.unusedGrants.map { grant in
      let ports = grant.ports.map { "\($0.workload.shortDescription):\($0.port)" }
      return [
        "  \(grant.grant)", grant.words, ports.joined(separator: " "),
        VisibleText(grant.doubts.joined(separator: "; ")).string,
      ]
    }
    return rows.isEmpty
      ? [] : TextColumns.lines([["  GRANT", "LETS IN", "ON", "BUT"]] + rows, style: style)
  }
}
