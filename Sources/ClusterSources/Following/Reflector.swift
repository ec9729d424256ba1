import KubernetesSnapshot

/// Keeps up with one kind of object: it lists the kind, then watches it, and begins anew where it must.
///
/// It is a value without clock and connections: it is told what happened and says what to do. At any time it
/// wants one request, or one wait, or neither.
struct Reflector: Sendable {
  /// Something that happened.
  enum Event: Sendable, Hashable {
    /// What the server serves was read; nil when it does not say.
    case discovered(ServedKinds?)
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
    /// Others do not reach the cluster, so that a watch may be dead which says nothing.
    case doubted
    /// The cluster answers others again, so that waiting is of no use.
    case reachable
    /// The cluster may be another one.
    case replaced
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
    /// All that is there may be as old as the last look: the kind can be listed, but not watched.
    case polled(KubectlFailure)
    /// All that is there may be old.
    case retrying(KubectlFailure)
    /// The cluster does not have the kind.
    case notInstalled
    /// The user may not read the kind, or nothing more is tried.
    case unreadable(KubectlFailure)

    /// Whether the objects are there, if perhaps old.
    var isRead: Bool {
      switch self {
      case .current, .polled, .retrying: true
      case .starting, .listing, .notInstalled, .unreadable: false
      }
    }

    /// Whether nobody who asks the cluster gets an answer, as far as is known here.
    var isOutOfReach: Bool {
      if case .retrying(let failure) = self { return failure.concernsWholeCluster }
      return false
    }
  }

  /// Whether the server does not have the kind, or not as it is known here.
  var isMissing: Bool {
    if case .unreadable(let failure) = status { return failure.cause == .unknownVersion }
    return status == .notInstalled
  }

  /// The kind.
  let kind: ResourceKind
  /// What is known of it.
  var status = Status.starting
  /// Whether only one namespace is read, because more is not permitted.
  var isNarrowed = false

  let namespace: String?
  let isOnce: Bool
  let patience: Patience
  var backoff: Backoff
  /// The versions that the server may have, newest first, and those that were not tried in vain.
  var served: [String] = []
  var versions: [String] = []
  var state = State.undiscovered
  /// The objects that the snapshot has, with their versions; empty where it is not known.
  var known: [ResourceID: String] = [:]
  var isMarkedUnreadable = false
  var wasListed = false
  /// Whether nothing has been watched since the kind was listed.
  var isListFresh = false
  /// Whether the wait was cut short, which is no use a second time.
  var hasHurried = false
  /// Whether the watch may be dead although it seems to go on.
  var isInDoubt = false

  enum State: Sendable {
    case undiscovered
    case listing(List)
    case watching(since: String, isQuiet: Bool)
    case waiting(for: Next)
    case resting
  }

  /// A list that is being read.
  struct List: Sendable {
    var resources: [Resource] = []
    var restarts = 0
  }

  enum Next: Sendable {
    case list(restarts: Int)
    case watch(since: String)
    /// A look whether the kind is there, or permitted, by now.
    case recheck
  }

  /// How many objects a page has.
  static let pageSize = 500
  /// How often a server may fail the same watch before the kind is listed anew.
  static let patienceWithWatch = 3
  /// How often a list that is only wanted once is tried.
  static let triesOnce = 4

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
      watches()
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
      if time >= patience.shortestWatch, failure.cause != .timedOut { backoff.succeeded() }
      return watchFailed(failure, at: version, pause, jitter)
    case (.waited, .waiting(let next)):
      hasHurried = false
      return resume(next)
    case (.reachable, .waiting(.list)), (.reachable, .waiting(.watch)):
      guard status.isOutOfReach, !hasHurried, case .waiting(let next) = state else { return [] }
      hasHurried = true
      return resume(next)
    case (.doubted, .watching): isInDoubt = true
    case (.reachable, .watching(let version, _)) where isInDoubt:
      return beginWatch(since: version)
    case (.replaced, .watching), (.replaced, .listing), (.replaced, .waiting):
      // Versions mean nothing in another cluster.
      known = known.mapValues { _ in "" }
      return recheck()
    default: break
    }
    return []
  }
}
