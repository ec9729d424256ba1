import KubernetesSnapshot

@testable import ClusterSources

/// An API server of one kind, as a value: what it has, what it remembers, and how it answers.
struct ModelServer {
  private(set) var objects: [String: Resource] = [:]
  private(set) var version = 1000
  private var events: [(version: Int, event: WatchEvent)] = []
  private var forgotten = 1000
  /// What it had when a list began, for its later pages.
  private var moments: [Int: [Resource]] = [:]
  /// What it had at each version.
  private(set) var history: [Int: Snapshot] = [1000: Snapshot()]
  var isPermitted = true
  var isInstalled = true

  private func resource(_ name: String, _ labels: [String: String]) -> Resource {
    .serviceAccount(
      ServiceAccount(
        meta: ObjectMeta(
          name: name, namespace: "mesh", labels: labels, resourceVersion: "\(version)",
          apiVersion: "v1")))
  }

  mutating func put(_ name: String, label: Int) {
    version += 1
    let object = resource(name, ["n": "\(label)"])
    objects[name] = object
    history[version] = Snapshot(Array(objects.values))
    events.append((version, .changed(.resource(object))))
  }

  /// Something happens to other kinds.
  mutating func passTime() {
    version += 1
    history[version] = Snapshot(Array(objects.values))
  }

  mutating func delete(_ name: String) {
    guard objects.removeValue(forKey: name) != nil else { return }
    version += 1
    history[version] = Snapshot(Array(objects.values))
    events.append((version, .deleted(.resource(resource(name, [:])))))
  }

  /// Forgets history: older watches and lists are too old from now on.
  mutating func compact() {
    forgotten = version
    events = []
    moments = [:]
  }

  private var refusal: KubectlFailure? {
    if !isPermitted { return KubectlFailure(status: 403, body: Array("{\"message\":\"no\"}".utf8)) }
    if !isInstalled { return KubectlFailure(status: 404, body: Array("404 page not found".utf8)) }
    return nil
  }

  /// The answer to a list request: a page of three objects.
  mutating func list(_ path: String) -> Reflector.Event {
    if let refusal { return .failed(refusal) }
    var (moment, start) = (version, 0)
    if let token = path.split(separator: "=").last, path.contains("continue=") {
      let parts = token.split(separator: ".").compactMap { Int($0) }
      (moment, start) = (parts[0], parts[1])
      if moments[moment] == nil { return .failed(KubectlFailure(status: 410, body: [])) }
    } else {
      moments[version] = objects.keys.sorted().compactMap { objects[$0] }
    }
    let all = moments[moment] ?? []
    let end = min(all.count, start + 3)
    return .listed(
      ListPage(
        resources: Array(all[start..<end]), resourceVersion: "\(moment)",
        continuation: end < all.count ? "\(moment).\(end)" : "", remaining: all.count - end))
  }

  /// What a watch gets that has seen everything up to a version; nil when there is nothing.
  func next(after seen: Int) -> (version: Int, event: Reflector.Event)? {
    if let refusal { return (seen, .failed(refusal)) }
    if seen < forgotten { return (seen, .watched(.failed(code: 410, message: "too old"))) }
    return events.first { $0.version > seen }.map { ($0.version, .watched($0.event)) }
  }

  /// What a fresh list would make of it.
  var snapshot: Snapshot {
    var snapshot = Snapshot(isInstalled && isPermitted ? Array(objects.values) : [])
    if !isPermitted { snapshot.apply(.readable(.serviceAccount, false)) }
    return snapshot
  }
}

/// One follower before a model server: it carries out what the follower asks for, with or without faults.
struct ModelFollowing {
  var server = ModelServer()
  private(set) var snapshot = Snapshot()
  private(set) var reflector = Reflector(.serviceAccount)
  /// How often the kind was asked for.
  private(set) var lists = 0
  private var request: Request?
  private var isWaiting = false
  private(set) var longestWait = Duration.zero
  /// What is wrong with what was shown on the way, or done for nothing.
  private(set) var wrongs: [String] = []

  private enum Request {
    case list(String)
    case watch(seen: Int, hasBegun: Bool)
  }

  init() { take(.discovered(nil)) }

  mutating func take(_ event: Reflector.Event, jitter: Double = 0.5) {
    for effect in reflector.handle(event, jitter: jitter) {
      switch effect {
      case .list(let path):
        (request, isWaiting) = (.list(path), false)
        lists += 1
      case .watch(let path):
        let version = path.firstMatch(of: /resourceVersion=(\d+)/).flatMap { Int($0.1) } ?? 0
        (request, isWaiting) = (.watch(seen: version, hasBegun: false), false)
        if snapshot != server.history[version] { wrongs.append("at \(version) it was not so") }
      case .wait(let time):
        (request, isWaiting) = (nil, true)
        longestWait = max(longestWait, time)
      case .rest: (request, isWaiting) = (nil, false)
      case .change(let changes):
        for change in changes {
          let before = snapshot
          snapshot.apply(change)
          if snapshot == before { wrongs.append("nothing was changed by \(change)") }
        }
      }
    }
    switch reflector.status {
    case .notInstalled where snapshot != Snapshot(): wrongs.append("absent, and shown")
    case .unreadable where !snapshot.namespaces.isEmpty: wrongs.append("unreadable, and shown")
    default: break
    }
  }

  /// Lets the request go on by one answer, or the wait end.
  ///
  /// - Returns: Whether there was anything to do.
  @discardableResult
  mutating func step() -> Bool {
    switch request {
    case .list(let path): take(server.list(path))
    case .watch(let seen, let hasBegun):
      let next = server.next(after: seen)
      if case .failed = next?.event {
      } else if !hasBegun {
        request = .watch(seen: seen, hasBegun: true)
        take(.began)
        return true
      }
      guard let (version, event) = next else { return false }
      request = .watch(seen: version, hasBegun: true)
      take(event)
    case nil:
      guard isWaiting else { return false }
      take(.waited)
    }
    return true
  }

  /// Breaks whatever is under way.
  mutating func fail(_ event: Reflector.Event) {
    if request != nil { take(event) }
  }

  /// Whether it watches and has seen everything.
  var isSettled: Bool {
    guard case .watch(let seen, true) = request else { return false }
    return server.next(after: seen) == nil
  }
}

/// Random numbers that are the same at each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
