import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `gatehouse test`: every form of a question, failures, broken files, and the reports.
@Suite struct PolicyTestCommandTests {
  private struct Report: Decodable {
    struct Name: Decodable, Equatable { var kind, name: String; var group: String? }
    struct Signs: Decodable, Equatable { var http: Int?, grpc: String?, tcp: String? }
    struct Test: Decodable {
      var file, suite, name, expect, actual: String
      var pass: Bool
      var server: Name?
      var `protocol`: String?
      var route: Name?
      var authorizations: [Name]?
      var symptom: Signs
    }
    var apiVersion, kind: String
    var questions, failed: Int
    var tests: [Test]
  }

  /// Two pods of a Deployment whose port `grpc` is guarded, one without a proxy, an external workload.
  private static let cluster =
    VotingManifests.workloads + "---\n" + VotingManifests.policies + """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: probe-1, namespace: vote, annotations: {linkerd.io/inject: disabled}}
      spec: {containers: [{name: c, ports: [{name: http, containerPort: 80}]}]}
      status: {podIP: 10.1.0.9, phase: Running}
      ---
      apiVersion: workload.linkerd.io/v1beta1
      kind: ExternalWorkload
      metadata: {name: vm1, namespace: vote}
      spec: {meshTLS: {identity: vm1, serverName: vm1}, ports: [{name: ssh, port: 22}]}

      """

  private func run(_ tests: String, _ more: String...) throws -> Program.Result {
    let program = try Program()
    let cluster = try program.file("cluster.yaml", Self.cluster)
    let file = try program.file("tests.yaml", tests)
    return try program.run(["test", file, "-f", cluster] + more)
  }

  private func suite(_ tests: String, mesh: String = "") -> String {
    "apiVersion: gatehouse/v1\nkind: PolicyTest\nmetadata: {name: vote}\n\(mesh)tests:\n\(tests)\n"
  }

  private let post = "request: {method: POST, path: /vote.Tally/Count}"
  private let front = "front.vote.serviceaccount.identity.linkerd.cluster.local"

  @Test(
    "a target is a workload, its pods, an external workload or a Service",
    arguments: [
      ("{workload: deploy/tally, namespace: vote, port: 8080}", "allow"),
      ("{workload: deploy/tally, namespace: vote, port: grpc}", "allow"),
      ("{workload: vote/deploy/tally, port: grpc}", "allow"),
      ("{workload: deploy/tally, port: \"8080\"}", "allow"),
      ("{service: vote/tally-svc, port: 80}", "allow"),
      ("{service: tally-svc, namespace: vote, port: grpc}", "allow"),
      ("{pod: vote/probe-1, port: http}", "open"),
      ("{pod: vote/probe-1, port: 4711}", "open"),
      ("{externalWorkload: vote/vm1, port: ssh}", "allow"),
    ])
  func targets(to: String, expect: String) throws {
    let result = try run(
      suite("- {from: {serviceAccount: vote/front}, to: \(to), \(post), expect: \(expect)}"))
    #expect(result.code == 0, "\(result.errors)\(result.output)")
    #expect(result.lines.last == "1 tests, 0 failed")
  }

  @Test(
    "a client is an account, or an address with what it proves",
    arguments: [
      ("{serviceAccount: vote/front}", "allow"), ("{serviceAccount: vote/tally}", "deny"),
      ("{ip: 10.1.2.3}", "deny"), ("{ip: 10.1.2.3, tls: none}", "deny"),
      ("{ip: \"fd00::7\", tls: anonymous}", "deny"),
      (
        "{ip: 10.1.2.3, identity: front.vote.serviceaccount.identity.linkerd.cluster.local}",
        "allow"
      ),
      (
        "{ip: 10.1.2.3, tls: identity, identity: front.vote.serviceaccount.identity.linkerd.cluster.local}",
        "allow"
      ), ("{ip: 127.0.0.1, tls: none}", "allow"),
    ])
  func clients(from: String, expect: String) throws {
    let result = try run(
      suite(
        "- {from: \(from), to: {workload: deploy/tally, port: grpc}, \(post), expect: \(expect)}"))
    #expect(result.code == 0, "\(result.errors)\(result.output)")
  }

  @Test("the report has the words of Linkerd's own answers") func report() throws {
    let result = try run(
      suite(
        """
        - name: the front counts
          from: {serviceAccount: vote/front}
          to: {workload: deploy/tally, port: grpc}
          \(post)
          expect: allow
        - name: nobody else does
          from: {serviceAccount: vote/tally}
          to: {workload: deploy/tally, port: grpc}
          \(post)
          expect: allow
        - name: no such method
          from: {ip: 10.1.2.3}
          to: {workload: deploy/tally, port: grpc}
          request: {path: /, host: tally, headers: {x-team: [blue, red], x-one: 1, y: no}}
          expect: no-route
        - {from: {ip: 10.1.2.3}, to: {pod: vote/probe-1, port: 80}, expect: open}
        - {from: {ip: 10.1.2.3}, to: {workload: deploy/tally, port: grpc}, expect: deny}
        """), "-ojson")
    #expect(result.code == 1)
    let report = try result.json(Report.self)
    #expect(report.apiVersion == "gatehouse/v1" && report.kind == "PolicyTestReport")
    #expect(report.questions == 5 && report.failed == 1)
    #expect(report.tests.map(\.actual) == ["allow", "deny", "no-route", "open", "deny"])
    #expect(report.tests.map(\.pass) == [true, false, true, true, true])
    #expect(report.tests.allSatisfy { $0.suite == "vote" && $0.file == "tests.yaml" })
    let allowed = report.tests[0]
    #expect(allowed.name == "the front counts")
    #expect(allowed.server == .init(kind: "server", name: "tally-grpc"))
    #expect(allowed.protocol == "gRPC")
    #expect(allowed.route == .init(kind: "default", name: "default", group: ""))
    #expect(
      allowed.authorizations
        == [
          .init(kind: "authorizationpolicy", name: "tally-from-front", group: "policy.linkerd.io")
        ])
    #expect(report.tests[1].authorizations == [])
    #expect(report.tests[1].symptom == .init(grpc: "7 PermissionDenied"))
    #expect(report.tests[2].route == nil && report.tests[2].symptom == .init(grpc: "5 NotFound"))
    #expect(report.tests[3].server == nil && report.tests[3].authorizations == nil)
    #expect(!result.output.contains("invalid") && !result.output.contains("after"))
    #expect(report.tests[4].symptom.tcp == "accepted, then closed")
    #expect(report.tests[4].name == "10.1.2.3 → deploy/tally:grpc, a connection")
  }

  @Test("a document's mesh configuration counts over the cluster's, the command line's over both")
  func mesh() throws {
    let test = "- {from: {ip: 10.1.2.3}, to: {workload: deploy/tally, port: prom}, expect: deny}"
    #expect(try run(suite(test)).code == 1)
    let deny = suite(test, mesh: "mesh: {defaultInboundPolicy: deny}\n")
    #expect(try run(deny).code == 0)
    #expect(try run(deny, "--default-inbound-policy=all-unauthenticated").code == 1)
    let networks = """
      mesh:
        defaultInboundPolicy: cluster-unauthenticated
        clusterNetworks: [192.168.0.0/16]
        probeNetworks: [0.0.0.0/0, "::/0"]
        identityTrustDomain: example.org
        controlPlaneNamespace: mesh
        linkerdVersion: 2.18

      """
    #expect(try run(suite(test, mesh: networks)).code == 0)
  }

  @Test("all pods of a workload must agree") func disagreement() throws {
    let program = try Program()
    func pod(_ name: String, _ policy: String) -> String {
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: \(name)
        namespace: a
        uid: \(name)
        labels: {linkerd.io/control-plane-ns: linkerd}
        annotations: {config.linkerd.io/default-inbound-policy: \(policy)}
        ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: w, uid: u, controller: true}]
      spec: {containers: [{name: c, ports: [{containerPort: 80}]}, {name: linkerd-proxy}]}
      ---

      """
    }
    let cluster = try program.file("c.yaml", pod("w-0", "all-unauthenticated") + pod("w-1", "deny"))
    let file = try program.file(
      "t.yaml",
      suite(
        ["allow", "deny"].map {
          "- {from: {ip: 10.0.0.1}, to: {workload: sts/w, namespace: a, port: 80}, expect: \($0)}"
        }.joined(separator: "\n")))
    let result = try program.run("test", file, "-f", cluster)
    #expect(result.code == 1)
    #expect(result.lines.last == "2 tests, 2 failed")
    #expect(result.lines[1].contains("Pod a/w-1"))
    #expect(result.lines[2].contains("Pod a/w-0"))
  }

  @Test(
    "a slip is said with its file, document, line and field, and the other tests run",
    arguments: [
      ("from: {ip: 10.1.2.3}", "from: {ip: 10.1.2}", "from.ip: expected an address"),
      ("expect: deny", "expect: denied", "expect: expected allow, deny, no-route, open or unknown"),
      ("expect: deny", "expects: deny", "expects: there is no such field"),
      ("from: {ip: 10.1.2.3}", "from: {}", "from: expected serviceAccount, or ip"),
      ("from: {ip: 10.1.2.3}", "from: {serviceAccount: front}", "expected NAMESPACE/NAME"),
      ("from: {ip: 10.1.2.3}", "from: {serviceAccount: vote/frnt}", "there is no client"),
      ("from: {ip: 10.1.2.3}", "from: {ip: 10.1.2.3, tls: identity}", "from.identity: required"),
      ("from: {ip: 10.1.2.3}", "from: {ip: 10.1.2.3, tls: none, identity: x}", "does not go with"),
      ("deploy/tally", "deploy/taly", "to.workload: there is no deploy/taly; did you mean"),
      ("workload: deploy/tally", "pod: vote/x", "to.pod: there is no Pod vote/x"),
      ("workload: deploy/tally", "pod: x", "to.pod: expected NAMESPACE/NAME"),
      ("workload: deploy/tally, ", "", "to: expected one of workload, pod"),
      ("workload: deploy/tally", "workload: deploy/tally, pod: a/b", "found workload and pod"),
      ("port: grpc", "port: web", "to.port: there is no port web, only grpc"),
      ("port: grpc", "port: 70000", "to.port: expected a number from 1 to 65535"),
      (", port: grpc", "", "to.port: required, but absent"),
      (
        "expect: deny", "request: {headers: {a: {b: c}}}, expect: deny",
        "request.headers.a: expected"
      ),
    ])
  func slip(written: String, wrong: String, message: String) throws {
    let good = "{from: {ip: 10.1.2.3}, to: {workload: deploy/tally, port: grpc}, expect: deny}"
    let tests =
      suite("- \(good)") + "---\n"
      + suite("- \(good)\n- \(good.replacing(written, with: wrong))\n- \(good)")
    let result = try run(tests)
    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("gatehouse: tests.yaml:12:"), "\(result.errors)")
    #expect(result.errors.contains("document 2: tests[1]"), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.lines.last == "3 tests, 0 failed, 1 could not be read or asked")
  }

  @Test("a broken document does not take the others along") func brokenDocuments() throws {
    let good = suite(
      "- {from: {ip: 10.1.2.3}, to: {workload: deploy/tally, port: grpc}, expect: deny}")
    let result = try run(
      """
      \(good)---
      apiVersion: v1
      kind: Pod
      ---
      apiVersion: gatehouse/v1
      kind: PolicyTest
      mesh: {linkerdversion: 2.20}
      tests: []
      ---
      tests: [
      ---
      \(good)
      """)
    #expect(result.code == 2)
    #expect(result.lines.last == "2 tests, 0 failed, 3 could not be read or asked")
    #expect(result.errors.contains("document 2: kind: expected PolicyTest, found \"Pod\""))
    #expect(result.errors.contains("document 3: mesh.linkerdversion: there is no such field"))
    #expect(result.errors.contains("document 4: "))
  }

  @Test("JSON is read too, several documents a file, also from the standard input")
  func jsonDocuments() throws {
    let program = try Program()
    let cluster = try program.file("cluster.yaml", Self.cluster)
    func document(_ expect: String) -> String {
      """
      {"apiVersion": "gatehouse/v1", "kind": "PolicyTest", "metadata": {"name": "vote \\ud83d\\ude00"},
       "tests": [{"from": {"ip": "10.1.2.3"}, "request": null,
                  "to": {"service": "vote/tally-svc", "port": 80}, "expect": "\(expect)"}]}
      """
    }
    let result = try program.run(
      "test", "-", "-f", cluster, "-ojson", input: document("deny") + "\n" + document("allow"))
    #expect(result.code == 1)
    let report = try result.json(Report.self)
    #expect(report.questions == 2 && report.failed == 1)
    #expect(report.tests.allSatisfy { $0.suite == "vote 😀" && $0.file == "stdin" })
    let slip = try program.run(
      "test", "-", "-f", cluster, input: document("deni").replacing("\\ud83d\\ude00", with: ""))
    #expect(slip.code == 2)
    #expect(slip.errors.contains("stdin:3"), "\(slip.errors)")
  }

  @Test("wrong usage, and files that hold nothing") func usage() throws {
    let program = try Program()
    let cluster = try program.file("cluster.yaml", Self.cluster)
    #expect(try program.run("test", "-f", cluster).code == 64)
    #expect(try program.run("test", "-", "-f", "-").code == 64)
    #expect(try program.run("test", "x.yaml", "-f", cluster, "-oyaml").code == 64)
    let missing = try program.run("test", "x.yaml", "-f", cluster)
    #expect(missing.code == 2)
    #expect(missing.errors == "gatehouse: x.yaml: there is no such file or directory\n")
    let none = try program.run("test", program.file("none.yaml", suite("  []")), "-f", cluster)
    #expect(none.code == 2)
    #expect(none.errors.contains("hold no test"))
  }

  @Test("JUnit's XML counts and escapes") func junit() throws {
    let result = try run(
      suite(
        """
        - {name: "a <b> & \\"c\\"\\u0001", from: {ip: 10.1.2.3}, to: {pod: vote/probe-1, port: 80}, expect: open}
        - {name: fails, from: {ip: 10.1.2.3}, to: {pod: vote/probe-1, port: 80}, expect: deny}
        - {name: broken, from: {ip: 10.1.2.3}, to: {pod: vote/none, port: 80}, expect: deny}
        """), "-o", "junit")
    #expect(result.code == 2)
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(result.output.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(result.output)")
    #expect(
      reader.suites == [
        ["name": "vote", "tests": "3", "failures": "1", "errors": "1", "skipped": "0"]
      ])
    #expect(reader.cases == ["a <b> & \"c\"\\u{1}", "fails", "tests[2].to.pod"])
    #expect(reader.failures == ["expected deny, is open"])
    #expect(reader.errors.count == 1 && reader.errors[0].contains("there is no Pod vote/none"))
  }

  @Test("names of a cluster cannot act on the terminal") func hostileNames() throws {
    let result = try run(
      suite(
        "- {name: \"x\\u001b[31m\", from: {ip: 10.1.2.3}, to: {pod: vote/probe-1, port: 80}, expect: deny}"
      ))
    #expect(result.code == 1)
    #expect(!result.output.contains("\u{1b}"))
    #expect(result.output.contains("x\\u{1b}[31m"))
  }
}

/// Reads JUnit's XML as a CI system does.
private final class JUnitReader: NSObject, XMLParserDelegate {
  var suites: [[String: String]] = []
  var cases: [String] = []
  var failures: [String] = []
  var errors: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    switch element {
    case "testsuite": suites.append(attributes)
    case "testcase": cases.append(attributes["name"] ?? "")
    case "failure": failures.append(attributes["message"] ?? "")
    case "error": errors.append(attributes["message"] ?? "")
    default: break
    }
  }
}
