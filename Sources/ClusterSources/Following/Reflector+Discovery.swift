import KubernetesSnapshot

/// Finding out where the kind is, and whether.
extension Reflector {
  mutating func discovered(_ served: [String: [String]]?) -> [Effect] {
    // The newest version first: older views lose fields (`S-11`).
    var found = kind.servedVersions
    if let served, !kind.group.isEmpty {
      found = found.filter { served[kind.group]?.contains($0) ?? false }
    }
    guard found != self.served || found.isEmpty else { return [] }
    self.served = found
    if found.isEmpty { return becomeAbsent(recheck: false) }
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

  mutating func becomeUnreadable(_ failure: KubectlFailure) -> [Effect] {
    status = .unreadable(failure)
    let changes = forgetAll() + markReadable(false)
    return (changes.isEmpty ? [] : [.change(changes)]) + settle(recheck: true)
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
