import KubernetesSnapshot

/// Keeps up with one kind of object: it lists the kind, then watches it, and begins anew where it must.
///
/// It is a value without clock and connections: it is told what happened and says what to do. At any time it
/// wants one request, or one wait, or neither.
struct Reflector: Sendable {
  /// Something that happened.
  enum Event: Sendable, Hashable {
    /// The API groups were read; nil when the server does not say what it serves.
    case discovered([String: [String]]?)
    /// A list request was answered.
    case listed(ListPage)
    /// The watch was admitted; it may be long until it has something to report.
    case began
    /// The watch reports something.
    case watched(WatchEvent)
    /// The watch says something that is none of its events.
    case garbled
    /// The server ended the watch, after this time.
    case ended(after: Duration)
    /// The request failed, after this time.
    case failed(KubectlFailure, after: Duration = .zero, retryAfter: Duration? = nil)
    /// The wait is over.
    case waited
    /// The cluster answers others again, so that waiting is of no use.
    case reachable
  }

  /// Something to do.
  enum Effect: Sendable, Hashable {
    /// Ask for a page of the list, in place of any other request or wait.
    case list(path: String)
    /// Watch, in place of any other request or wait.
    case watch(path: String)
    /// Wait, in place of any request or other wait.
    case wait(Duration)
    /// End the request or the wait.
    case rest
    /// Change the snapshot.
    case change([SnapshotChange])
  }

  /// What is known of the kind, for those who look.
  enum Status: Sendable, Hashable {
    /// Nothing yet.
    case starting
    /// It is being listed; the numbers are objects.
    case listing(received: Int, remaining: Int?)
    /// All is there, and changes come in; or, where the kind is only listed once, all is there.
    case current
    /// All that is there may be old.
    case retrying(KubectlFailure)
    /// The cluster does not have the kind.
    case notInstalled
    /// The user may not read the kind, or nothing more is tried.
    case unreadable(KubectlFailure)
  }

  /// The kind.
  let kind: ResourceKind
  /// What is known of it.
  private(set) var status = Status.starting
  /// Whether only one namespace is read, because more is not permitted.
  private(set) var isNarrowed = false

  private let namespace: String?
  private let isOnce: Bool
  private let patience: Patience
  private var backoff: Backoff
  /// The versions that the server may have, newest first, and those that were not tried in vain.
  private var served: [String] = []
  private var versions: [String] = []
  private var state = State.undiscovered
  /// The objects that the snapshot has, with their versions; empty where it is not known.
  private var known: [ResourceID: String] = [:]
  private var isMarkedUnreadable = false
  private var wasListed = false

  private enum State: Sendable {
    case undiscovered
    case listing(List)
    case watching(since: String, isQuiet: Bool)
    case waiting(for: Next)
    case resting
  }

  /// A list that is being read.
  private struct List: Sendable {
    var resources: [Resource] = []
    var restarts = 0
  }

  private enum Next: Sendable {
    case list(restarts: Int)
    case watch(since: String)
    /// A look whether the kind is there, or permitted, by now.
    case recheck
  }

  /// How many objects a page has.
  static let pageSize = 500
  /// How often a server may fail the same watch before the kind is listed anew.
  private static let patienceWithWatch = 3
  /// How often a list that is only wanted once is tried.
  private static let triesOnce = 4

  /// The follower of a kind.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - namespace: Where to look when the whole cluster may not be listed.
  ///   - isOnce: Whether to rest when the kind is listed, or cannot be.
  ///   - patience: How long to wait for what.
  init(
    _ kind: ResourceKind, namespace: String? = nil, isOnce: Bool = false,
    patience: Patience = Patience()
  ) {
    self.kind = kind
    self.namespace = namespace
    self.isOnce = isOnce
    self.patience = patience
    backoff = Backoff(patience)
  }

  /// Takes in what happened.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - jitter: A random number from 0 to 1.
  /// - Returns: What to do, in order.
  mutating func handle(_ event: Event, jitter: Double) -> [Effect] {
    switch (event, state) {
    case (.discovered(let served), _): return discovered(served)
    case (.listed(let page), .listing(let list)): return received(page, list)
    case (.began, .watching):
      status = .current
      return []
    case (.watched(let event), .watching(let version, let isQuiet)):
      return received(event, at: version, isQuiet, jitter)
    case (.garbled, .watching(let version, _)):
      return retryWatch(
        KubectlFailure(.other, lastLine: "the watch said something that is no event"),
        since: version, mayBeTooOld: true, jitter)
    case (.ended(let time), .watching(let version, let isQuiet)):
      return ended(after: time, at: version, isQuiet, jitter)
    case (.failed(let failure, _, let pause), .listing(let list)):
      return listFailed(failure, list, pause, jitter)
    case (.failed(let failure, let time, let pause), .watching(let version, _)):
      if time >= patience.shortestWatch { backoff.succeeded() }
      return watchFailed(failure, at: version, pause, jitter)
    case (.waited, .waiting(let next)): return resume(next)
    case (.reachable, .waiting(.list)), (.reachable, .waiting(.watch)):
      guard case .retrying(let failure) = status, failure.concernsWholeCluster,
        case .waiting(let next) = state
      else { return [] }
      return resume(next)
    default: return []
    }
  }

  // MARK: Finding out where the kind is

  private mutating func discovered(_ served: [String: [String]]?) -> [Effect] {
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

  private mutating func becomeAbsent(recheck: Bool) -> [Effect] {
    status = .notInstalled
    let changes = forgetAll() + markReadable(true)
    return (changes.isEmpty ? [] : [.change(changes)]) + settle(recheck: recheck)
  }

  private mutating func becomeUnreadable(_ failure: KubectlFailure) -> [Effect] {
    status = .unreadable(failure)
    let changes = forgetAll() + markReadable(false)
    return (changes.isEmpty ? [] : [.change(changes)]) + settle(recheck: true)
  }

  private mutating func settle(recheck: Bool) -> [Effect] {
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

  private mutating func markReadable(_ isReadable: Bool) -> [SnapshotChange] {
    guard isMarkedUnreadable == isReadable else { return [] }
    isMarkedUnreadable = !isReadable
    return [.readable(kind, isReadable)]
  }

  // MARK: Listing

  private mutating func recheck() -> [Effect] {
    versions = served
    return beginList()
  }

  private mutating func beginList(restarts: Int = 0) -> [Effect] {
    state = .listing(List(restarts: restarts))
    if status == .starting { status = .listing(received: 0, remaining: nil) }
    return [.list(path: listPath(continuation: ""))]
  }

  private mutating func received(_ page: ListPage, _ list: List) -> [Effect] {
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
    status = .current
    wasListed = true
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

  private mutating func listFailed(
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
      + retry(failure, .list(restarts: 0), after: wait)
  }

  private static func isWorthAnotherTry(_ failure: KubectlFailure) -> Bool {
    switch failure.cause {
    case .overloaded, .expired: true
    case .other: failure.isAnswer
    default: false
    }
  }

  private mutating func retry(
    _ failure: KubectlFailure, _ next: Next, after wait: Duration
  ) -> [Effect] {
    status = .retrying(failure)
    state = .waiting(for: next)
    return [.wait(wait)]
  }

  private mutating func resume(_ next: Next) -> [Effect] {
    switch next {
    case .list(let restarts): return beginList(restarts: restarts)
    case .watch(let version): return beginWatch(since: version)
    case .recheck: return recheck()
    }
  }

  // MARK: Watching

  private mutating func beginWatch(since version: String) -> [Effect] {
    state = .watching(since: version, isQuiet: true)
    let seconds = patience.watch.components.seconds
    return [
      .watch(
        path: path
          + "?watch=1&allowWatchBookmarks=true&resourceVersion=\(version)&timeoutSeconds=\(seconds)"
      )
    ]
  }

  private mutating func received(
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
    status = .current
    backoff.succeeded()
    return changes.isEmpty ? [] : [.change(changes)]
  }

  private mutating func ended(
    after time: Duration, at version: String, _ isQuiet: Bool, _ jitter: Double
  ) -> [Effect] {
    guard !isQuiet || time >= patience.shortestWatch else {
      return retryWatch(
        KubectlFailure(.unreachable, lastLine: "the watch ends as soon as it begins"),
        since: version, mayBeTooOld: true, jitter)
    }
    status = .current
    backoff.succeeded()
    if isNarrowed {
      // Perhaps more is permitted by now.
      isNarrowed = false
      return beginList()
    }
    return beginWatch(since: version)
  }

  private mutating func watchFailed(
    _ failure: KubectlFailure, at version: String, _ pause: Duration?, _ jitter: Double
  ) -> [Effect] {
    switch failure.cause {
    // The list says what is the matter.
    case .expired, .notFound: return relist(failure, jitter)
    case .forbidden: return retry(failure, .list(restarts: 0), after: patience.recheck)
    default:
      return retryWatch(
        failure, since: version, mayBeTooOld: failure.isAnswer && failure.cause != .overloaded,
        pause: pause, jitter)
    }
  }

  /// Lists anew: at once, unless that was of no use the last time.
  private mutating func relist(_ failure: KubectlFailure, _ jitter: Double) -> [Effect] {
    let isFirst = backoff.failures == 0
    let wait = backoff.failed(jitter: jitter)
    return isFirst ? beginList() : retry(failure, .list(restarts: 0), after: wait)
  }

  private mutating func retryWatch(
    _ failure: KubectlFailure, since version: String, mayBeTooOld: Bool,
    pause: Duration? = nil, _ jitter: Double
  ) -> [Effect] {
    let wait = max(backoff.failed(jitter: jitter), pause ?? .zero)
    // A server that was put back to an earlier state does not know this version.
    let isHopeless = mayBeTooOld && backoff.failures > Self.patienceWithWatch
    return retry(failure, isHopeless ? .list(restarts: 0) : .watch(since: version), after: wait)
  }

  // MARK: Paths

  /// When only one namespace is permitted, the Namespace itself is read by its name, again and again.
  private var isOneObject: Bool { isNarrowed && kind == .namespace }

  private var path: String {
    let version = versions.first ?? ""
    var path = kind.group.isEmpty ? "/api/\(version)" : "/apis/\(kind.group)/\(version)"
    if isNarrowed, let namespace { path += "/namespaces/\(namespace)" }
    return isOneObject ? path : path + "/\(kind.plural)"
  }

  private func listPath(continuation: String) -> String {
    if isOneObject { return path }
    // Tokens are base64, whose three special letters mean something in a URL.
    let token = continuation.replacing("+", with: "%2B").replacing("/", with: "%2F")
      .replacing("=", with: "%3D")
    return path + "?limit=\(Self.pageSize)" + (token.isEmpty ? "" : "&continue=\(token)")
  }
}
