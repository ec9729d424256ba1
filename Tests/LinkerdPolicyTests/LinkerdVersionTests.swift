import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Testing

@Suite struct LinkerdVersionTests {
  @Test(
    "a version is the release whose rules it follows",
    arguments: [
      ("2.14", "2.14"), ("2.14.3", "2.14"), ("v2.18.0", "2.18"), ("stable-2.11.0", "2.11"),
      ("stable-2.12.0-rc2", "2.12"), ("version-2.20", "2.20"), ("enterprise-2.17.1", "2.17"),
      ("enterprise-2.15.2-1", "2.15"), ("2.16.4+fips", "2.16"),
      ("edge-21.10.1", "2.11"), ("edge-22.8.2", "2.11"), ("edge-22.8.3", "2.12"),
      ("edge-23.4.1", "2.12"), ("edge-24.2.3", "2.14"), ("edge-24.2.4", "2.15"),
      ("edge-24.8.1", "2.15"), ("edge-24.8.2", "2.16"), ("edge-24.8.10", "2.16"),
      ("edge-24.11.8", "2.17"), ("edge-25.4.3", "2.17"), ("edge-25.4.4", "2.18"),
      ("edge-25.10.7", "2.19"), ("edge-26.6.2", "2.19"), ("edge-26.8.3", "2.20"),
      ("2.25", "2.20"), ("edge-31.1.1", "2.20"), ("dev-undefined", "2.20"),
      ("git-1a2b3c4d", "2.20"),
    ])
  func release(text: String, release: String) {
    let version = LinkerdVersion(text)
    #expect(version.isUnderstood)
    #expect(version.release == release)
    #expect(version.description == text)
  }

  @Test(
    "what no one can understand is told from what is merely newer",
    arguments: [
      "", "latest", "2", "2.x", "3.1", "24.8", "2.14.3.1",
      "v2.366.0", "stable-2.10.2", "edge-21.8.4", "2.-4", "2.+14", "stable2.14", "２.14",
    ])
  func notUnderstood(text: String) {
    let version = LinkerdVersion(text)
    #expect(!version.isUnderstood)
    #expect(version.release == "2.20")
  }

  @Test("a cluster that does not say its release follows the newest known rules")
  func newest() {
    #expect(LinkerdVersion.newest.isUnderstood)
    #expect(LinkerdVersion.newest.release == "2.20")
    #expect(MeshConfiguration().linkerdVersion == nil)
  }

  @Test("the release is what the installation recorded, or else the controller's image")
  func ofControlPlane() throws {
    func controller(_ image: String) -> String {
      #"""
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"linkerd-destination",
       "namespace":"l5d"},"spec":{"template":{"spec":{"containers":[
       {"name":"policy","image":"\#(image)","args":["--default-policy=deny"]}]}}}}
      """#
    }
    func mesh(_ image: String, recorded: String? = nil) throws -> MeshConfiguration {
      var snapshot = ReleaseCluster.snapshot([controller(image)])
      if let recorded {
        let values = try JSONDecoder().decode(
          LinkerdConfigValues.self, from: Data(#"{"linkerdVersion":"\#(recorded)"}"#.utf8))
        let meta = ObjectMeta(name: "linkerd-config", namespace: "l5d")
        snapshot.apply(.upsert(.configMap(ConfigMap(meta: meta, data: [:], values: values))))
      }
      return MeshConfiguration(snapshot)
    }
    let image = "registry:5000/linkerd/policy-controller"
    #expect(try mesh("\(image):edge-24.8.2").linkerdVersion?.release == "2.16")
    #expect(try mesh("\(image):edge-24.8.2@sha256:12").linkerdVersion?.release == "2.16")
    #expect(try mesh("\(image)@sha256:12").linkerdVersion == nil)
    #expect(try mesh(image).linkerdVersion == nil)
    #expect(try mesh("\(image):mine").linkerdVersion?.isUnderstood == false)
    #expect(try mesh(image, recorded: "stable-2.14.1").linkerdVersion?.release == "2.14")
    #expect(
      try mesh("\(image):stable-2.13.0", recorded: "stable-2.14.1").linkerdVersion?.release
        == "2.14")
    #expect(try mesh("\(image):stable-2.13.0", recorded: "?").linkerdVersion?.release == "2.13")
    #expect(try mesh(image, recorded: "mine").linkerdVersion?.isUnderstood == false)

    var overrides = MeshConfigurationOverrides()
    overrides.linkerdVersion = "2.12"
    let snapshot = ReleaseCluster.snapshot([controller("\(image):edge-24.8.2")])
    let overridden = MeshConfiguration(snapshot, overrides: overrides)
    #expect(overridden.linkerdVersion?.release == "2.12")
    #expect(overridden.defaultInboundPolicy == .deny)
  }

  @Test(
    "default networks are those of the release's chart",
    arguments: [
      ("2.11", 4, 0), ("2.12", 4, 1), ("2.15", 4, 1), ("2.16", 5, 2), ("2.20", 5, 2),
    ])
  func defaultNetworks(version: String, cluster: Int, probes: Int) {
    var overrides = MeshConfigurationOverrides()
    overrides.linkerdVersion = version
    let mesh = MeshConfiguration(Snapshot(), overrides: overrides)
    #expect(mesh.clusterNetworks.count == cluster)
    #expect(mesh.probeNetworks.count == probes)
  }

  @Test("under a version that no one understands nothing is certain, but what is not enforced")
  func doubt() throws {
    let bare = #"""
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"bare","namespace":"shop",
       "creationTimestamp":"2024-05-01T10:00:00Z"},"spec":{"containers":[{"name":"app"}]}}
      """#
    let cluster = ReleaseCluster("banana", [ReleaseCluster.pod(), bare])
    let decision = try #require(cluster.ask(HTTPRequest()))
    #expect(decision.outcome == .unknown)
    #expect(decision.server == .default(.allUnauthenticated))
    #expect(decision.reasons.contains { $0.text.contains("\"banana\" is not understood") })
    #expect(cluster.ask(HTTPRequest(), pod: "bare")?.outcome == .open)

    let matrix = AccessMatrix(cluster.policy)
    let meshed = try #require(matrix.targets.firstIndex { $0.title == "shop/default" })
    #expect(matrix.counts(target: meshed)[.allow] == nil)
    // The same cluster, when its version is understood after all, is looked at anew.
    let known = ReleaseCluster("2.20", [ReleaseCluster.pod(), bare]).policy
    let again = AccessMatrix(known, previous: (matrix, cluster.policy))
    #expect(again == AccessMatrix(known))
    #expect(again != matrix)
  }
}
