import LinkerdPolicy
import Testing

@testable import Traffic

@Suite struct ExpositionParserTests {
  private func scrape(_ text: String) -> ProxyScrape {
    ExpositionParser.scrape(of: Array(text.utf8))
  }

  @Test func countersAreToldFromTheRest() throws {
    let scrape = scrape(
      Exposition.text([
        Exposition.line(.httpAllow, authorization: ("authorizationpolicy", "web-from-front"), "12"),
        Exposition.line(
          .httpDeny, client: #"tls="no_identity",no_tls_reason="no_tls_from_remote""#, "3"),
        Exposition.line(.tcpDeny, route: nil, client: #"tls="opaque",sni="db.example""#, "1"),
        Exposition.line(
          .httpAllow, authorization: ("default", "audit"), client: #"tls="true",client_id="""#, "7"),
      ]))
    #expect(scrape.problems == [])
    #expect(scrape.startTime == 1000)
    #expect(scrape.time == 1060)
    #expect(scrape.counters.count == 4)
    let allowed = try #require(scrape.counters.keys.first { $0.outcome == .allowed })
    #expect(allowed.client == .identity("front.vote.serviceaccount.identity.linkerd.cluster.local"))
    #expect(allowed.server == PolicyLabel(kind: "server", name: "web-http"))
    #expect(allowed.route == .default)
    #expect(allowed.authority == PolicyLabel(kind: "authorizationpolicy", name: "web-from-front"))
    #expect(scrape.counters[allowed] == 12)
    let audit = try #require(scrape.counters.keys.first { $0.outcome == .audit })
    #expect(audit.client == .anonymous)
    let tcp = try #require(scrape.counters.keys.first { $0.unit == .connection })
    #expect(tcp.client == .foreignTLS(serverName: "db.example"))
    #expect(tcp.route == nil)
  }

  @Test func anyCutOfTheBytesGivesTheSame() {
    let text = Array(
      Exposition.text([
        Exposition.line(.httpDeny, "5"), Exposition.line(.tcpAllow, route: nil, "2"), "<html>",
      ]).utf8)
    let whole = ExpositionParser.scrape(of: text)
    for cut in text.indices {
      var parser = ExpositionParser()
      parser.parse(Array(text[..<cut]))
      parser.parse(Array(text[cut...]))
      #expect(parser.finish() == whole)
    }
  }

  @Test func aBrokenLineIsAProblemAndTheRestCounts() {
    let scrape = scrape(
      Exposition.text([
        "inbound_http_authz_deny_total{target_port=\"80", Exposition.line(.httpDeny, "NaN"),
        Exposition.line(.httpDeny, "-4"), Exposition.line(.httpDeny, client: #"tls="maybe""#, "4"),
        Exposition.line(.httpDeny, "4"), "!? garbage",
      ]))
    #expect(scrape.counters.count == 1)
    #expect(scrape.problemCount == 5)
    #expect(scrape.problems.map(\.line) == [4, 5, 6, 7, 9])
    #expect(
      scrape.problems[3].message
        == #"inbound_http_authz_deny_total: expected tls true, no_identity, opaque or disabled, found "maybe""#
    )
    #expect(scrape.problems[4].message == #"expected a metric, found "!? garbage""#)
  }

  @Test func aCutTextIsSaidToBeCut() {
    let text = Exposition.text([Exposition.line(.httpDeny, "4")]).dropLast(30)
    let scrape = scrape(String(text))
    #expect(scrape.problems.last?.message.contains("the text ends within a line") == true)
  }

  @Test func aWebPageIsNoExposition() {
    let scrape = scrape("<!DOCTYPE html>\n<html><body>\nSign in\n</body></html>\n")
    #expect(scrape.isForeign)
    #expect(self.scrape(Exposition.text([])).isForeign == false)
  }

  @Test func quotesInLabelsAreRead() throws {
    let scrape = scrape(
      Exposition.text([
        Exposition.line(.tcpDeny, route: nil, client: #"tls="opaque",sni="a\"b\\c\nd""#, "1")
      ]))
    #expect(scrape.counters.keys.first?.client == .foreignTLS(serverName: "a\"b\\c\nd"))
  }

  @Test func oldReleasesSayLess() throws {
    let scrape = scrape(
      Exposition.text([
        #"inbound_http_authz_allow_total{target_addr="10.4.0.9:80",target_port="80",srv_name="default:all-unauthenticated",saz_name="default:all-unauthenticated",tls="no_identity",no_tls_reason="no_tls_from_remote"} 5"#,
        #"inbound_http_authz_allow_total{target_addr="10.4.0.9:81",target_port="81",srv_name="web",saz_name="web-public",tls="true",client_id="a.b"} 6"#,
      ]))
    let byPort = Dictionary(uniqueKeysWithValues: scrape.counters.keys.map { ($0.port, $0) })
    #expect(byPort[80]?.server == PolicyLabel(kind: "default", name: "all-unauthenticated"))
    #expect(byPort[80]?.authority == PolicyLabel(kind: "default", name: "all-unauthenticated"))
    #expect(byPort[81]?.server == PolicyLabel(kind: "server", name: "web"))
    #expect(byPort[81]?.authority == PolicyLabel(kind: "serverauthorization", name: "web-public"))
  }

  @Test func theAdminPortCountsOnceWhateverItsAddress() {
    let line = Exposition.line(.httpDeny, port: 4191, "2")
    let scrape = scrape(
      Exposition.text([
        line.replacing("10.4.0.9:4191", with: "0.0.0.0:4191"),
        line.replacing("10.4.0.9:4191", with: "[::]:4191"),
      ]))
    #expect(scrape.counters.values.map { $0 } == [4])
  }

  @Test func probesAndLoopbackAreKnown() {
    let scrape = scrape(
      Exposition.text([
        Exposition.line(.httpAllow, route: "probe", authorization: ("default", "probe"), "1"),
        Exposition.line(.httpAllow, authorization: ("default", "localhost"), "1"),
        Exposition.line(.httpDeny, "1"),
      ]))
    #expect(scrape.counters.keys.count { $0.isProbe } == 1)
    #expect(scrape.counters.keys.count { $0.isLoopback } == 1)
  }
}
