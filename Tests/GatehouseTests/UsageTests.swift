import Foundation
import Testing

/// Help, wrong usage, and the demo cluster.
@Suite struct UsageTests {
  @Test(
    "wrong usage names what is wrong",
    arguments: [
      (["matirx"], "there is no command \"matirx\"; did you mean \"matrix\"?"),
      (["matrix", "--colour", "never"], "did you mean \"--color\"?"),
      (["matrix", "--cluster-networks=10.0.0.0/33"], "expected CIDR blocks"),
      (["matrix", "--default-inbound-policy", "dny"], "did you mean \"deny\"?"),
      (["matrix", "-o", "yaml"], "expected table, wide, json, csv or markdown"),
      (["matrix", "-l", "a=b=c"], "expected labels"),
      (["matrix", "-f"], "--filename needs a value"),
      (["matrix", "-f", "x", "--demo"], "two sources"),
      (["matrix", "--method", "GET"], "--method means nothing to gatehouse matrix"),
      (["explain", "sa/web"], "FROM and TO"),
      (["test", "--demo"], "test takes files of policy tests; found none"),
      (["--size", "80"], "expected a size such as 80x24"),
      (["--linkerd-version", "latest"], "expected a release such as 2.18 or edge-25.4.1"),
    ])
  func wrongUsage(arguments: [String], message: String) throws {
    let program = try Program()
    let result = try program.run(arguments)
    #expect(result.code == 64)
    #expect(result.output == "")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func everyCommandHasHelp() throws {
    let program = try Program()
    let all = try program.run("--help")
    #expect(all.code == 0)
    for command in [
      "matrix", "explain", "policy", "test", "traffic", "watch", "keys", "help", "version",
    ] {
      #expect(all.output.contains("\n  \(command) "))
      let help = try program.run(command, "--help")
      #expect(help.code == 0)
      #expect(help.output.contains("Usage: gatehouse \(command)"))
      let same = try program.run("help", command)
      #expect(same.output == help.output)
    }
  }

  @Test func optionsMayStandBeforeTheCommand() throws {
    let program = try Program()
    let before = try program.run("--demo", "-n", "shop", "matrix", "-ocsv")
    #expect(before.code == 0)
    let after = try program.run("matrix", "--demo", "-n=shop", "-o=csv")
    #expect(before.output == after.output)
  }

  @Test func demoClusterIsWithoutFault() throws {
    let result = try Program().run("matrix", "--demo")
    #expect(result.code == 0)
    #expect(result.errors == "")
    for sign in ["✓ allow", "✗ deny", "◒ partial", "a audit", "∘ open", "? unknown"] {
      #expect(result.lines.last?.contains(sign) == true)
    }
  }

  @Test func withoutKubectlTheClusterIsOutOfReach() throws {
    let result = try Program().run("matrix", environment: ["PATH": "/nowhere"])
    #expect(result.code == 69)
    #expect(result.errors.contains("kubectl was not found in PATH"))
    #expect(result.output == "")
  }

  @Test("docs/keys.md is what the program's table makes") func keysPage() throws {
    let made = try Program().run("keys", "-o", "markdown").output
    #expect(made.contains("| `w` |"))
    #expect(try page("docs/keys.md") == made)
  }

  @Test("the README's picture is the real screen") func picture() throws {
    let made = try Program().run("--demo", "--script", "3}}jjjj$hh", "--size", "100x26")
    #expect(made.code == 0)
    #expect(try page("README.md").contains("```text\n\(made.output)```\n"))
  }

  /// A page of this repository.
  private func page(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
