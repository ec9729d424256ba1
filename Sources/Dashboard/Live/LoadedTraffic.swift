import KubernetesSnapshot
package import Traffic

/// Observed traffic, joined with the cluster and summed up for the screens.
package struct LoadedTraffic: Sendable {
  /// What was observed, and what the model says of it.
  package let report: TrafficReport
  /// When the newest look arrived, by the program's clock.
  let arrivedAt: Double
  /// What each client got of each port and route, the most refused first.
  let rows: [LiveRow]
  /// The namespaces, the most refused first.
  let namespaces: [NamespaceTraffic]
  /// What is refused per second in each namespace.
  let refusedOfNamespace: [String: Double]
  /// What is refused per second by each workload.
  let refusedOfWorkload: [ResourceID: Double]
  /// How many pods of each namespace are not observed.
  let unobservedInNamespace: [String: Int]
  /// The workloads of which pods are not observed.
  let unobservedWorkloads: Set<ResourceID>
  /// What is refused and let in per second, all in all.
  let refused: Double
  let passed: Double

  /// Sums up a report.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - arrivedAt: When its newest look arrived, by the program's clock.
  /// - Complexity: O(edges · log edges).
  init(_ report: TrafficReport, arrivedAt: Double) {
    self.report = report
    self.arrivedAt = arrivedAt
    rows = LiveRow.rows(of: report)
    unobservedInNamespace = report.unobserved.reduce(into: [:]) {
      $0[$1.pod.namespace, default: 0] += 1
    }
    unobservedWorkloads = Set(report.unobserved.map(\.workload))
    let known = Set(report.namespaces.map(\.name))
    let silent = Set(unobservedInNamespace.keys).subtracting(known).sorted()
    let unseen = unobservedInNamespace
    namespaces = (report.namespaces + silent.map { NamespaceTraffic(name: $0) }).sorted { a, b in
      let x = (-a.refused, -(unseen[a.name] ?? 0), -a.passed)
      let y = (-b.refused, -(unseen[b.name] ?? 0), -b.passed)
      return x != y ? x < y : a.name < b.name
    }
    refusedOfNamespace = Dictionary(
      uniqueKeysWithValues: report.namespaces.map { ($0.name, $0.refused) })
    refusedOfWorkload = rows.reduce(into: [:]) { sums, row in
      guard row.hasRates, row.refused > 0, let workload = row.workload else { return }
      sums[workload, default: 0] += row.refused
    }
    refused = report.namespaces.reduce(0) { $0 + $1.refused }
    passed = report.namespaces.reduce(0) { $0 + $1.passed }
  }

  /// Whether there are rates; otherwise all figures are totals since the proxies started.
  package var hasRates: Bool { report.traffic.hasRates }

  /// How long ago the newest look was, in seconds.
  func age(at now: Double) -> Double {
    let traffic = report.traffic
    return max(0, traffic.answered - traffic.newestLook) + max(0, now - arrivedAt)
  }

  /// How long ago something was seen, in seconds; what lies before the newest look counts from there.
  func age(of time: Double, at now: Double) -> Double {
    max(0, report.traffic.newestLook - time) + (isRecorded ? 0 : age(at: now))
  }

  /// Whether it was seen in the last ten seconds up to the newest look.
  func isFresh(_ time: Double?) -> Bool {
    time.map { report.traffic.newestLook - $0 <= 10 } ?? false
  }

  /// Whether it comes from files, which have no now.
  var isRecorded: Bool { report.traffic.source.kind == .files }
}
