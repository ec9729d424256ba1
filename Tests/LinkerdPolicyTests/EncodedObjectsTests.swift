import Foundation
import KubernetesSnapshot
import Testing

/// What is written of an object is enough to read the same object again, and no more than that.
@Suite struct EncodedObjectsTests {
  private static func written(_ resource: Resource) throws -> Data {
    try JSONEncoder().encode(resource)
  }

  private static func difference(of resource: Resource) throws -> String? {
    let text = try written(resource)
    let again = ResourceDecoder().decode(text)
    return again == .resource(resource)
      ? nil : "\(String(decoding: text, as: UTF8.self))\n  was \(resource)\n  is  \(again)"
  }

  @Test("objects of made-up clusters are read as they were", arguments: UInt64(1)...40)
  func generated(seed: UInt64) throws {
    let readable = GeneratedCluster(seed: seed).resources.filter {
      if case .unreadable = $0 { false } else { true }
    }
    #expect(!readable.isEmpty)
    let differences = try readable.compactMap(Self.difference)
    #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
  }

  @Test("objects of the recorded questions are read as they were") func recorded() throws {
    var objects = 0
    var differences: [String] = []
    for file in try OracleTests.files() {
      for oracleCase in try OracleCase.cases(in: file) {
        for resource in oracleCase.resources {
          if case .unreadable = resource { continue }
          objects += 1
          if let difference = try Self.difference(of: resource) { differences.append(difference) }
        }
      }
    }
    #expect(objects > 1000)
    #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
  }

  @Test("of a pod nothing is written that may be a secret") func secrets() throws {
    let json = """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop",
        "annotations": {"vault.example.org/token": "hush-1", "linkerd.io/inject": "enabled",
          "kubectl.kubernetes.io/last-applied-configuration": "hush-2"},
        "managedFields": [{"manager": "hush-3"}]},
       "spec": {"imagePullSecrets": [{"name": "hush-4"}], "volumes": [{"secret": {"secretName": "hush-5"}}],
        "containers": [{"name": "web", "image": "web:1", "command": ["hush-6"], "args": ["--token=hush-7"],
          "env": [{"name": "PASSWORD", "value": "hush-8"}],
          "livenessProbe": {"exec": {"command": ["hush-9"]}},
          "readinessProbe": {"httpGet": {"path": "/ready", "port": 80,
            "httpHeaders": [{"name": "Authorization", "value": "hush-10"}]}}}]}}
      """
    guard case .resource(let pod) = ResourceDecoder().decode(Data(json.utf8)) else {
      Issue.record("the pod is not read")
      return
    }
    let text = String(decoding: try Self.written(pod), as: UTF8.self)
    #expect(!text.contains("hush"), "\(text)")
    #expect(text.contains("/ready") || text.contains(#"\/ready"#))
    #expect(text.contains("enabled"))
  }

  @Test("of Linkerd's configuration only what decides is written") func configuration() throws {
    let values = try JSONDecoder().decode(
      LinkerdConfigValues.self, from: Data(#"{"clusterNetworks": "10.0.0.0/8"}"#.utf8))
    let configMap = ConfigMap(
      meta: ObjectMeta(name: "linkerd-config", namespace: "linkerd"),
      data: ["values": "clusterNetworks: 10.0.0.0/8\nidentity: {issuer: {keyPEM: hush}}\n"],
      values: values)
    let text = try Self.written(.configMap(configMap))
    #expect(!String(decoding: text, as: UTF8.self).contains("hush"))
    guard case .resource(.configMap(let again)) = ResourceDecoder().decode(text) else {
      Issue.record("the ConfigMap is not read")
      return
    }
    let data = Data((again.data["values"] ?? "").utf8)
    #expect(try JSONDecoder().decode(LinkerdConfigValues.self, from: data) == values)
  }
}
