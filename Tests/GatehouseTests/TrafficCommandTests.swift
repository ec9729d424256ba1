import Foundation
import Testing

/// `gatehouse traffic` from proxies' metrics in files to its three forms.
@Suite struct TrafficCommandTests {
  private struct Document: Decodable {
    struct Edge: Decodable {
      struct Client: Decodable { var name: String, row: String?, addresses: [String: Int] }
      struct Model: Decodable {
        struct Step: Decodable { var text, rule: String }
        var agreement: String, actual: String?, reasons: [Step], remedies: [String]
      }
      var client: Client
      var target: String?
      var port: Int
      var outcome, unit, basis: String
      var rate, count: Double?
      var total: Double
      var points: [Double?]
      var symptom: String?
      var model: Model
    }
    struct Unobserved: Decodable { var pod, why: String, admission: String? }
    struct Source: Decodable { var kind, name: String }
    var apiVersion, kind, observedAt: String
    var source: Source
    var window, age: Double
    var hasRates: Bool
    var edges: [Edge]
    var unobserved: [Unobserved]
  }

  private static let cluster = """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"vote"}}
    \(pod("press-1", account: "press", address: "10.4.0.7"))
    \(pod("tally-1", account: "tally", address: "10.4.0.9"))
    \(pod("vault-1", account: "vault", address: "10.4.0.6", policy: "deny"))
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"tally-http","namespace":"vote"},"spec":{"podSelector":{"matchLabels":{"app":"tally"}},"port":8080,"proxyProtocol":"HTTP/1"}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"tally-from-front","namespace":"vote"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"tally-http"},"requiredAuthenticationRefs":[{"kind":"ServiceAccount","name":"front"}]}}
    """

  private static func pod(
    _ name: String, account: String, address: String, policy: String = "all-unauthenticated"
  ) -> String {
    #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#(name)","namespace":"vote","annotations":{"config.linkerd.io/default-inbound-policy":"\#(policy)"},"labels":{"app":"\#(account)","linkerd.io/control-plane-ns":"linkerd"}},"spec":{"serviceAccountName":"\#(account)","containers":[{"name":"app","ports":[{"containerPort":8080}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"\#(address)","phase":"Running"}}"#
  }

  /// What the proxy of `tally-1` answers after some seconds.
  private static func metrics(after uptime: Int, denied: Int, allowed: Int) -> String {
    let target =
      #"target_addr="10.4.0.9:8080",target_ip="10.4.0.9",target_port="8080",srv_group="policy.linkerd.io",srv_kind="server",srv_name="tally-http",srv_port="8080",route_group="",route_kind="default",route_name="default""#
    func client(_ name: String) -> String {
      #"tls="true",client_id="\#(name).vote.serviceaccount.identity.linkerd.cluster.local""#
    }
    return """
      inbound_http_authz_deny_total{\(target),\(client("press"))} \(denied)
      inbound_http_authz_allow_total{\(target),authz_group="policy.linkerd.io",authz_kind="authorizationpolicy",authz_name="tally-from-front",\(client("front"))} \(allowed)
      process_start_time_seconds 1700000000
      process_uptime_seconds_total \(uptime)
      # EOF

      """
  }

  /// The cluster's file and two moments of its proxies, a minute apart.
  private func program() throws -> (Program, [String]) {
    let program = try Program()
    for (folder, uptime, denied, allowed) in [("one", 600, 10, 50), ("two", 660, 40, 650)] {
      try FileManager.default.createDirectory(
        at: program.folder.appending(path: "\(folder)/vote"), withIntermediateDirectories: true)
      _ = try program.file(
        "\(folder)/vote/tally-1.prom",
        Self.metrics(after: uptime, denied: denied, allowed: allowed))
    }
    let cluster = try program.file("cluster.json", Self.cluster)
    return (program, ["traffic", "-f", cluster])
  }

  @Test func refusalsHaveRatesReasonsAndWhatToChange() throws {
    let (program, start) = try program()
    let result = try program.run(start + ["--metrics", "two", "--metrics", "one", "-o", "json"])
    #expect(result.errors == "")
    #expect(result.code == 0)
    let document = try result.json(Document.self)
    #expect(document.apiVersion == "gatehouse/v1")
    #expect(document.kind == "ObservedTraffic")
    #expect(document.source.kind == "files")
    #expect(document.window == 60)
    #expect(document.hasRates)
    #expect(document.observedAt == "2023-11-14T22:24:20Z")
    #expect(document.edges.map(\.outcome) == ["denied", "allowed"])
    let denied = document.edges[0]
    #expect(denied.client.row == "vote/press")
    #expect(denied.target == "vote/po/tally-1")
    #expect(denied.rate == 0.5)
    #expect(denied.count == 30)
    #expect(denied.total == 40)
    #expect(denied.symptom == "HTTP 403")
    #expect(denied.model.agreement == "agrees")
    #expect(denied.model.actual == "deny")
    #expect(denied.model.reasons.isEmpty == false)
    #expect(denied.model.remedies.first == "AuthorizationPolicy vote/tally-from-front")
    #expect(document.edges[1].basis == "AuthorizationPolicy vote/tally-from-front")
    #expect(document.unobserved.map(\.pod) == ["vote/po/press-1", "vote/po/vault-1"])
    #expect(document.unobserved[0].why == "nobody scrapes it")
    #expect(document.unobserved[1].why == "its metrics are refused by the default policy deny")
  }

  @Test func theDashboardShowsTheSame() throws {
    let (program, start) = try program()
    let options = Array(start.dropFirst()) + ["--metrics", "one", "--metrics", "two"]
    let live = try program.run(options + ["--script", "6", "--size", "120x30"])
    #expect(live.code == 0)
    #expect(live.output.contains("traffic files"))
    let line = live.output.split(separator: "\n").first { $0.contains("vote/press") }
    #expect(line?.contains("0.50 HTTP 403") == true)
    let matrix = try program.run(options + ["--script", "3!", "--size", "80x24"])
    #expect(matrix.output.contains("! 0.50/s refused po/tally-1:8080"))
    let both = try program.run(options + ["--prometheus", "http://x", "--script", "6"])
    #expect(both.code == 64)
  }

  @Test func theTableIsForPeople() throws {
    let (program, start) = try program()
    let result = try program.run(start + ["--metrics", "one", "--metrics", "two"])
    let denied = try #require(result.lines.first { $0.hasPrefix("vote/press ") })
    #expect(denied.contains("0.50"))
    #expect(denied.contains("HTTP 403"))
    #expect(denied.hasSuffix("change AuthorizationPolicy vote/tally-from-front"))
    #expect(result.output.contains("vote/po/vault-1"))
    let only = try program.run(start + ["--metrics", "one", "--metrics", "two", "--denied"])
    #expect(only.lines.contains { $0.hasPrefix("vote/press ") })
    #expect(!only.lines.contains { $0.contains(" allowed ") })
    let colored = try program.run(
      start + ["--metrics", "one", "--metrics", "two", "--color", "always"])
    #expect(colored.output.contains("\u{1b}[31m"))
  }

  @Test func oneMomentHasTotalsAndNoRates() throws {
    let (program, start) = try program()
    let result = try program.run(start + ["--metrics", "one", "-o", "json"])
    let document = try result.json(Document.self)
    #expect(document.hasRates == false)
    #expect(document.edges.map(\.rate) == [nil, nil])
    #expect(document.edges.map(\.total) == [10, 50])
  }

  @Test func csvHasALineForEachEdge() throws {
    let (program, start) = try program()
    let result = try program.run(start + ["--metrics", "one", "--metrics", "two", "-o", "csv"])
    #expect(result.lines.count == 3)
    #expect(result.lines[0].hasPrefix("client,addresses,target,pod,port,unit,outcome,"))
    #expect(
      result.lines[1].hasPrefix(
        "vote/press,,vote/po/tally-1,tally-1,8080,request,denied,default,tally-http,,0.5,30,40,"
          + "agrees,HTTP 403,"))
  }

  @Test func brokenLinesAreSaidAndTheRestCounts() throws {
    let (program, start) = try program()
    _ = try program.file(
      "two/vote/tally-1.prom",
      "inbound_http_authz_deny_total{oops} 3\n" + Self.metrics(after: 660, denied: 40, allowed: 60))
    let result = try program.run(start + ["--metrics", "one", "--metrics", "two", "-o", "csv"])
    #expect(result.code == 0)
    #expect(result.lines.count == 3)
    #expect(
      result.errors
        == "gatehouse: traffic: two/vote/tally-1.prom:1: inbound_http_authz_deny_total: expected "
        + "labels as name=\"value\"\n")
  }

  @Test func withoutASourceItIsSaidWhichThereAre() throws {
    let (program, start) = try program()
    let none = try program.run(start)
    #expect(none.code == 64)
    #expect(none.errors.contains("give --prometheus URL, --metrics DIR or a recording"))
    let both = try program.run(start + ["--metrics", "one", "--prometheus", "http://x"])
    #expect(both.code == 64)
    let window = try program.run(start + ["--window", "2h"])
    #expect(window.errors.contains("expected a time from 10s to 1h, found \"2h\""))
    let address = try program.run(start + ["--prometheus", "localhost:9090"])
    #expect(address.errors.contains("expected http://HOST:PORT"))
  }

  @Test func aSourceThatIsAwayIsSaid() throws {
    let (program, start) = try program()
    let away = try program.run(start + ["--prometheus", "http://127.0.0.1:1"])
    #expect(away.code == 69)
    #expect(away.errors.contains("no traffic: nothing answers there"))
    let absent = try program.run(start + ["--metrics", "nowhere"])
    #expect(absent.code == 69)
    #expect(absent.errors.contains("nowhere: there is no such file or directory"))
  }

  @Test func namesOfTheClusterCannotActOnTheTerminal() throws {
    let (program, start) = try program()
    let path = "one/vote/tally-1.prom"
    let text = Self.metrics(after: 600, denied: 1, allowed: 1)
    _ = try program.file(path, text.replacing(#"client_id="press"#, with: "client_id=\"p\u{1b}[2J"))
    let result = try program.run(start + ["--metrics", "one"])
    #expect(!result.output.contains("\u{1b}"))
    #expect(result.output.contains("p\\u{1b}[2J"))
  }
}
