import KubernetesSnapshot
import Testing

@testable import ClusterSources

@Suite struct ReflectorTests {
  private let away = KubectlFailure(
    status: 500, body: Array("dial tcp 127.0.0.1:1: connect: connection refused".utf8))
  private let broken = KubectlFailure(status: 500, body: Array(#"{"message":"broken"}"#.utf8))

  /// A follower that has listed eight objects and watches.
  private func settled() -> ModelFollowing {
    var following = ModelFollowing()
    for number in 0..<8 { following.server.put("a\(number)", label: 0) }
    settle(&following)
    return following
  }

  private func settle(_ following: inout ModelFollowing) {
    for _ in 0..<200 where following.step() {}
  }

  @Test("any interleaving of changes, faults and cuts ends in the state of a fresh list")
  func anyInterleavingEndsInTheStateOfAFreshList() {
    for seed in 0..<400 {
      var random = SeededGenerator(seed: UInt64(seed))
      var following = ModelFollowing()
      for _ in 0..<Int.random(in: 20...300, using: &random) {
        let name = "a\(Int.random(in: 0..<12, using: &random))"
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<7: following.server.put(name, label: Int.random(in: 0..<5, using: &random))
        case 7..<10: following.server.delete(name)
        case 10: following.server.compact()
        case 11: following.server.isPermitted.toggle()
        case 12: following.server.isInstalled.toggle()
        case 13: following.fail(.garbled)
        case 14: following.fail(.ended(after: .seconds(Int.random(in: 0...600, using: &random))))
        case 15: following.fail(.failed(away))
        case 16: following.fail(.failed(broken))
        case 17: following.fail(.failed(KubectlFailure(.overloaded), retryAfter: .seconds(3)))
        case 18: following.take(.reachable)
        case 19:
          let version = following.server.version
          if following.isSettled {
            following.take(.watched(.bookmark(resourceVersion: "\(version)")))
          }
        default: following.step()
        }
      }
      following.server.isPermitted = true
      following.server.isInstalled = true
      settle(&following)
      #expect(following.wrongs == [], "seed \(seed)")
      #expect(following.isSettled, "seed \(seed)")
      #expect(following.snapshot == following.server.snapshot, "seed \(seed)")
      #expect(following.reflector.status == .current, "seed \(seed)")
    }
  }

  @Test("a list goes page by page, with its progress") func aListGoesPageByPage() {
    var following = ModelFollowing()
    for number in 0..<8 { following.server.put("a\(number)", label: 0) }
    following.step()
    #expect(following.reflector.status == .listing(received: 3, remaining: 5))
    #expect(following.snapshot == Snapshot())
    following.step()
    following.step()
    #expect(following.reflector.status == .current)
    #expect(following.snapshot == following.server.snapshot)
  }

  @Test("a page that is too old begins the list anew") func aPageThatIsTooOldBeginsTheListAnew() {
    var following = ModelFollowing()
    for number in 0..<8 { following.server.put("a\(number)", label: 0) }
    following.step()
    following.server.compact()
    settle(&following)
    #expect(following.snapshot == following.server.snapshot)
    #expect(following.longestWait == .zero)
  }

  @Test("a watch that is too old lists anew, and what is gone goes")
  func aWatchThatIsTooOldListsAnew() {
    var following = settled()
    following.fail(.failed(away))
    following.server.delete("a3")
    following.server.put("b", label: 1)
    following.server.compact()
    settle(&following)
    #expect(following.snapshot == following.server.snapshot)
    #expect(following.reflector.status == .current)
  }

  @Test("a cut watch goes on where it was, without a list") func aCutWatchGoesOnWhereItWas() {
    for event in [
      .failed(away), .failed(KubectlFailure(.timedOut)), .garbled, .ended(after: .seconds(500)),
      .ended(after: .zero), .failed(broken),
    ] as [Reflector.Event] {
      var following = settled()
      let lists = following.lists
      following.fail(event)
      following.server.put("b", label: 1)
      following.server.delete("a1")
      settle(&following)
      #expect(following.snapshot == following.server.snapshot)
      #expect(following.lists == lists)
    }
  }

  @Test("a bookmark counts as seen, so that nothing is listed when older history is forgotten")
  func aBookmarkCountsAsSeen() {
    var following = settled()
    let lists = following.lists
    for number in 0..<3 { following.server.put("b\(number)", label: 1) }
    for number in 0..<3 { following.server.delete("b\(number)") }
    settle(&following)
    following.server.passTime()
    following.take(.watched(.bookmark(resourceVersion: "\(following.server.version)")))
    following.server.compact()
    following.fail(.failed(away))
    settle(&following)
    #expect(following.lists == lists)
    #expect(following.snapshot == following.server.snapshot)
  }

  @Test("a watch that fails and fails is not believed to go on for ever: the kind is listed")
  func aHopelessWatchLists() {
    var following = settled()
    let lists = following.lists
    for _ in 0..<4 {
      following.fail(.failed(broken))
      following.step()
    }
    #expect(following.lists == lists + 1)
  }

  @Test("a kind that may be listed and not watched stays, and is listed slowly")
  func aKindThatMayOnlyBeListed() {
    var following = settled()
    let forbidden = KubectlFailure(status: 403, body: Array(#"{"message":"no"}"#.utf8))
    following.fail(.failed(forbidden))
    #expect(following.reflector.status == .current)
    for _ in 0..<3 { following.step() }
    following.fail(.failed(forbidden))
    #expect(following.reflector.status == .polled(forbidden))
    #expect(following.longestWait == .seconds(60))
    #expect(following.snapshot == following.server.snapshot)
    // The list is not the proof, but the watch is.
    following.server.put("new", label: 1)
    for _ in 0..<4 { following.step() }
    #expect(following.reflector.status == .polled(forbidden))
    #expect(following.snapshot == following.server.snapshot)
    settle(&following)
    #expect(following.reflector.status == .current)
  }

  @Test("a server that goes on failing is asked less and less, and never at once")
  func aServerThatGoesOnFailingIsAskedLessAndLess() {
    var reflector = Reflector(.pod)
    _ = reflector.handle(.discovered(nil), jitter: 0)
    var waits: [Duration] = []
    for _ in 0..<12 {
      for effect in reflector.handle(.failed(away), jitter: 1) {
        if case .wait(let time) = effect { waits.append(time) }
      }
      #expect(reflector.status == .retrying(away))
      _ = reflector.handle(.waited, jitter: 0)
    }
    #expect(waits.prefix(4) == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
    #expect(waits.count == 12)
    #expect(waits.last == .seconds(30))
    // Those who failed together come back apart.
    #expect(reflector.handle(.failed(away), jitter: 0) == [.wait(.seconds(15))])
  }

  @Test("a watch that is too old again and again does not make a busy loop")
  func aWatchThatIsTooOldAgainAndAgainWaits() {
    var reflector = Reflector(.pod)
    _ = reflector.handle(.discovered(nil), jitter: 1)
    var waits = 0
    for _ in 0..<10 {
      if case .wait = reflector.handle(.waited, jitter: 1).first { waits += 1 }
      _ = reflector.handle(.listed(ListPage(resourceVersion: "5")), jitter: 1)
      let effects = reflector.handle(.watched(.failed(code: 410, message: "")), jitter: 1)
      if case .wait = effects.first { waits += 1 }
    }
    #expect(waits == 9)
  }

  @Test("news that the cluster answers others cuts one wait short, and not one after the other")
  func newsCutOneWaitShort() {
    var reflector = Reflector(.pod)
    _ = reflector.handle(.discovered(nil), jitter: 1)
    _ = reflector.handle(.listed(ListPage(resourceVersion: "5")), jitter: 1)
    var tries = 0
    for _ in 0..<10 {
      _ = reflector.handle(.failed(away), jitter: 1)
      if !reflector.handle(.reachable, jitter: 1).isEmpty { tries += 1 }
      _ = reflector.handle(.began, jitter: 1)
    }
    #expect(tries == 1)
    #expect(!reflector.handle(.waited, jitter: 1).isEmpty)
    _ = reflector.handle(.failed(away), jitter: 1)
    #expect(!reflector.handle(.reachable, jitter: 1).isEmpty)
  }

  @Test("a busy server is left alone for as long as it asks") func aBusyServerIsLeftAlone() {
    var reflector = Reflector(.pod)
    _ = reflector.handle(.discovered(nil), jitter: 0)
    let busy = KubectlFailure(status: 429, body: [])
    #expect(
      reflector.handle(.failed(busy, retryAfter: .seconds(7)), jitter: 0).last
        == .wait(.seconds(7)))
    _ = reflector.handle(.waited, jitter: 0)
    _ = reflector.handle(.listed(ListPage(resourceVersion: "5")), jitter: 0)
    #expect(
      reflector.handle(.failed(busy, retryAfter: .seconds(9)), jitter: 0) == [.wait(.seconds(9))])
  }

  @Test("a kind that may no longer be read is unknown, and comes back when it may")
  func aKindThatMayNoLongerBeRead() {
    var following = settled()
    following.server.isPermitted = false
    settle(&following)
    #expect(following.snapshot.unreadableKinds == [.serviceAccount])
    #expect(following.snapshot.namespaces == [:])
    #expect(following.longestWait == .seconds(60))
    following.server.isPermitted = true
    settle(&following)
    #expect(following.snapshot == following.server.snapshot)
  }

  @Test("a kind that is not installed is asked for slowly, and found when its group appears")
  func aKindThatIsNotInstalledIsFoundWhenItsGroupAppears() {
    var reflector = Reflector(.server)
    #expect(
      reflector.handle(.discovered(ServedKinds(groups: ["apps": ["v1"]])), jitter: 0) == [.rest])
    #expect(reflector.status == .notInstalled)
    let found = reflector.handle(
      .discovered(ServedKinds(groups: ["policy.linkerd.io": ["v1alpha1", "v1beta1"]])), jitter: 0)
    #expect(found == [.list(path: "/apis/policy.linkerd.io/v1beta1/servers?limit=500")])
    // An older version is tried where the newer one does not have the kind.
    let older = reflector.handle(.failed(KubectlFailure(.notFound)), jitter: 0)
    #expect(older == [.list(path: "/apis/policy.linkerd.io/v1alpha1/servers?limit=500")])
    #expect(
      reflector.handle(.failed(KubectlFailure(.notFound)), jitter: 0) == [.wait(.seconds(60))])
    #expect(reflector.handle(.waited, jitter: 0) == found)
  }

  @Test("where the whole cluster is not permitted, one namespace is read")
  func whereTheWholeClusterIsNotPermittedOneNamespaceIsRead() {
    var reflector = Reflector(.meshTLSAuthentication, namespace: "mesh")
    _ = reflector.handle(.discovered(nil), jitter: 0)
    let narrowed = reflector.handle(.failed(KubectlFailure(.forbidden)), jitter: 0)
    #expect(
      narrowed == [
        .list(
          path: "/apis/policy.linkerd.io/v1alpha1/namespaces/mesh/meshtlsauthentications?limit=500")
      ])
    // Other namespaces' authentications decide in this one, too.
    let listed = reflector.handle(.listed(ListPage(resourceVersion: "5")), jitter: 0)
    #expect(listed.first == .change([.readable(.meshTLSAuthentication, false)]))
    // When the watch ends, perhaps more is permitted.
    let wide = reflector.handle(.ended(after: .seconds(480)), jitter: 0)
    #expect(
      wide == [.list(path: "/apis/policy.linkerd.io/v1alpha1/meshtlsauthentications?limit=500")])
  }
}
