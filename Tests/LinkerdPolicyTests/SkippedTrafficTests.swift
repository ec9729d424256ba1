import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// Traffic that the proxy never judges (`E-40`).
@Suite struct SkippedTrafficTests {
  private func policy(_ subnets: String) throws -> ResolvedPolicy {
    var mesh = MeshConfiguration()
    mesh.defaultInboundPolicy = .deny
    return try ResolvedPolicy(
      object(
        "v1/Pod", "web",
        metadata: [
          "labels": ["linkerd.io/control-plane-ns": "linkerd"],
          "annotations": ["config.linkerd.io/skip-subnets": .text(subnets)],
          "creationTimestamp": "2026-03-01T12:00:00Z",
        ],
        spec: [
          "containers": [
            ["name": "linkerd-proxy"], ["name": "web", "ports": [["containerPort": 8080]]],
          ]
        ]), mesh: mesh)
  }

  private func outcome(
    _ policy: ResolvedPolicy, from address: ClientAddress, identity: String? = nil,
    port: UInt16 = 8080
  ) -> AccessDecision.Outcome? {
    policy.decide(
      AccessRequest(
        client: Client(address: address, tls: identity.map(Client.TLS.identity) ?? .none),
        target: ResourceID(kind: .pod, namespace: "ns", name: "web"), port: port,
        traffic: .connection)
    )?.outcome
  }

  @Test("connections from a skipped subnet meet no policy, except those of the mesh") func subnets()
    throws
  {
    let policy = try policy("10.42.0.0/24, 203.0.113.9")
    let inside = try #require(IPAddress("10.42.0.7"))
    let outside = try #require(IPAddress("10.43.0.7"))
    #expect(outcome(policy, from: .known(inside)) == .open)
    #expect(outcome(policy, from: .known(outside)) == .deny)
    #expect(outcome(policy, from: .known([inside, outside])) == .unknown)
    #expect(outcome(policy, from: .known(inside), identity: "web.ns.example") == .deny)
    // The admin server judges for itself.
    #expect(outcome(policy, from: .known(inside), port: 4191) == .deny)
    #expect(outcome(try self.policy("everywhere"), from: .known(inside)) == .deny)
  }

  @Test("the matrix says open only for rows that are skipped altogether") func matrix() throws {
    let matrix = AccessMatrix(
      try policy("10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8"))
    func verdict(_ id: MatrixClient.ID) -> Verdict? {
      matrix.clients.firstIndex { $0.id == id }.map { matrix[client: $0, target: 0] }
    }
    #expect(verdict(.unmeshedPod) == .open)
    #expect(verdict(.outside) == .deny)
    #expect(verdict(.otherIdentity) == .deny)
  }
}
