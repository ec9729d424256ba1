import KubernetesSnapshot

/// Reading all objects of the kind, page by page.
extension Reflector {
  mutating func recheck() -> [Effect] {
    versions = served
    return beginList()
  }

  mutating func beginList(restarts: Int = 0) -> [Effect] {
    state = .listing(List(restarts: restarts))
    if status == .starting { status = .listing(received: 0, remaining: nil) }
    return [.list(path: listPath(continuation: ""))]
  }

  mutating func received(_ page: ListPage, _ list: List) -> [Effect] {
    var list = list
    list.resources += page.resources
    guard page.continuation.isEmpty else {
      state = .listing(list)
      if known.isEmpty {
        status = .listing(received: list.resources.count, remaining: page.remaining)
      }
      return [.list(path: listPath(continuation: page.continuation))]
    }
    let changes = replaceAll(by: list.resources) + markReadable(isTheWholeTruth)
    // Where it could not be watched, only a watch can tell that it can.
    if case .polled = status {} else { status = .current }
    wasListed = true
    isListFresh = true
    let effects: [Effect] = changes.isEmpty ? [] : [.change(changes)]
    if isOnce || isOneObject { return effects + settle(recheck: true) }
    return effects + beginWatch(since: page.resourceVersion)
  }

  /// Whether nothing is missing that decides: other namespaces' authentications decide in this one.
  var isTheWholeTruth: Bool {
    !(isNarrowed && (kind == .meshTLSAuthentication || kind == .networkAuthentication))
  }

  /// The changes that make the snapshot have these objects and no others of the kind.
  private mutating func replaceAll(by resources: [Resource]) -> [SnapshotChange] {
    var found: [ResourceID: String] = [:]
    var changes: [SnapshotChange] = []
    for resource in resources {
      let (id, version) = (resource.id, resource.meta.resourceVersion ?? "")
      found[id] = version
      if version.isEmpty || known[id] != version { changes.append(.upsert(resource)) }
    }
    let gone = known.keys.filter { found[$0] == nil }.sorted()
    known = found
    return gone.map(SnapshotChange.delete) + changes
  }

  mutating func listFailed(
    _ failure: KubectlFailure, _ list: List, _ pause: Duration?, _ jitter: Double
  ) -> [Effect] {
    switch failure.cause {
    case .notFound where versions.count > 1:
      versions.removeFirst()
      return beginList()
    case .notFound: return becomeAbsent(recheck: true)
    case .forbidden where namespace != nil && !isNarrowed:
      isNarrowed = true
      return beginList()
    case .forbidden:
      isNarrowed = false
      return becomeUnreadable(failure)
    // The list changed while it was read: once more from the start.
    case .expired where list.restarts < 3: return beginList(restarts: list.restarts + 1)
    default: break
    }
    let wait = max(backoff.failed(jitter: jitter), pause ?? .zero)
    if isOnce, !Self.isWorthAnotherTry(failure) || backoff.failures >= Self.triesOnce {
      return becomeUnreadable(failure)
    }
    // As long as nothing of the kind was ever read, nothing follows from its absence.
    let changes = wasListed ? [] : markReadable(false)
    return (changes.isEmpty ? [] : [.change(changes)])
      + retry(failure, .list(restarts: list.restarts), after: wait)
  }

  private static func isWorthAnotherTry(_ failure: KubectlFailure) -> Bool {
    switch failure.cause {
    case .overloaded, .expired: true
    case .other: failure.isAnswer
    default: false
    }
  }

  mutating func retry(
    _ failure: KubectlFailure, _ next: Next, after wait: Duration
  ) -> [Effect] {
    status = .retrying(failure)
    state = .waiting(for: next)
    return [.wait(wait)]
  }

  mutating func resume(_ next: Next) -> [Effect] {
    switch next {
    case .list(let restarts): return beginList(restarts: restarts)
    case .watch(let version): return beginWatch(since: version)
    case .recheck: return recheck()
    }
  }

  /// When only one namespace is permitted, the Namespace itself is read by its name, again and again.
  var isOneObject: Bool { isNarrowed && kind == .namespace }

  var path: String {
    let version = versions.first ?? ""
    var path = kind.group.isEmpty ? "/api/\(version)" : "/apis/\(kind.group)/\(version)"
    if isNarrowed, let namespace { path += "/namespaces/\(namespace)" }
    return isOneObject ? path : path + "/\(kind.plural)"
  }

  func listPath(continuation: String) -> String {
    if isOneObject { return path }
    // Tokens are base64, whose three special letters mean something in a URL.
    let token = continuation.replacing("+", with: "%2B").replacing("/", with: "%2F")
      .replacing("=", with: "%3D")
    return path + "?limit=\(Self.pageSize)" + (token.isEmpty ? "" : "&continue=\(token)")
  }
}
