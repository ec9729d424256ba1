import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Traffic

/// Observed traffic as comma-separated values (RFC 4180).
enum TrafficTable {
  /// A header, then a line for each edge.
  static func csv(_ view: TrafficView) -> [String] {
    let header = [
      "client", "addresses", "target", "pod", "port", "unit", "outcome", "route", "server",
      "authority", "rate", "count", "total", "model", "symptom", "reason",
    ]
    return ([header] + view.edges.map(row)).map {
      $0.map(MatrixTable.quoted).joined(separator: ",")
    }
  }

  private static func row(_ edge: TrafficEdge) -> [String] {
    let series = edge.flow.series
    let amount = edge.flow.amount
    let addresses = edge.flow.addresses.keys.sorted().map(\.description)
    return [
      edge.client, addresses.joined(separator: " "),
      edge.workload?.qualifiedName ?? "", edge.pod?.name ?? edge.flow.proxy.pod, "\(edge.port)",
      series.unit.rawValue, series.outcome.rawValue, series.route?.name ?? "",
      series.server?.name ?? "", series.authority?.name ?? "",
      amount.rate.map { "\($0)" } ?? "",
      TrafficNumbers.count(amount.count).replacing("-", with: ""),
      TrafficNumbers.count(amount.total), TrafficDocument.word(for: edge.agreement),
      edge.symptom?.text ?? "", TrafficNumbers.reason(edge),
    ]
  }
}
