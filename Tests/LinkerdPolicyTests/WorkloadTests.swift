import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// How pods are put together into workloads.
@Suite struct WorkloadTests {
  /// A pod of one of a Deployment's roll-outs.
  private func pod(
    _ name: String, of deployment: String = "web", rollout: String = "111",
    annotations: JSONValue = [:]
  ) -> JSONValue {
    object(
      "v1/Pod", name,
      metadata: [
        "annotations": annotations,
        "labels": [
          "linkerd.io/control-plane-ns": "linkerd", "pod-template-hash": .text(rollout),
        ],
        "ownerReferences": [
          ["kind": "ReplicaSet", "name": .text("\(deployment)-\(rollout)"), "controller": true]
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

  @Test("pods are alike, whatever is not Linkerd's, and wherever they stand") func alikePods()
    throws
  {
    let policy = try ResolvedPolicy(
      pod("a", annotations: ["cni.example.com/address": "10.0.0.1"]), pod("b", of: "api"),
      pod("c", annotations: ["config.linkerd.io/default-inbound-policy": "deny"]),
      pod("d", annotations: ["cni.example.com/address": "10.0.0.2"]))
    let workloads = policy.workloads.map { workload in
      (
        workload.id.shortDescription,
        workload.variants.map { ($0.inbound.defaultPolicyAnnotation, $0.pods.map(\.id.name)) }
      )
    }
    #expect(
      "\(workloads)" == """
        [("deploy/api", [(nil, ["b"])]), \
        ("deploy/web", [(nil, ["a", "d"]), (Optional("deny"), ["c"])])]
        """)
  }

  @Test("of many clients the first two are named, in order") func namedClients() {
    let names = ["d", "b", "e", "a", "c"]
    #expect(IdentityMatch(names).words == "a, b and 3 more")
    #expect(IdentityMatch(["*.z", "*.y", "c"]).words == "c, *.y and 1 more")
    #expect(IdentityMatch(["b", "a"]).words == "a, b")
    #expect(IdentityMatch(["*", "a"]).words == "every mesh identity")
  }
}
