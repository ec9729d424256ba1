import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Traffic

/// How figures and names of traffic are written.
enum TrafficNumbers {
  /// `0.25`, `12.3`, `1234`; `-` for one that is not known.
  static func rate(_ rate: Double?) -> String {
    guard let rate else { return "-" }
    return rate == 0
      ? "0" : String(format: rate < 10 ? "%.2f" : rate < 1000 ? "%.1f" : "%.0f", rate)
  }

  /// `165`; `-` for one that is not known.
  static func count(_ count: Double?) -> String {
    count.map { String(format: "%.0f", $0) } ?? "-"
  }

  /// `3s`, `12m`, `4d`.
  static func age(_ seconds: Double) -> String {
    switch seconds {
    case ..<120: String(format: "%.0fs", seconds)
    case ..<7200: String(format: "%.0fm", seconds / 60)
    case ..<172_800: String(format: "%.0fh", seconds / 3600)
    default: String(format: "%.0fd", seconds / 86_400)
    }
  }

  /// `shop/deploy/api:8080`; the pod's name where the cluster has it no longer.
  static func target(_ edge: TrafficEdge) -> String {
    let proxy = edge.flow.proxy
    let unknown = proxy.pod.isEmpty ? proxy.address?.description ?? "" : "po/\(proxy.pod)"
    let name =
      edge.workload?.qualifiedName
      ?? (proxy.namespace.isEmpty ? unknown : "\(proxy.namespace)/\(unknown)")
    return "\(name):\(edge.port)"
  }

  /// The addresses that logs name, the most frequent first: ` (10.42.0.41)`.
  static func addresses(_ edge: TrafficEdge) -> String {
    let sorted = edge.flow.addresses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = sorted.prefix(3).map(\.key.description).joined(separator: ", ")
    return shown.isEmpty ? "" : " (\(shown)\(sorted.count > 3 ? ", …" : ""))"
  }

  /// `denied`, `denied TCP`, `rate-limited (total)`.
  static func outcome(_ edge: TrafficEdge) -> String {
    let series = edge.flow.series
    let unit = series.unit == .connection ? " TCP" : ""
    return series.outcome.rawValue + unit + (series.limitScope.map { " (\($0))" } ?? "")
  }

  /// What the client sees, in a few letters: `HTTP 403`, `gRPC 7`, `closed`.
  static func symptom(_ edge: TrafficEdge) -> String {
    guard let symptom = edge.symptom else { return "-" }
    if let http = symptom.http { return "HTTP \(http)" }
    if let grpc = symptom.grpc { return "gRPC \(grpc.prefix { $0 != " " })" }
    return symptom.tcp == "cut" ? "cut" : "closed"
  }

  /// Why, in a few words: what let the client in, or what would have to change.
  static func reason(_ edge: TrafficEdge) -> String {
    switch edge.agreement {
    case .drift: return "drift: " + (edge.flow.series.server?.words ?? "see below")
    case .unknown(let why): return "not known: \(why)"
    case .agrees: break
    }
    switch edge.basis {
    case .grant(let id): return "\(id)"
    case .defaultPolicy(let name): return "the default \(name): nobody wrote a rule"
    case .audit: return "audit: it would be refused"
    case .probe: return "a health probe"
    case .loopback: return "the pod itself"
    case .refused:
      let why = edge.settledBy?.text ?? "refused"
      return edge.remedies.first.map { "\(why); change \($0)" } ?? why
    }
  }
}
