import Foundation
import KubernetesSnapshot
import LinkerdPolicy

/// How figures and names of traffic are written.
package enum TrafficNumbers {
  /// `0.25`, `12.3`, `1234`; `-` for one that is not known.
  package static func rate(_ rate: Double?) -> String {
    guard let rate else { return "-" }
    if rate > 0, rate < 0.005 { return "<0.01" }
    return rate == 0
      ? "0" : String(format: rate < 10 ? "%.2f" : rate < 1000 ? "%.1f" : "%.0f", rate)
  }

  /// `165`; `-` for one that is not known.
  package static func count(_ count: Double?) -> String {
    count.map { String(format: "%.0f", $0) } ?? "-"
  }

  /// `3s`, `12m`, `4d`.
  package static func age(_ seconds: Double) -> String {
    switch seconds {
    case ..<120: String(format: "%.0fs", seconds)
    case ..<7200: String(format: "%.0fm", seconds / 60)
    case ..<172_800: String(format: "%.0fh", seconds / 3600)
    default: String(format: "%.0fd", seconds / 86_400)
    }
  }

  /// `shop/deploy/api:8080`; the pod's name where the cluster has it no longer.
  package static func target(_ edge: TrafficEdge) -> String { "\(place(edge)):\(edge.port)" }

  /// `shop/deploy/api`; the pod's name where the cluster has it no longer.
  package static func place(_ edge: TrafficEdge) -> String {
    if let workload = edge.workload { return workload.qualifiedName }
    let proxy = edge.flow.proxy
    let name = proxy.pod.isEmpty ? proxy.address?.description ?? "" : "po/\(proxy.pod)"
    return proxy.namespace.isEmpty ? name : "\(proxy.namespace)/\(name)"
  }

  /// The addresses that logs name, the most frequent first: ` (10.42.0.41)`.
  package static func addresses(_ edge: TrafficEdge) -> String {
    let sorted = edge.flow.likeliestAddresses
    let shown = sorted.prefix(3).map(\.description).joined(separator: ", ")
    return shown.isEmpty ? "" : " (\(shown)\(sorted.count > 3 ? ", …" : ""))"
  }

  /// `denied`, `denied TCP`, `rate-limited (total)`.
  package static func outcome(_ edge: TrafficEdge) -> String {
    let series = edge.flow.series
    let unit = series.unit == .connection ? " TCP" : ""
    return series.outcome.rawValue + unit + (series.limitScope.map { " (\($0))" } ?? "")
  }

  /// What the client sees, in a few letters: `HTTP 403`, `gRPC 7`, `closed`.
  package static func symptom(_ edge: TrafficEdge) -> String {
    guard let symptom = edge.symptom else { return "-" }
    if let http = symptom.http { return "HTTP \(http)" }
    if let grpc = symptom.grpc { return "gRPC \(grpc.prefix { $0 != " " })" }
    return symptom.tcp == "cut" ? "cut" : "closed"
  }

  /// Why, in a few words: what let the client in, or what would have to change.
  package static func reason(_ edge: TrafficEdge) -> String {
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
      let why = edge.cause?.text ?? "refused"
      return edge.remedies.first.map { "\(why); change \($0)" } ?? why
    }
  }
}
