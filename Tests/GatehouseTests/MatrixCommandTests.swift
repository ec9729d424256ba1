import Testing

/// `gatehouse matrix` from manifests to its five forms.
@Suite struct MatrixCommandTests {
  private struct Document: Decodable {
    struct Client: Decodable { var name, kind: String, identity: String? }
    struct Target: Decodable { var name: String }
    struct Cell: Decodable {
      struct Port: Decodable, Equatable { var workload: String, port: Int, verdict: String }
      var client, target, verdict: String
      var ports: [Port]
    }
    var apiVersion, kind, by: String
    var clients: [Client]
    var targets: [Target]
    var cells: [Cell]
  }

  @Test func manifestsWithoutProxyAreOpen() throws {
    let program = try Program()
    let result = try program.run(
      "matrix", "-f", program.file("app.yaml", VotingManifests.unmeshed), "-o", "csv")
    #expect(result.code == 0)
    #expect(result.errors == "")
    #expect(
      result.lines == [
        "client,vote/front,vote/tally", "vote/(unmeshed),open,open",
        "unmeshed pod in the cluster,open,open", "outside the cluster,open,open",
        "kubelet,open,open", "another mesh identity,open,open",
      ])
  }

  @Test func policiesDecideWhoGetsIn() throws {
    let program = try Program()
    let result = try program.run(
      "matrix", "-f", program.file("app.yaml", VotingManifests.workloads),
      "-f", program.file("policy.yaml", VotingManifests.policies), "--default-inbound-policy=deny",
      "-ojson")
    #expect(result.code == 0)
    let document = try result.json(Document.self)
    #expect(document.apiVersion == "gatehouse/v1")
    #expect(document.kind == "AccessMatrix")
    #expect(document.by == "serviceaccount")
    #expect(document.targets.map(\.name) == ["vote/front", "vote/tally"])
    #expect(
      document.clients.first { $0.name == "vote/front" }?.identity
        == "front.vote.serviceaccount.identity.linkerd.cluster.local")
    let cell = try #require(
      document.cells.first { $0.client == "vote/front" && $0.target == "vote/tally" })
    #expect(cell.verdict == "partial")
    #expect(
      cell.ports == [
        .init(workload: "vote/deploy/tally", port: 8080, verdict: "allow"),
        .init(workload: "vote/deploy/tally", port: 9090, verdict: "deny"),
      ])
    let others = document.cells.filter { $0.client != "vote/front" && $0.target == "vote/tally" }
    #expect(others.allSatisfy { $0.verdict == "deny" })
  }

  @Test func tableIsReadableWithoutColour() throws {
    let program = try Program()
    let file = try program.file(
      "app.yaml", VotingManifests.workloads + "---\n" + VotingManifests.policies)
    let result = try program.run("matrix", "-f", file, "-n", "vote")
    #expect(
      result.lines.prefix(3) == [
        "                             vote", "                             front  tally",
        "vote/front                   ✓      ✓",
      ])
    let plain = try program.run("matrix", "-f", file, environment: ["LANG": "C"])
    #expect(plain.output.utf8.allSatisfy { $0 < 0x7F })
    #expect(plain.lines[2] == "vote/front                   o      o")
    let colored = try program.run("matrix", "-f", file, "--color", "always")
    #expect(colored.output.contains("\u{1b}[32m✓\u{1b}[0m"))
  }

  @Test func selectionKeepsAllClients() throws {
    let program = try Program()
    let result = try program.run(
      "matrix", "--by", "workload", "-l", "app=tally", "-o", "csv", "-f", "-",
      input: VotingManifests.workloads)
    #expect(result.lines.first == "client,vote/deploy/tally")
    #expect(result.lines.count == 7)
  }

  @Test func manyTargetsAreNumberedOnEightyColumns() throws {
    let program = try Program()
    let many = (1...40).map { number in
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: worker-\(number), namespace: farm, annotations: {linkerd.io/inject: enabled}}
      spec: {serviceAccountName: worker-\(number), containers: [{name: c, ports: [{containerPort: 80}]}]}
      """
    }
    let result = try program.run(
      "matrix", "-f", program.file("farm.yaml", many.joined(separator: "\n---\n")))
    #expect(result.lines.allSatisfy { $0.count <= 80 })
    #expect(result.output.contains("40 worker-9"))
  }

  @Test func textOfAClusterCannotActOnTheTerminal() throws {
    let program = try Program()
    let result = try program.run(
      "matrix", "-f", "-", "-o", "wide",
      input: """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a\\u001b[2Jb\\u202ec","namespace":"n"},
        "spec":{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}}
        """)
    #expect(!result.output.contains("\u{1b}"))
    #expect(result.output.contains("a\\u{1b}[2Jb\\u{202e}c"))
  }
}
