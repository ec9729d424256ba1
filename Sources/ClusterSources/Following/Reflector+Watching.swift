import KubernetesSnapshot

/// Taking in changes as they happen.
extension Reflector {
  mutating func beginWatch(since version: String) -> [Effect] {
    state = .watching(since: version, isQuiet: true)
    isInDoubt = false
    let seconds = patience.watch.components.seconds
    return [
      .watch(
        path: path
          + "?watch=1&allowWatchBookmarks=true&resourceVersion=\(version)&timeoutSeconds=\(seconds)"
      )
    ]
  }

  mutating func received(
    _ event: WatchEvent, at version: String, _ isQuiet: Bool, _ jitter: Double
  ) -> [Effect] {
    switch event {
    case .changed(.resource(let resource)) where resource.kind == kind:
      known[resource.id] = resource.meta.resourceVersion ?? ""
      return progress(to: resource.meta.resourceVersion ?? version, [.upsert(resource)])
    case .deleted(.resource(let resource)) where resource.kind == kind:
      let wasKnown = known.removeValue(forKey: resource.id) != nil
      return progress(
        to: resource.meta.resourceVersion ?? version, wasKnown ? [.delete(resource.id)] : [])
    case .changed, .deleted: return progress(to: version, [])
    case .bookmark(let newer): return progress(to: newer, [])
    case .failed(code: 410, _):
      return relist(KubectlFailure(.expired), jitter)
    case .failed(let code, let message):
      var failure = KubectlFailure(code == 504 ? .timedOut : .other, lastLine: message)
      failure.isAnswer = true
      return watchFailed(failure, at: version, nil, jitter)
    }
  }

  private mutating func progress(to version: String, _ changes: [SnapshotChange]) -> [Effect] {
    state = .watching(since: version, isQuiet: false)
    watches()
    succeeded()
    return changes.isEmpty ? [] : [.change(changes)]
  }

  /// Takes note that the watch works.
  mutating func watches() {
    status = .current
    isListFresh = false
    isInDoubt = false
  }

  mutating func ended(
    after time: Duration, at version: String, _ isQuiet: Bool, _ jitter: Double
  ) -> [Effect] {
    guard !isQuiet || time >= patience.shortestWatch else {
      var failure = KubectlFailure(.other, lastLine: "the watch ends as soon as it begins")
      failure.isAnswer = true
      return retryWatch(failure, since: version, mayBeTooOld: true, jitter)
    }
    watches()
    succeeded()
    if isNarrowed {
      // Perhaps more is permitted by now.
      isNarrowed = false
      return beginList()
    }
    return beginWatch(since: version)
  }

  mutating func watchFailed(
    _ failure: KubectlFailure, at version: String, _ pause: Duration?, _ jitter: Double
  ) -> [Effect] {
    switch failure.cause {
    // The list says what is the matter.
    case .expired, .notFound: return relist(failure, jitter)
    // The list says whether the kind may be read at all.
    case .forbidden: return isListFresh ? poll(failure) : beginList()
    default:
      // Where something between holds a watch's answer back, it seems to hang.
      let mayBeHeldBack = failure.cause == .timedOut
      return retryWatch(
        failure, since: version,
        mayBeTooOld: mayBeHeldBack || (failure.isAnswer && failure.cause != .overloaded),
        pause: pause, jitter)
    }
  }

  /// Lists anew: at once, unless that was of no use the last time.
  private mutating func relist(_ failure: KubectlFailure, _ jitter: Double) -> [Effect] {
    let isFirst = backoff.failures == 0
    let wait = backoff.failed(jitter: jitter)
    return isFirst ? beginList() : retry(failure, .list(restarts: 0), after: wait)
  }

  mutating func retryWatch(
    _ failure: KubectlFailure, since version: String, mayBeTooOld: Bool,
    pause: Duration? = nil, _ jitter: Double
  ) -> [Effect] {
    let wait = max(backoff.failed(jitter: jitter), pause ?? .zero)
    // A server that was put back to an earlier state does not know this version.
    let isHopeless = mayBeTooOld && backoff.failures > Self.patienceWithWatch
    if isHopeless, isListFresh { return poll(failure) }
    return retry(failure, isHopeless ? .list(restarts: 0) : .watch(since: version), after: wait)
  }

  private mutating func succeeded() {
    backoff.succeeded()
    hasHurried = false
  }

  /// Lists now and then what cannot be watched.
  private mutating func poll(_ failure: KubectlFailure) -> [Effect] {
    status = .polled(failure)
    state = .waiting(for: .list(restarts: 0))
    return [.wait(patience.recheck)]
  }
}
