import KubernetesSnapshot

extension GeneratedCluster {
  /// A history that leads from nothing to a cluster like this one, some changes at a time.
  ///
  /// Objects come in any order; some of them change, go, and come back on the way. What an object
  /// was before is taken from another made-up cluster, where one of the same name is different.
  func history(seed: UInt64) -> [[SnapshotChange]] {
    var random = SplitMix64(seed: seed)
    let others = GeneratedCluster(seed: seed &+ 1_000_000).resources
    var changes = random.shuffled(resources).map(SnapshotChange.upsert)
    for other in random.some(others, percent: 40) {
      changes.insert(.upsert(other), at: random.below(changes.count + 1))
    }
    for resource in random.some(resources + others, percent: 15) {
      changes.insert(.delete(resource.id), at: random.below(changes.count + 1))
    }
    if random.chance(20) {
      let kind = random.pick([ResourceKind.server, .authorizationPolicy, .service])
      changes.insert(.readable(kind, false), at: random.below(changes.count + 1))
      if random.chance(50) { changes.append(.readable(kind, true)) }
    }
    var history: [[SnapshotChange]] = []
    while !changes.isEmpty {
      let count = min(changes.count, random.pick([1, 1, 1, 2, 5]))
      history.append(Array(changes.prefix(count)))
      changes.removeFirst(count)
    }
    return history
  }
}
