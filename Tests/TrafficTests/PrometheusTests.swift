import Foundation
import Testing

@testable import Traffic

@Suite struct PrometheusTests {
  private func answer(_ text: String, status: Int = 200) throws -> PrometheusAnswer {
    try PrometheusAnswer(Data(text.utf8), status: status)
  }

  private func failure(_ text: String, status: Int = 200) -> String? {
    do throws(PrometheusAnswer.Failure) {
      _ = try PrometheusAnswer(Data(text.utf8), status: status)
      return nil
    } catch { return error.message }
  }

  @Test func vectorsAndMatricesAreRead() throws {
    let vector = try answer(
      #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1700000000.5,"1"]}]}}"#
    )
    #expect(vector.series[0].samples == [.init(time: 1_700_000_000.5, value: 1)])
    let matrix = try answer(
      #"{"status":"success","warnings":["partial"],"data":{"resultType":"matrix","result":[{"metric":{},"values":[[10,"1"],[20,"NaN"],[30,"+Inf"]]}]}}"#
    )
    #expect(matrix.series[0].samples.count == 3)
    #expect(matrix.series[0].samples[1].value.isNaN)
    #expect(matrix.warnings == ["partial"])
  }

  @Test func whatIsNoAnswerIsSaid() {
    #expect(
      failure(#"{"status":"error","errorType":"bad_data","error":"parse error"}"#, status: 400)
        == "Prometheus says: parse error (bad_data)")
    #expect(
      failure(#"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#)
        == "expected a vector or a matrix, found scalar")
    #expect(
      failure("  <html><body>Sign in</body></html>")
        == "expected Prometheus' JSON, found a web page")
    #expect(failure("") == "expected Prometheus' JSON, found nothing")
    #expect(
      failure("404 page not found\n", status: 404)
        == "expected Prometheus' JSON, found HTTP 404 with \"404 page not found\"")
    #expect(
      failure(#"{"status":"success","data":{"resultType":"vector","result":[{"met"#)
        == "expected Prometheus' JSON, found JSON that is cut short or not Prometheus'")
    #expect(
      failure(
        #"{"kind":"Status","status":"Failure","message":"no endpoints","code":503}"#, status: 503)
        == "the API server says: no endpoints")
    #expect(failure(#"{"kind":"Other","code":403}"#)?.hasPrefix("expected Prometheus'") == true)
  }

  private static let labels =
    #""job":"linkerd-proxy","instance":"10.4.0.9:4191","namespace":"vote","pod":"front-1""#

  private func histories(
    counters: String, starts: String = "", up: String = ""
  ) throws -> PrometheusHistories {
    func matrix(_ result: String) throws -> PrometheusAnswer {
      try answer(
        #"{"status":"success","data":{"resultType":"matrix","result":[\#(result)]}}"#)
    }
    return PrometheusHistories(
      counters: try matrix(counters), startTimes: try matrix(starts), up: try matrix(up))
  }

  @Test func samplesOfOneScrapeAreOneLook() throws {
    let counter = { (name: String, client: String, values: String) in
      #"{"metric":{"__name__":"\#(name)",\#(Self.labels),"target_port":"8080","srv_kind":"server","srv_name":"web","tls":"true","client_id":"\#(client)"},"values":[\#(values)]}"#
    }
    let found = try histories(
      counters: [
        counter("inbound_http_authz_deny_total", "a.b", #"[100,"5"],[110,"9"]"#),
        counter("inbound_tcp_authz_deny_total", "c.d", #"[110,"2"]"#),
        counter("some_other_total", "c.d", #"[110,"2"]"#),
      ].joined(separator: ","),
      starts: #"{"metric":{\#(Self.labels)},"values":[[100,"7"],[110,"7"]]}"#,
      up: #"{"metric":{\#(Self.labels)},"values":[[112,"1"]]}"#)
    let proxy = ProxyReference(namespace: "vote", pod: "front-1")
    #expect(found.proxies.keys.map { $0 } == [proxy])
    #expect(found.answered == 112)
    #expect(found.newest == 110)
    let history = try #require(found.proxies[proxy])
    #expect(history.moments.map(\.time) == [100, 110])
    let window = TrafficWindow(seconds: 10)
    let counts = history.series.map { key in
      (key.unit, history.amount(of: key, in: window, endingAt: 110).count)
    }
    #expect(counts.first { $0.0 == .request }?.1 == 4)
    // The proxy was looked at before, so this one counted from zero.
    #expect(counts.first { $0.0 == .connection }?.1 == 2)
  }

  @Test func anotherContainersClockIsNotTheProxys() throws {
    let found = try histories(
      counters: "",
      starts:
        #"{"metric":{"job":"pods","instance":"10.4.0.9:9090","namespace":"vote","pod":"front-1"},"values":[[100,"7"]]}"#
    )
    #expect(found.proxies.isEmpty)
  }

  @Test func aTargetThatIsDownIsFailing() throws {
    let found = try histories(
      counters: "", up: #"{"metric":{\#(Self.labels)},"values":[[112,"0"]]}"#)
    #expect(found.failing == [ProxyReference(namespace: "vote", pod: "front-1")])
  }

  @Test func aTargetThatCountedNothingWasLookedAt() throws {
    let found = try histories(
      counters: "", up: #"{"metric":{\#(Self.labels)},"values":[[112,"1"]]}"#)
    #expect(found.proxies.keys.map(\.pod) == ["front-1"])
    #expect(found.failing.isEmpty)
  }

  @Test func withoutNamesTheAddressTellsThePod() throws {
    let found = try histories(
      counters:
        #"{"metric":{"__name__":"inbound_tcp_authz_deny_total","instance":"[fd00::9]:4191","target_port":"80","srv_name":"db","srv_kind":"server","tls":"disabled"},"values":[[1,"1"]]}"#
    )
    #expect(found.proxies.keys.first?.address?.description == "fd00::9")
  }
}
