import Dispatch
import KubernetesSnapshot

/// The follower's thread: it carries out what the pure machine asks for, and tells it what came of it.
struct FollowerLoop: ~Copyable {
  /// Changes are gathered for so long at most, so that many are applied together.
  private static let frame = Duration.milliseconds(40)
  /// How often somebody is asked whether to go on who has nothing to hear.
  private static let tick = Duration.milliseconds(100)

  private let access: ClusterAccess
  private let isOnce: Bool
  private let patience: Patience
  private let inbox: FollowerInbox
  private var following: ClusterFollowing
  private let client = HTTPClient()
  private var proxyRun = 0
  private var socket: String?
  private var requests: [Int: FollowerRequest] = [:]
  private var requestOf: [ClusterFollowing.Source: Int] = [:]
  private var lastRequest = 0
  private var timers: [ClusterFollowing.Source: ContinuousClock.Instant] = [:]
  private var update = ClusterUpdate()
  private var decodingProblems: [ResourceKind: [SourceProblem]] = [:]
  private var said: String?
  private var isCancelled = false

  /// A loop that has not begun.
  init(_ access: ClusterAccess, isOnce: Bool, patience: Patience, inbox: FollowerInbox) {
    self.access = access
    self.isOnce = isOnce
    self.patience = patience
    self.inbox = inbox
    following = ClusterFollowing(access.options, isOnce: isOnce, patience: patience)
  }

  /// Why nothing could be read at all; nil when something could.
  var fatalFailure: KubectlFailure? {
    if case .unreadable(let failure) = following.groups.answer { return failure }
    return following.proxyFailure
  }

  /// Follows until it is cancelled or told to stop; once, until everything is read.
  ///
  /// - Parameter onUpdate: Told what changed; returns whether to go on.
  mutating func run(onUpdate: (ClusterUpdate) -> Bool) {
    carryOut([.startProxy])
    var nextUpdate = ContinuousClock.now
    var hasNews = false
    var sleep = MachineSleep()
    while !isCancelled {
      if sleep.hasHappened() { carryOut(following.woke()) }
      let now = ContinuousClock.now
      var limit = timers.values.min().map { now.duration(to: $0) }
      if hasNews { limit = min(limit ?? .seconds(1), now.duration(to: nextUpdate)) }
      if isOnce { limit = min(limit ?? Self.tick, Self.tick) }
      let messages = inbox.take(within: limit)
      for message in messages { take(message) }
      fireTimers()
      hasNews = hasNews || !messages.isEmpty
      let isDone = isOnce && (following.isComplete || fatalFailure != nil)
      if isDone || (hasNews && ContinuousClock.now >= nextUpdate) || (isOnce && messages.isEmpty) {
        describe()
        let goesOn = onUpdate(update)
        update.changes = []
        if isDone || !goesOn { break }
        hasNews = false
        nextUpdate = .now + Self.frame
      }
    }
    for request in requests.values { request.transfer?.cancel() }
    // Who listed once may go on to ask for more.
    if !isOnce { access.stop(run: proxyRun) }
  }

  private mutating func describe() {
    update.connection = following.connection
    update.isReady = following.isReady
    update.isComplete = following.isComplete
    update.problems = following.problems + decodingProblems.values.flatMap { $0 }
    if let said, following.connection != .live {
      update.problems.append(SourceProblem(source: "kubectl", message: said, severity: .warning))
    }
    update.problems.sort()
    let (received, remaining) = following.objectsOnTheWay
    update.progress.objects = received
    update.progress.objectsRemaining = remaining
  }

  // MARK: What happened

  private mutating func take(_ message: FollowerInbox.Message) {
    switch message {
    case .cancel: isCancelled = true
    case .proxy(let event, let run): if run == proxyRun { take(event) }
    case .http(let event, let number): take(event, of: number)
    case .decoded(let batch, let number, let request):
      requests[request]?.decoded(batch, number: number)
      finishList(request)
    }
  }

  private mutating func take(_ event: KubectlProxy.Event) {
    switch event {
    case .serving(let path):
      socket = path
      carryOut(following.proxyServes())
    case .said(let line): said = line
    case .ended(let failure):
      socket = nil
      carryOut(following.proxyEnded(failure, jitter: jitter))
    }
  }

  private mutating func take(_ event: HTTPEvent, of number: Int) {
    guard var request = requests[number] else { return }
    let source = request.source
    switch event {
    case .head(let head):
      requests[number]?.head = head
      if request.isWatch, head.status == 200 { tell(source, .began) }
    case .body(let bytes):
      update.progress.bytesRead += bytes.count
      // Taken out and put back, so that its buffers are not copied.
      requests[number] = nil
      let outcome = request.take(bytes)
      requests[number] = request
      switch outcome {
      case .nothing: break
      case .decode(let part, let batch): decode(batch, number: part, request: number)
      case .events(let events, let isGarbled):
        for event in events where requests[number] != nil { tell(source, .watched(event)) }
        if isGarbled, requests[number] != nil { tell(source, .garbled) }
      }
    case .ended(let failure):
      if let failure {
        tell(
          source, .failed(KubectlFailure(failure), after: request.age, retryAfter: nil))
      } else if request.head?.status != 200 {
        let refusal = KubectlFailure(status: request.head?.status ?? 0, body: request.body)
        tell(
          source,
          .failed(refusal, after: request.age, retryAfter: request.head?.retryAfter))
      } else if request.isWatch {
        tell(source, .ended(after: request.age))
      } else if source == .groups {
        switch ServedKinds.read(request.body) {
        case .success(let served): tell(source, .discovered(served))
        case .failure(let failure): tell(source, .failed(failure))
        }
      } else {
        if let (part, batch) = requests[number]?.end() {
          decode(batch, number: part, request: number)
        }
        finishList(number)
      }
    }
  }

  private func decode(_ batch: ItemBatch, number: Int, request: Int) {
    DispatchQueue.global(qos: .userInitiated).async { [inbox] in
      inbox.post(.decoded(DecodedBatch(batch), number: number, request: request))
    }
  }

  private mutating func finishList(_ number: Int) {
    guard let request = requests[number], let result = request.page else { return }
    switch result {
    case .success(let page):
      if case .kind(let kind) = request.source {
        let before = request.isFirstPage ? [] : decodingProblems[kind] ?? []
        decodingProblems[kind] = before + request.problems
      }
      tell(request.source, .listed(page))
    case .failure(let failure): tell(request.source, .failed(failure))
    }
  }

  private mutating func fireTimers() {
    let now = ContinuousClock.now
    for (source, deadline) in timers where deadline <= now {
      timers[source] = nil
      tell(source, .waited)
    }
  }

  private var jitter: Double { .random(in: 0...1) }

  private mutating func tell(_ source: ClusterFollowing.Source, _ event: Reflector.Event) {
    var event = event
    if case .failed(var failure, let age, let pause) = event {
      failure = access.explained(failure)
      event = .failed(failure, after: age, retryAfter: pause)
      // kubectl reads its configuration only at its start.
      if failure.concernsWholeCluster, socket != nil, access.hasNewConfiguration {
        following.configurationChanged()
        carryOut(following.handle(event, to: source, jitter: jitter) + [.startProxy])
        return
      }
    }
    carryOut(following.handle(event, to: source, jitter: jitter))
  }

  // MARK: What to do

  private mutating func carryOut(_ effects: [ClusterFollowing.Effect]) {
    for effect in effects {
      switch effect {
      case .startProxy:
        socket = nil
        if access.hasNewConfiguration { following.configurationChanged() }
        proxyRun = access.start { [inbox] event, run in inbox.post(.proxy(event, run: run)) }
      case .of(let source, .change(let changes)):
        _ = source
        update.changes += changes
      case .of(let source, .wait(let time)):
        endRequest(of: source)
        timers[source] = .now + time
      case .of(let source, .rest):
        endRequest(of: source)
        timers[source] = nil
      case .of(let source, .list(let path)): begin(path, of: source, isWatch: false)
      case .of(let source, .watch(let path)): begin(path, of: source, isWatch: true)
      }
    }
  }

  private mutating func endRequest(of source: ClusterFollowing.Source) {
    guard let number = requestOf.removeValue(forKey: source) else { return }
    requests.removeValue(forKey: number)?.transfer?.cancel()
  }

  private mutating func begin(_ path: String, of source: ClusterFollowing.Source, isWatch: Bool) {
    endRequest(of: source)
    timers[source] = nil
    lastRequest += 1
    let number = lastRequest
    var request = FollowerRequest(source, path: path, isWatch: isWatch)
    if let socket {
      let limit = isWatch ? patience.watch + patience.request : patience.request
      request.transfer = client.start(
        HTTPGet(
          "http://localhost\(path)", unixSocket: socket,
          headers: source == .groups ? [ServedKinds.accepted] : [],
          responseTimeout: patience.request, timeout: limit)
      ) { [inbox] event in inbox.post(.http(event, request: number)) }
    } else {
      inbox.post(.http(.ended(HTTPFailure(.refused)), request: number))
    }
    requests[number] = request
    requestOf[source] = number
  }
}
