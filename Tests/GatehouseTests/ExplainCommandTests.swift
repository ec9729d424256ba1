import Testing

/// `gatehouse explain` and `gatehouse policy`: names, verdicts, reasons, exit codes.
@Suite struct ExplainCommandTests {
  private struct Decision: Decodable {
    struct Server: Decodable, Equatable { var kind, name: String }
    struct Symptom: Decodable, Equatable { var http: Int?, grpc: String?, tcp: String? }
    struct Reason: Decodable { var text, rule: String, object: String? }
    var kind, client, target, actual: String
    var port: Int
    var server: Server?
    var symptom: Symptom
    var reasons: [Reason]
  }

  private func run(_ command: String, _ from: String, _ to: String, _ more: String...) throws
    -> Program.Result
  {
    let program = try Program()
    let file = try program.file(
      "vote.yaml", VotingManifests.workloads + "---\n" + VotingManifests.policies)
    switch more.count {
    case 0: return try program.run(command, from, to, "-f", file)
    case 1: return try program.run(command, from, to, "-f", file, more[0])
    default: return try program.run(command, from, to, "-f", file, more[0], more[1])
    }
  }

  @Test(
    "the front is let in by any name it has",
    arguments: ["sa/front", "vote/front", "deploy/front", "vote/deploy/front"],
    ["deploy/tally:grpc", "svc/tally-svc:80", "sa/tally:8080", "vote/tally:grpc"])
  func allowed(from: String, to: String) throws {
    let result = try run("explain", from, to)
    #expect(result.code == 0)
    #expect(result.output.contains("tally-from-front"))
    #expect(result.lines.first?.hasSuffix("→ vote/deploy/tally:8080") == true)
  }

  @Test(
    "everybody else is told what they will see", arguments: ["sa/tally", "unmeshed", "10.1.2.3"])
  func denied(from: String) throws {
    let result = try run("explain", from, "deploy/tally:8080", "-o", "json")
    #expect(result.code == 1)
    let decision = try result.json(Decision.self)
    #expect(decision.kind == "AccessDecision")
    #expect(decision.actual == "deny")
    #expect(decision.target == "vote/deploy/tally")
    #expect(decision.server == .init(kind: "server", name: "tally-grpc"))
    #expect(decision.symptom == .init(http: nil, grpc: "7 PermissionDenied", tcp: nil))
    #expect(decision.reasons.contains { $0.object == "AuthorizationPolicy vote/tally-from-front" })
  }

  @Test func addressProvesWhatItIsGiven() throws {
    let identity = "--identity=front.vote.serviceaccount.identity.linkerd.cluster.local"
    let known = try run("explain", "10.1.2.3", "deploy/tally:8080", identity)
    #expect(known.code == 0)
    let anonymous = try run("explain", "10.1.2.3", "deploy/tally:8080", "--tls=anonymous")
    #expect(anonymous.code == 1)
    let contradiction = try run("explain", "sa/front", "deploy/tally:8080", "--tls=none")
    #expect(contradiction.code == 64)
  }

  @Test func allPortsCount() throws {
    let result = try run("explain", "kubelet", "deploy/tally")
    #expect(result.code == 1)
    #expect(result.output.contains("✗ DENY  kubelet → vote/deploy/tally:8080"))
    #expect(result.output.contains("✓ ALLOW  kubelet → vote/deploy/tally:9090"))
  }

  @Test func unknownNamesAreGuessed() throws {
    let client = try run("explain", "sa/frnt", "deploy/tally")
    #expect(client.code == 2)
    #expect(client.errors.contains("did you mean \"sa/front\"?"))
    let target = try run("explain", "sa/front", "deploy/taly")
    #expect(target.code == 2)
    #expect(target.errors.contains("did you mean \"deploy/tally\"?"))
    let port = try run("explain", "sa/front", "deploy/tally:web")
    #expect(port.errors.contains("only grpc, prom"))
    #expect(client.output + target.output + port.output == "")
  }

  @Test func policyOfAnyPort() throws {
    struct Policy: Decodable {
      struct Name: Decodable, Equatable { var kind, group, name: String }
      var kind, namespace, workload, `protocol`, enforcement: String
      var port: Int
      var server: Name
      var authorizations: [Name]
    }
    let guarded = try run("policy", "deploy/tally", "grpc", "-ojson").json(Policy.self)
    #expect(guarded.kind == "InboundPolicy")
    #expect(guarded.server == .init(kind: "server", group: "policy.linkerd.io", name: "tally-grpc"))
    #expect(guarded.protocol == "gRPC")
    #expect(guarded.authorizations.map(\.name) == ["tally-from-front"])
    let undeclared = try run("policy", "deploy/tally", "7777", "-ojson").json(Policy.self)
    #expect(undeclared.server.name == "all-unauthenticated")
    #expect(undeclared.port == 7777)
  }
}
