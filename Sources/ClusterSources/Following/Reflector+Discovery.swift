import KubernetesSnapshot

/// Finding out where the kind is, and whether.
extension Reflector {
  mutating func discovered(_ served: ServedKinds?) -> [Effect] {
    // The newest version first: older views lose fields (`S-11`).
    let there = served?.versions(of: kind) ?? kind.servedVersions
    let found = kind.servedVersions.filter(there.contains)
    guard found != self.served || found.isEmpty else { return [] }
    self.served = found
    if found.isEmpty {
      guard served?.kinds != nil, !there.isEmpty else { return becomeAbsent(recheck: false) }
      var failure = KubectlFailure(.unknownVersion, lastLine: there.joined(separator: ", "))
      failure.isAnswer = true
      return becomeUnreadable(failure, recheck: false)
    }
    switch state {
    case .undiscovered, .resting, .waiting(.recheck): return recheck()
    case .listing, .watching, .waiting: return []
    }
  }

  mutating func becomeAbsent(recheck: Bool) -> [Effect] {
    status = .notInstalled
    let changes = forgetAll() + markReadable(true)
    return (changes.isEmpty ? [] : [.change(changes)]) + settle(recheck: recheck)
  }

  mutating func becomeUnreadable(_ failure: KubectlFailure, recheck: Bool = true) -> [Effect] {
    status = .unreadable(failure)
    let changes = forgetAll() + markReadable(false)
    return (changes.isEmpty ? [] : [.change(changes)]) + settle(recheck: recheck)
  }

  mutating func settle(recheck: Bool) -> [Effect] {
    if recheck, !isOnce {
      state = .waiting(for: .recheck)
      return [.wait(patience.recheck)]
    }
    state = .resting
    return [.rest]
  }

  /// The changes that take every object of the kind away.
  private mutating func forgetAll() -> [SnapshotChange] {
    defer { known = [:] }
    return known.keys.sorted().map(SnapshotChange.delete)
  }

  mutating func markReadable(_ isReadable: Bool) -> [SnapshotChange] {
    guard isMarkedUnreadable == isReadable else { return [] }
    isMarkedUnreadable = !isReadable
    return [.readable(kind, isReadable)]
  }
}
