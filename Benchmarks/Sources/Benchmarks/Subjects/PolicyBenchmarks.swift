import Foundation
import KubernetesSnapshot
import LinkerdPolicy

extension Benchmark {
  /// From objects as JSON to objects as values, on one core.
  static var decode: Benchmark {
    Benchmark(name: "decode", summary: "objects from JSON, one by one, on one core") { _ in
      let decoder = ResourceDecoder()
      let costs = [100, 1000].map { pods in
        var objects: [Data] = []
        SampleCluster(pods: pods).forEachObject { objects.append(Data($0.utf8)) }
        return Cost.median { objects.map { decoder.decode($0) } }
      }
      return costs[0].figures("100 pods") + costs[1].figures("1,000 pods")
        + [growth(costs[0], costs[1], "1,000 pods, of 100 pods' CPU")]
    }
  }

  /// From a snapshot to resolved policies.
  static var resolve: Benchmark {
    Benchmark(
      name: "resolve",
      summary: "10,000 pods, 1,000 Servers, 2,000 authorizations, 1,000 accounts to a policy"
    ) { _ in
      let costs = try [100, 1000, 10_000].map { pods in
        let snapshot = try SampleCluster(pods: pods).snapshot()
        return Cost.median { ResolvedPolicy(snapshot, mesh: MeshConfiguration(snapshot)) }
      }
      return [
        Figure("100 pods, CPU", costs[0].processor * 1000, .milliseconds),
        Figure("1,000 pods, CPU", costs[1].processor * 1000, .milliseconds),
        Figure(
          "10,000 pods, CPU", costs[2].processor * 1000, .milliseconds, budget: .atMost(20)),
        growth(costs[0], costs[1], "1,000 pods, of 100 pods' CPU"),
        growth(costs[1], costs[2], "10,000 pods, of 1,000 pods' CPU"),
      ]
    }
  }

  /// The same for five times as many pods.
  static var resolveOfManyPods: Benchmark {
    Benchmark(
      name: "resolve-50000", summary: "the same of 50,000 pods, beside 10,000", isOnRequest: true
    ) { _ in
      let costs = try [10_000, 50_000].map { pods in
        let snapshot = try SampleCluster(pods: pods).snapshot()
        return Cost.median { ResolvedPolicy(snapshot, mesh: MeshConfiguration(snapshot)) }
      }
      return costs[0].figures("10,000 pods") + costs[1].figures("50,000 pods")
        + [
          Figure(
            "50,000 pods, of 10,000 pods' CPU", costs[1].processor / costs[0].processor, .times,
            budget: .atMost(6))
        ]
    }
  }

  /// From resolved policies to the matrix, which has a cell for each two accounts.
  static var matrix: Benchmark {
    Benchmark(name: "matrix", summary: "every account against every account") { _ in
      let costs = try [100, 1000, 10_000].map { pods in
        let policy = try resolved(pods: pods)
        return Cost.median { AccessMatrix(policy) }
      }
      return [
        Figure("10 accounts, CPU", costs[0].processor * 1000, .milliseconds),
        Figure("100 accounts, CPU", costs[1].processor * 1000, .milliseconds),
        Figure("1,000 accounts, CPU", costs[2].processor * 1000, .milliseconds),
        Figure(
          "1,000 accounts, of 100 accounts' CPU for a cell",
          costs[2].processor / costs[1].processor / 100, .times),
      ]
    }
  }

  /// Another default policy for a namespace, what it changes, and back.
  static var whatIf: Benchmark {
    Benchmark(
      name: "what-if",
      summary: "another default policy for one of 100 namespaces, 10,000 pods, with its diff"
    ) { _ in
      let policy = try resolved(pods: 10_000)
      let matrix = AccessMatrix(policy)
      let names = policy.namespaces.keys.sorted()
      var number = 0
      let toggle = Cost.median {
        number += 1
        var whatIf = WhatIf()
        whatIf.set(.allAuthenticated, at: .namespace(names[number % names.count]))
        let outcome = whatIf.outcome(in: policy)
        let changed = AccessMatrix(outcome.policy, previous: (matrix, policy))
        return PolicyDiff(from: matrix, to: changed)
      }
      let whole = Cost.median { ResolvedPolicy(policy.snapshot, mesh: policy.mesh) }
      return toggle.figures("toggle and diff") + whole.figures("a full resolve")
        + [
          Figure(
            "toggle and diff, CPU", toggle.processor * 1000, .milliseconds, budget: .atMost(1)),
          Figure(
            "toggle and diff, of a full resolve's CPU", toggle.processor / whole.processor, .times,
            budget: .atMost(1.0 / 20)),
        ]
    }
  }

  private static func resolved(pods: Int) throws -> ResolvedPolicy {
    let snapshot = try SampleCluster(pods: pods).snapshot()
    return ResolvedPolicy(snapshot, mesh: MeshConfiguration(snapshot))
  }

  /// How much more ten times as many objects take; a fifth above ten is what caches cost.
  private static func growth(_ small: Cost, _ large: Cost, _ what: String) -> Figure {
    Figure(what, large.processor / small.processor, .times, budget: .atMost(12))
  }
}
