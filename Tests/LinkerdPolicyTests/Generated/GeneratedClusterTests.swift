import Foundation
import KubernetesSnapshot
import Testing

@testable import LinkerdPolicy

/// What must hold of every cluster, tried on clusters that are made up from a seed.
///
/// `GENERATED_CLUSTERS` says how many, and `FIRST_SEED` from which seed on; a failure names its seed.
@Suite struct GeneratedClusterTests {
  /// The clusters to try.
  ///
  /// - Parameter share: For tests that take long: only one cluster of so many.
  /// - Returns: Clusters of consecutive seeds, each made when it is asked for.
  static func clusters(oneOf share: UInt64 = 1) -> some Sequence<GeneratedCluster> {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["GENERATED_CLUSTERS"].flatMap(UInt64.init) ?? 40
    let first = environment["FIRST_SEED"].flatMap(UInt64.init) ?? 1
    return (first..<first + max(1, count / share)).lazy.map(GeneratedCluster.init)
  }

  @Test("the resolver and its twin agree") func twinAgrees() {
    var questions = 0
    var outcomes: [String: Int] = [:]
    for cluster in Self.clusters() {
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let twin = ReferenceResolver(cluster.snapshot, mesh: cluster.mesh)
      for question in cluster.questions {
        questions += 1
        guard let decision = policy.decide(question) else {
          Issue.record("seed \(cluster.seed): no such target: \(question.words)")
          break
        }
        outcomes[decision.outcome.rawValue, default: 0] += 1
        if Self.difference(decision, twin, question) != nil {
          Issue.record("\(Self.smallest(cluster, question))")
          break
        }
      }
    }
    let counts = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print("\(questions) questions about made-up clusters: \(counts.joined(separator: ", "))")
    #expect(questions > 0)
  }

  @Test("the rate limit of a port is one that may apply") func rateLimits() {
    for cluster in Self.clusters() {
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let twin = ReferenceResolver(cluster.snapshot, mesh: cluster.mesh)
      for question in cluster.questions {
        guard let workload = policy.inboundWorkload(question.target),
          let known = twin.workload(question.target)
        else { continue }
        let server = policy.inboundServer(port: question.port, of: workload)
        let owner = twin.owner(of: Int(question.port), on: known)
        // L-1: only where requests are judged by HTTP routes.
        let isHTTP = ["Detect", "HTTP/1", "HTTP/2"].contains(server.protocol.rawValue)
        let expected = isHTTP ? owner.map(twin.rateLimits) ?? [] : []
        let actual = server.rateLimit?.meta.name
        if actual.map(expected.contains) ?? expected.isEmpty { continue }
        Issue.record(
          "seed \(cluster.seed): \(actual ?? "none"), not \(expected): \(question.words)")
        break
      }
    }
  }

  /// How the resolver's decision differs from the twin's answers; nil when it does not.
  private static func difference(
    _ decision: AccessDecision, _ twin: ReferenceResolver, _ question: AccessRequest
  ) -> String? {
    let addresses = twin.representatives(of: question.client.address)
    let answers = addresses.compactMap { twin.answer(question, from: $0) }
    let actual = OracleCase.Answer(decision)
    if addresses.count == 1, let expected = answers.first {
      return actual == expected ? nil : "resolver \(actual)\n  twin     \(expected)"
    }
    // Of a client who may be at several addresses, what is certain must hold at each.
    let verdicts = Set(answers.map(\.verdict))
    if decision.outcome == .unknown || verdicts.isSubset(of: [actual.verdict]) { return nil }
    return "resolver \(actual)\n  twin     one of \(verdicts.sorted())"
  }

  /// The difference, in a cluster from which everything was taken away that does not matter for it.
  private static func smallest(_ cluster: GeneratedCluster, _ question: AccessRequest) -> String {
    func difference(_ resources: [Resource]) -> String? {
      let snapshot = Snapshot(resources)
      return ResolvedPolicy(snapshot, mesh: cluster.mesh).decide(question).flatMap {
        Self.difference($0, ReferenceResolver(snapshot, mesh: cluster.mesh), question)
      }
    }
    var resources = cluster.resources
    for resource in resources {
      let fewer = resources.filter { $0.id != resource.id }
      if difference(fewer) != nil { resources = fewer }
    }
    let objects = resources.map { "\(cluster.json[$0.id] ?? "")" }.joined(separator: "\n")
    return "seed \(cluster.seed), \(question.words)\n\(difference(resources) ?? "")\n\(objects)"
  }
}

extension AccessRequest {
  /// The question in one line.
  var words: String {
    let who = "\(client.address) \(client.tls)"
    guard case .request(let request) = traffic else { return "\(who) -> \(target):\(port) raw" }
    let headers = request.headers.map { "\($0.name): \($0.value)" }
    return "\(who) -> \(target):\(port) \(request.method) \(request.host ?? "no host")"
      + " \(request.path) \(headers)"
  }
}
