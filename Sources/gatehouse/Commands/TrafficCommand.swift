import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Traffic

extension Command {
  /// Prints observed traffic, and what the model says of it.
  static let traffic = Command(
    name: "traffic", summary: "Print who was let in and who was refused, and why.",
    words: "[OPTIONS]",
    details: """
      Rates are those that the servers' proxies counted within the window. Each edge is held against
      the model: what refused it, which object would have to change, and where proxy and model
      disagree (drift). Pods whose metrics nobody can read are named: they may be refusing traffic.
      """,
    groups: [
      .source, .trafficSource, .traffic, .output("table", "json", "csv"), .mesh, .general,
    ]
  ) { options, output in
    if let word = options.words.first {
      throw CommandError.usage("traffic takes no words, found \"\(word)\"")
    }
    let cluster = try LoadedSource(options)
    if let name = options.namespace, cluster.policy.namespaces[name] == nil {
      throw CommandError.input(
        "there is no namespace \"\(name)\""
          + Suggestion.question(for: name, among: cluster.policy.namespaces.keys))
    }
    let traffic = try TrafficLoading(options, cluster).load()
    let view = TrafficView(TrafficReport(traffic, cluster.policy), options)
    switch options.output ?? "table" {
    case "json":
      output.print(
        try JSONText.text(
          of: VersionedDocument(kind: "ObservedTraffic", body: TrafficDocument(view))))
    case "csv": for line in TrafficTable.csv(view) { output.print(line) }
    default: for line in TrafficText(view, PrintStyle(options)).lines() { output.print(line) }
    }
    return cluster.exitCode(.yes)
  }
}

/// The part of a report that is printed.
struct TrafficView {
  /// The whole report.
  let report: TrafficReport
  /// The edges that are printed.
  let edges: [TrafficEdge]
  /// The pods without observation that are printed.
  let unobserved: [UnobservedPod]
  /// The grants without use that are printed.
  let unusedGrants: [UnusedGrant]
  /// The sums that are printed.
  let namespaces: [NamespaceTraffic]
  /// How long ago the newest look was, in seconds.
  let age: Double

  init(_ report: TrafficReport, _ options: Options) {
    self.report = report
    let namespace = options.namespace
    func isChosen(_ name: String) -> Bool { namespace == nil || namespace == name }
    edges = report.edges.filter { edge in
      isChosen(edge.namespace) && (!options.traffic.denied || edge.flow.series.outcome.isRefusal)
    }
    unobserved = report.unobserved.filter { isChosen($0.pod.namespace) }
    unusedGrants = report.unusedGrants.filter { isChosen($0.grant.namespace) }
    namespaces = report.namespaces.filter { isChosen($0.name) }
    age = max(0, Date().timeIntervalSince1970 - report.traffic.newestLook)
  }
}
