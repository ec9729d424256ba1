import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// What must hold of changes, tried on clusters that are made up from a seed.
@Suite struct GeneratedChangeTests {
  @Test("the order of objects does not matter") func order() {
    for cluster in GeneratedClusterTests.clusters() {
      var random = SplitMix64(seed: cluster.seed)
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let shuffled = Snapshot(random.shuffled(cluster.resources))
      #expect(shuffled == cluster.snapshot, "seed \(cluster.seed)")
      #expect(
        ResolvedPolicy(shuffled, mesh: cluster.mesh) == policy, "seed \(cluster.seed)")
    }
  }

  @Test("resolving what changes touch is resolving everything") func incremental() {
    for cluster in GeneratedClusterTests.clusters() {
      var policy = ResolvedPolicy(Snapshot(), mesh: cluster.mesh)
      var matrix = AccessMatrix(policy, by: .port)
      for changes in cluster.history(seed: cluster.seed) {
        let changed = policy.applying(changes)
        let fresh = ResolvedPolicy(policy.snapshot.applying(changes), mesh: cluster.mesh)
        guard changed == fresh else {
          Issue.record("seed \(cluster.seed), after \(changes)")
          break
        }
        let kept = AccessMatrix(changed, by: .port, previous: (matrix, policy))
        guard Self.cells(of: kept) == Self.cells(of: AccessMatrix(fresh, by: .port)) else {
          Issue.record("seed \(cluster.seed), the matrix after \(changes)")
          break
        }
        (policy, matrix) = (changed, kept)
      }
    }
  }

  @Test("nothing changes from a state to itself, and a diff is what two matrices do not share")
  func diff() {
    for cluster in GeneratedClusterTests.clusters() {
      var policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      var matrix = AccessMatrix(policy, by: .port)
      #expect(PolicyDiff(from: matrix, to: matrix).isEmpty, "seed \(cluster.seed)")
      for changes in cluster.history(seed: cluster.seed).prefix(6) {
        let changed = policy.applying(changes)
        let after = AccessMatrix(changed, by: .port, previous: (matrix, policy))
        let edges = PolicyDiff(from: matrix, to: after).edges
        let (old, new) = (Self.cells(of: matrix), Self.cells(of: after))
        var expected: [Cell: [Verdict]] = [:]
        for cell in Set(old.keys).union(new.keys) where old[cell] != new[cell] {
          expected[cell] = [old[cell] ?? .none, new[cell] ?? .none]
        }
        let actual = Dictionary(
          edges.map { edge in
            (
              Cell(client: edge.client.id, target: .port(edge.workload, edge.port)),
              [edge.before, edge.after]
            )
          }, uniquingKeysWith: { first, _ in first })
        guard actual == expected, actual.count == edges.count else {
          let wrong = Set(actual.keys).union(expected.keys).filter { actual[$0] != expected[$0] }
            .map { "\($0): \(expected[$0] ?? []), not \(actual[$0] ?? [])" }
          Issue.record("seed \(cluster.seed), \(wrong), the diff after \(changes)")
          break
        }
        (policy, matrix) = (changed, after)
      }
    }
  }

  @Test("an authorization more lets no one in less, and one less lets no one in more")
  func monotone() {
    for cluster in GeneratedClusterTests.clusters() {
      var random = SplitMix64(seed: cluster.seed)
      var mesh = cluster.mesh
      mesh.defaultInboundPolicy = .deny
      let policy = ResolvedPolicy(cluster.snapshot, mesh: mesh)
      let more = policy.applying([.upsert(Self.newAuthorization(like: cluster, &random))])
      let grants = cluster.resources.map(\.id).filter {
        $0.kind == .authorizationPolicy || $0.kind == .serverAuthorization
      }
      let less = grants.isEmpty ? policy : policy.applying([.delete(random.pick(grants))])
      for question in cluster.questions {
        let outcomes = [less, policy, more].map { Self.extent($0.decide(question)?.outcome) }
        if outcomes[0] > outcomes[1] || outcomes[1] > outcomes[2] {
          Issue.record("seed \(cluster.seed), \(outcomes): \(question)")
          break
        }
      }
    }
  }

  @Test("a what-if is what its changes make of the snapshot, and leaves the snapshot alone")
  func whatIf() {
    for cluster in GeneratedClusterTests.clusters() {
      var random = SplitMix64(seed: cluster.seed)
      let policy = ResolvedPolicy(cluster.snapshot, mesh: cluster.mesh)
      let levels =
        [.cluster] + policy.namespaces.keys.sorted().map(WhatIf.Level.namespace)
        + policy.workloads.map { WhatIf.Level.workload($0.id) }
      var whatIf = WhatIf()
      for _ in 0..<1 + random.below(3) {
        let mode = random.pick(DefaultInboundPolicy.allCases.map(Optional.some) + [nil])
        whatIf.set(mode, at: random.pick(levels))
      }
      let outcome = whatIf.outcome(in: policy)
      #expect(policy.snapshot == cluster.snapshot, "seed \(cluster.seed)")
      #expect(
        outcome.policy
          == ResolvedPolicy(
            cluster.snapshot.applying(outcome.changes), mesh: outcome.policy.mesh),
        "seed \(cluster.seed): \(whatIf.steps)")
      while !whatIf.steps.isEmpty { whatIf.undo() }
      #expect(whatIf.outcome(in: policy).policy == policy, "seed \(cluster.seed)")
    }
  }

  /// One client and one target.
  private struct Cell: Hashable {
    var client: MatrixClient.ID
    var target: MatrixTarget.ID
  }

  private static func cells(of matrix: AccessMatrix) -> [Cell: Verdict] {
    var cells: [Cell: Verdict] = [:]
    for (row, client) in matrix.clients.enumerated() {
      for (column, target) in matrix.targets.enumerated() {
        cells[Cell(client: client.id, target: target.id)] = matrix[client: row, target: column]
      }
    }
    return cells
  }

  /// How much an outcome lets in; what is not known lies between.
  private static func extent(_ outcome: AccessDecision.Outcome?) -> Int {
    switch outcome {
    case .allow, .open: 2
    case .unknown: 1
    default: 0
    }
  }

  /// An authorization of another name for something in the cluster.
  private static func newAuthorization(
    like cluster: GeneratedCluster, _ random: inout SplitMix64
  ) -> Resource {
    let grants = cluster.resources.filter {
      $0.kind == .authorizationPolicy || $0.kind == .serverAuthorization
    }
    if !grants.isEmpty, random.chance(60) {
      switch random.pick(grants) {
      case .authorizationPolicy(var policy):
        policy.meta.name = "one-more"
        if random.chance(50) { policy.requiredAuthentications = [] }
        return .authorizationPolicy(policy)
      case .serverAuthorization(var authorization):
        authorization.meta.name = "one-more"
        if random.chance(50) { authorization.client.unauthenticated = true }
        return .serverAuthorization(authorization)
      default: break
      }
    }
    return .authorizationPolicy(
      AuthorizationPolicy(
        meta: ObjectMeta(name: "one-more", namespace: "alpha"),
        target: TargetReference(kind: "Namespace", name: "alpha"), requiredAuthentications: []))
  }
}
