import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// The matrix of clusters that are made up from a seed.
@Suite struct GeneratedMatrixTests {
  @Test("every cell is what the twin says of every pod") func twin() {
    var cells = 0
    var uncertain = 0
    clusters: for cluster in GeneratedClusterTests.clusters(oneOf: 4) {
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let twin = ReferenceResolver(cluster.snapshot, mesh: cluster.mesh)
      let matrix = AccessMatrix(policy, by: .serviceAccount)
      for (column, target) in matrix.targets.enumerated() {
        for (row, client) in matrix.clients.enumerated() {
          for (port, verdict) in matrix.portVerdicts(client: row, target: column) {
            guard let (workload, variant) = policy.variant(of: port, in: target) else {
              Issue.record("seed \(cluster.seed): \(port.workload) has no such pods")
              continue clusters
            }
            for pod in variant.pods {
              let id = pod.isTemplate ? workload.id : pod.id
              let number = port.resolved.number
              cells += 1
              let isProbed = client.id == .kubelet && !port.probes.isEmpty
              let expected =
                isProbed && port.resolved.server != nil
                ? twin.probeVerdicts(client.client, on: id, port: number, pod: variant.pod)
                : twin.matrixVerdicts(client.client, on: id, port: number)
              if verdict == .unknown, expected.count == 1, expected != [.unknown] {
                uncertain += 1
                if !client.client.isSomewhereKnown { continue }
              }
              if Self.agrees(verdict, with: expected) { continue }
              Issue.record(
                "seed \(cluster.seed): \(client.title) \(client.client) -> \(id):\(number) is \(verdict), not \(expected)"
              )
              continue clusters
            }
          }
        }
      }
    }
    print("\(cells) cells, \(uncertain) less certain than they could be")
    #expect(cells > 0)
  }

  @Test("a cell is the sum of its ports and rows", arguments: AccessMatrix.Grouping.allCases)
  func sums(grouping: AccessMatrix.Grouping) {
    clusters: for cluster in GeneratedClusterTests.clusters(oneOf: 4) {
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let single = AccessMatrix(policy, by: .serviceAccount)
      let matrix = AccessMatrix(policy, by: grouping)
      for (column, target) in matrix.targets.enumerated() {
        for (row, client) in matrix.clients.enumerated() {
          // The verdicts of the rows that were put together, each over all of the target's ports.
          let rows = single.clients.indices.filter {
            single.clients[$0].id == client.id
              || client.id == .namespace(single.clients[$0].namespace ?? "")
          }
          let verdicts = rows.map { row in
            ReferenceResolver.combined(
              Set(
                single.targets.indices.flatMap { single.portVerdicts(client: row, target: $0) }
                  .filter { port, _ in target.ports.contains(port) }.map(\.1)))
          }
          let expected = ReferenceResolver.combined(Set(verdicts))
          if matrix[client: row, target: column] != expected {
            Issue.record(
              "seed \(cluster.seed), by \(grouping): \(client.title) -> \(target.title) is \(matrix[client: row, target: column]), not \(expected)"
            )
            continue clusters
          }
        }
      }
    }
  }

  @Test("no question gets an answer that its cell denies") func questions() {
    clusters: for cluster in GeneratedClusterTests.clusters(oneOf: 4) {
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let matrix = AccessMatrix(policy, by: .serviceAccount)
      for (column, target) in matrix.targets.enumerated() {
        for (row, client) in matrix.clients.enumerated() where client.id != .kubelet {
          for (port, verdict) in matrix.portVerdicts(client: row, target: column) {
            guard let (_, variant) = policy.variant(of: port, in: target) else { continue }
            let pods = Set(variant.pods.filter { !$0.isTemplate }.map(\.id))
            for question in cluster.questions where pods.contains(question.target) {
              var question = question
              question.client = client.client
              question.port = port.resolved.number
              guard let decision = policy.decide(question) else {
                Issue.record("seed \(cluster.seed): no such target: \(question)")
                continue clusters
              }
              if Self.agrees(verdict, with: decision, on: port, question) { continue }
              Issue.record(
                "seed \(cluster.seed): \(verdict) but \(decision.outcome): \(question.words)")
              continue clusters
            }
          }
        }
      }
    }
  }

  /// Whether a verdict is right for a client who may be at several addresses.
  private static func agrees(_ verdict: Verdict, with expected: Set<Verdict>) -> Bool {
    switch verdict {
    // One who is let in here by a policy, there by audit only, is let in by audit.
    case .audit: expected.isSubset(of: [.audit, .allow]) && expected.contains(.audit)
    case .unknown: expected.count != 1 || expected == [.unknown]
    default: expected.isSubset(of: [verdict])
    }
  }

  /// Whether one question's outcome can be part of a cell.
  private static func agrees(
    _ verdict: Verdict, with decision: AccessDecision, on port: MatrixTarget.Port,
    _ question: AccessRequest
  ) -> Bool {
    // Probes are open to all, and connections pass no HTTP port (E-25).
    if decision.route == .probe { return true }
    if question.traffic == .connection, let server = port.resolved.server {
      let spoken = server.protocol
      let isDeadEnd = server.httpRoutes.allSatisfy(\.rules.isEmpty)
      if !spoken.admitsRawConnections, verdict != .open, verdict != .unknown {
        return decision.outcome == .deny
      }
      // Routes may let in more than the Server does, or lead nowhere.
      if spoken == .detect { return decision.outcome != .allow || verdict != .deny || isDeadEnd }
    }
    switch (verdict, decision.outcome) {
    case (.allow, .allow), (.allow, .noRoute), (.audit, .allow), (.audit, .noRoute),
      (.deny, .deny), (.deny, .noRoute), (.open, .open), (.unknown, _), (.partial, _):
      return true
    default: return false
    }
  }
}

extension ResolvedPolicy {
  /// The pods behind a port of a ServiceAccount's column.
  fileprivate func variant(
    of port: MatrixTarget.Port, in target: MatrixTarget
  ) -> (ResolvedWorkload, ResolvedWorkload.Variant)? {
    let workload = namespaces[target.namespace]?.workloads.first {
      $0.id == port.workload && ($0.externalIdentity != nil || $0.serviceAccount == target.name)
    }
    guard let workload, workload.variants.indices.contains(port.variant) else { return nil }
    return (workload, workload.variants[port.variant])
  }
}

extension Client {
  /// Whether the client is at one known address, so that nothing about it is uncertain.
  fileprivate var isSomewhereKnown: Bool {
    if case .known(let addresses) = address { addresses.count == 1 } else { false }
  }
}
