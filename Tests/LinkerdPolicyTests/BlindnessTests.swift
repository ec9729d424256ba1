import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// Nothing is certain where a kind that could change it was not readable.
@Suite struct BlindnessTests {
  private func policy(unreadable kinds: ResourceKind...) throws -> ResolvedPolicy {
    try ResolvedPolicy(
      object(
        "v1/Pod", "web",
        metadata: [
          "labels": ["linkerd.io/control-plane-ns": "linkerd"],
          "creationTimestamp": "2026-03-01T12:00:00Z",
        ],
        spec: [
          "containers": [
            ["name": "linkerd-proxy"],
            [
              "name": "web", "ports": [["containerPort": 8080]],
              "livenessProbe": ["httpGet": ["port": 8080, "path": "/live"]],
            ],
          ]
        ])
    ).applying(kinds.map { .readable($0, false) })
  }

  @Test("the kubelet's probes are no more certain than other requests") func probes() throws {
    let servers = AccessMatrix(try policy(unreadable: .server), by: .port)
    let kubelet = try #require(servers.clients.firstIndex { $0.id == .kubelet })
    #expect(servers[client: kubelet, target: 0] == .unknown)
    #expect(servers.portVerdicts(client: kubelet, target: 0).map(\.1) == [.unknown])
    // More authorizations could let in only more.
    let grants = AccessMatrix(try policy(unreadable: .authorizationPolicy), by: .port)
    #expect(grants[client: kubelet, target: 0] == .allow)
  }

  @Test("a diff tells what is no longer certain") func diff() throws {
    let before = AccessMatrix(try policy(), by: .port)
    let after = AccessMatrix(try policy(unreadable: .server), by: .port)
    let edges = PolicyDiff(from: before, to: after).edges
    #expect(edges.count == before.clients.count)
    #expect(edges.allSatisfy { $0.before == .allow && $0.after == .unknown })
  }
}
