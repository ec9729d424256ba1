import KubernetesSnapshot
import Testing

@testable import ClusterSources

/// What the followers of all kinds tell each other.
@Suite struct ClusterFollowingTests {
  private let away = KubectlFailure(
    status: 500, body: Array("dial tcp 127.0.0.1:1: connect: connection refused".utf8))
  private let pods = ClusterFollowing.Source.kind(.pod)

  /// A following of which every kind is listed, at version 5, and watched.
  private func settled(
    kinds: [String: [String]] = ["servers.policy.linkerd.io": ["v1beta3"]]
  ) -> ClusterFollowing {
    var following = ClusterFollowing(KubectlOptions(), isOnce: false, patience: Patience())
    _ = following.proxyServes()
    let groups = ["policy.linkerd.io": ["v1beta3", "v1alpha1"]]
    _ = following.handle(
      .discovered(ServedKinds(groups: groups, kinds: kinds)), to: .groups, jitter: 0)
    for source in following.sources where source != .proxy && source != .groups {
      _ = following.handle(.listed(ListPage(resourceVersion: "5")), to: source, jitter: 0)
      _ = following.handle(.began, to: source, jitter: 0)
    }
    return following
  }

  private func watches(_ effects: [ClusterFollowing.Effect]) -> [ClusterFollowing.Source] {
    effects.compactMap { effect in
      if case .of(let source, .watch) = effect { source } else { nil }
    }
  }

  @Test("after a sleep of the machine, every watch is taken up again where it was")
  func sleep() {
    var following = settled()
    #expect(following.connection == .live)
    let effects = following.woke()
    let kinds = following.reflectors.filter { $0.value.status == .current }.map(\.key)
    #expect(kinds.contains(.server) && kinds.count > 5)
    #expect(Set(watches(effects)) == Set(kinds.map { .kind($0) }))
    #expect(
      effects.contains(
        .of(
          pods,
          .watch(
            path:
              "/api/v1/pods?watch=1&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds=480"
          ))))
  }

  @Test("a watch that went on while others failed is taken up again once, when one gets through")
  func doubt() {
    var following = settled()
    _ = following.handle(.failed(away), to: .configuration, jitter: 0)
    #expect(following.connection == .lost(away))
    // It spoke since, so it lives.
    let services = ClusterFollowing.Source.kind(.service)
    _ = following.handle(.watched(.bookmark(resourceVersion: "6")), to: services, jitter: 0)
    let effects = following.handle(
      .failed(KubectlFailure(.notFound)), to: .configuration, jitter: 0)
    #expect(watches(effects).contains(pods))
    #expect(!watches(effects).contains(services))
    #expect(following.connection == .live)
    _ = following.handle(.failed(KubectlFailure(.overloaded)), to: .configuration, jitter: 0)
    let later = following.handle(
      .failed(KubectlFailure(.notFound)), to: .configuration, jitter: 0)
    #expect(watches(later) == [])
  }

  @Test("a kind that goes to another version is looked for there at once")
  func anotherVersion() {
    var following = settled()
    let server = ClusterFollowing.Source.kind(.server)
    _ = following.handle(.failed(KubectlFailure(.notFound)), to: server, jitter: 0)
    let gone = following.handle(.failed(KubectlFailure(.notFound)), to: server, jitter: 0)
    #expect(gone.contains(.of(.groups, .list(path: "/apis"))))
    let found = following.handle(
      .discovered(
        ServedKinds(
          groups: ["policy.linkerd.io": ["v1beta2"]],
          kinds: ["servers.policy.linkerd.io": ["v1beta2"]])), to: .groups, jitter: 0)
    #expect(
      found.contains(
        .of(server, .list(path: "/apis/policy.linkerd.io/v1beta2/servers?limit=500"))))
  }

  @Test("a kind in a version that is not known here is not taken for absent")
  func unknownVersion() {
    let following = settled(kinds: ["servers.policy.linkerd.io": ["v7"]])
    #expect(following.connection == .live)
    let said = following.problems.first { $0.object == "servers.policy.linkerd.io" }
    #expect(
      said?.message
        == "the cluster has it in versions only that Gatehouse does not know (server: v7)")
    #expect(said?.severity == .error)
  }

  @Test("in another cluster, equal versions do not make objects equal") func anotherCluster() {
    func account(_ label: String) -> Resource {
      .serviceAccount(
        ServiceAccount(
          meta: ObjectMeta(
            name: "web", namespace: "mesh", labels: ["l": label], resourceVersion: "7",
            apiVersion: "v1")))
    }
    var following = settled()
    let accounts = ClusterFollowing.Source.kind(.serviceAccount)
    _ = following.handle(.watched(.changed(.resource(account("old")))), to: accounts, jitter: 0)
    following.configurationChanged()
    let begun = following.proxyServes()
    #expect(begun.contains(.of(accounts, .list(path: "/api/v1/serviceaccounts?limit=500"))))
    let page = ListPage(resources: [account("new")], resourceVersion: "9")
    let effects = following.handle(.listed(page), to: accounts, jitter: 0)
    #expect(effects.contains(.of(accounts, .change([.upsert(account("new"))]))))
  }

  @Test("what a server says of itself is understood, whether it names kinds or only groups")
  func discovery() throws {
    let new = """
      {"kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "items": [
        {"metadata": {"name": "policy.linkerd.io"}, "versions": [
          {"version": "v1beta3", "resources": [{"resource": "servers"}]},
          {"version": "v1alpha1", "resources": [{"resource": "httproutes"}]}]},
        {"metadata": {"name": "away.example"}, "versions": [{"version": "v1", "freshness": "Stale"}]}]}
      """
    let served = try ServedKinds.read(Array(new.utf8)).get()
    #expect(served.versions(of: .server) == ["v1beta3"])
    #expect(served.versions(of: .authorizationPolicy) == [])
    #expect(served.versions(of: .pod) == ["v1"])
    let old = """
      {"kind": "APIGroupList", "groups": [
        {"name": "policy.linkerd.io", "versions": [{"version": "v1beta3"}, {"version": "v1alpha1"}]}]}
      """
    let groups = try ServedKinds.read(Array(old.utf8)).get()
    #expect(groups.versions(of: .authorizationPolicy) == ["v1beta3", "v1alpha1"])
    #expect(groups.versions(of: .grpcRoute) == [])
    #expect(throws: KubectlFailure.self) { try ServedKinds.read(Array("[]".utf8)).get() }
  }
}
