import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// How pods are put together into workloads.
@Suite struct WorkloadTests {
  /// A pod of one of a Deployment's roll-outs.
  private func pod(_ name: String, rollout: String) -> JSONValue {
    object(
      "v1/Pod", name,
      metadata: [
        "labels": [
          "linkerd.io/control-plane-ns": "linkerd", "pod-template-hash": .text(rollout),
        ],
        "ownerReferences": [
          ["kind": "ReplicaSet", "name": .text("web-\(rollout)"), "controller": true]
        ],
        "creationTimestamp": "2026-03-01T12:00:00Z",
      ],
      spec: [
        "containers": [
          ["name": "linkerd-proxy"], ["name": "web", "ports": [["containerPort": 8080]]],
        ]
      ])
  }

  private func server(_ labels: JSONValue) -> JSONValue {
    object(
      "policy.linkerd.io/v1beta3/Server", "web",
      spec: ["podSelector": ["matchLabels": labels], "port": 8080])
  }

  @Test("roll-outs are alike, unless a Server selects one of them") func rollouts() throws {
    let pods = (pod("a", rollout: "111"), pod("b", rollout: "222"))
    let alike = try ResolvedPolicy(pods.0, pods.1, server([:]))
    #expect(alike.workloads.map(\.id.shortDescription) == ["deploy/web"])
    #expect(alike.workloads.first?.variants.count == 1)

    let selected = try ResolvedPolicy(pods.0, pods.1, server(["pod-template-hash": "222"]))
    let matrix = AccessMatrix(selected, by: .port)
    let client = try #require(matrix.clients.firstIndex { $0.id == .unmeshedPod })
    #expect(matrix.portVerdicts(client: client, target: 0).map(\.1) == [.allow, .deny])
    #expect(matrix[client: client, target: 0] == .partial)
  }
}
