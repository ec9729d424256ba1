import Foundation
import KubernetesSnapshot
import Testing
import Traffic

@testable import ClusterSources

/// The sources of traffic against a small server that answers well and badly.
@Suite struct TrafficReaderTests {
  private let client = HTTPClient()
  private let minute = TrafficWindow(seconds: 60)

  private func place(_ port: Int) -> HTTPPlace { HTTPPlace("http://127.0.0.1:\(port)/") }

  private func pod(_ name: String) -> ResourceID {
    ResourceID(kind: .pod, namespace: "vote", name: name)
  }

  /// A cluster with linkerd-viz in it, or without.
  static func snapshot(withViz: Bool) -> Snapshot {
    guard withViz else { return Snapshot() }
    let texts = [
      #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"viz","labels":{"linkerd.io/extension":"viz"}}}"#,
      #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"prometheus","namespace":"viz"},"spec":{"ports":[{"port":9090}]}}"#,
    ]
    return Snapshot(
      texts.compactMap { text -> Resource? in
        guard case .resource(let resource) = ResourceDecoder().decode(Data(text.utf8)) else {
          return nil
        }
        return resource
      })
  }

  private func look(
    _ trafficPlace: TrafficPlace, port: Int, withViz: Bool = false, pods: [String] = []
  ) throws(TrafficFailure) -> TrafficSample {
    let reader = TrafficReader(trafficPlace, api: place(port), forward: nil, client: client)
    let pods = pods.map(pod)
    var sample = try reader.look(minute, in: Self.snapshot(withViz: withViz), pods: pods)
    reader.addClients(to: &sample, pods: pods)
    return sample
  }

  @Test("a Prometheus says what proxies counted in the window, and which it cannot scrape")
  func aPrometheusSaysWhatProxiesCounted() throws {
    try withServer("metrics_server", []) { port in
      let sample = try look(.prometheus(place(port)), port: port)
      #expect(sample.source == TrafficSource(kind: .prometheus, name: "http://127.0.0.1:\(port)"))
      #expect(sample.problems == [])
      #expect(sample.failures.keys.map(\.pod) == ["vault-1"])
      var log = TrafficLog()
      log.add(sample)
      let traffic = try #require(log.traffic(in: minute))
      #expect(traffic.flows.map(\.amount.count) == [29])
      #expect(traffic.flows.map(\.amount.rate) == [0.5])
      #expect(traffic.answered - traffic.newestLook == 2)
    }
  }

  @Test("a scrape that ends between two questions makes no counter begin anew")
  func aScrapeBetweenTwoQuestions() throws {
    try withServer("metrics_server", ["scraped"]) { port in
      var log = TrafficLog()
      log.add(try look(.prometheus(place(port)), port: port))
      let flows = try #require(log.traffic(in: minute)?.flows)
      #expect(flows.map(\.amount.total) == [40])
      #expect(flows.map(\.amount.count) == [30])
    }
  }

  @Test(
    "a Prometheus that answers badly is said to",
    arguments: [
      ("error", "Prometheus says: too many samples (execution)", .broken),
      ("page", "expected Prometheus' JSON, found a web page", .broken),
      ("nothing", "expected Prometheus' JSON, found nothing", .broken),
      ("garbage", "expected Prometheus' JSON, found bytes that are no text", .broken),
      ("forbidden", "it refuses to answer (HTTP 403)", .forbidden),
      ("unauthorized", "it asks who you are (HTTP 401): http://NAME:PASSWORD@HOST", .forbidden),
      ("elsewhere", "it sends on to https://login.example/?next=%2F (HTTP 302)", .broken),
      ("lost", "expected Prometheus' JSON, found HTTP 404 with \"404 page not found\"", .absent),
      ("cut", "the connection ended in the middle of the answer", .broken),
    ] as [(String, String, TrafficFailure.Cause)])
  func aPrometheusThatAnswersBadlyIsSaidTo(
    fault: String, message: String, cause: TrafficFailure.Cause
  ) throws {
    try withServer("metrics_server", [fault]) { port in
      let failure = try #require(
        caught(TrafficFailure.self) { try look(.prometheus(place(port)), port: port) })
      #expect(failure.cause == cause)
      #expect(failure.message.hasPrefix(message))
      #expect(failure.message.hasSuffix(", at http://127.0.0.1:\(port)"))
    }
  }

  @Test(
    "a Prometheus that answers slowly, or too much, is said to",
    arguments: [
      ("slow", "no answer within 1s"), ("drip", "no answer in time"),
      ("long", "an answer is longer than 0 MB: a shorter window asks for less"),
    ])
  func aPrometheusThatIsSlowIsSaidTo(fault: String, message: String) throws {
    try withServer("metrics_server", [fault]) { port in
      let reader = PrometheusReader(
        place(port), source: TrafficSource(kind: .prometheus, name: "x"), client: client,
        timeout: .seconds(1), longestAnswer: 50_000)
      let failure = caught(TrafficFailure.self) { try reader.look(minute) }
      #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "none")")
    }
  }

  @Test("a certificate that nobody trusts, or none, is said") func aCertificateIsSaid() throws {
    try withServer("metrics_server", ["untrusted"]) { port in
      let place = HTTPPlace("https://127.0.0.1:\(port)")
      let failure = caught(TrafficFailure.self) { try look(.prometheus(place), port: port) }
      #expect(failure?.message.contains("the server's certificate is not trusted") == true)
    }
    try withServer("metrics_server", []) { port in
      let place = HTTPPlace("https://127.0.0.1:\(port)")
      let failure = caught(TrafficFailure.self) { try look(.prometheus(place), port: port) }
      #expect(
        failure?.message.hasPrefix("TLS could not be agreed on") == true,
        "\(failure?.message ?? "none")")
    }
  }

  @Test("a Prometheus that is away or without Linkerd's counters is said to be")
  func aPrometheusThatIsAwayOrEmptyIsSaidToBe() throws {
    let away = caught(TrafficFailure.self) {
      try look(.prometheus(HTTPPlace("http://127.0.0.1:1")), port: 1)
    }
    #expect(away?.message.hasPrefix("nothing answers there") == true)
    try withServer("metrics_server", ["empty"]) { port in
      let sample = try look(.prometheus(place(port)), port: port)
      #expect(sample.problems == ["this Prometheus has no counters of Linkerd's proxies"])
    }
  }

  @Test("in a cluster linkerd-viz is asked first, and then the proxies themselves")
  func inAClusterVizIsAskedFirst() throws {
    try withServer("metrics_server", []) { port in
      let sample = try look(.cluster, port: port, withViz: true, pods: ["tally-1"])
      #expect(sample.source.kind == .viz)
      #expect(sample.proxies.keys.map(\.pod) == ["tally-1"])
    }
    try withServer("metrics_server", ["forbidden"]) { port in
      let sample = try look(
        .cluster, port: port, withViz: true,
        pods: ["tally-1", "vault-1", "secret-1", "page-1", "gone-1"])
      #expect(sample.source.kind == .proxies)
      #expect(sample.problems == ["linkerd-viz' Prometheus: it refuses to answer (HTTP 403)"])
      #expect(sample.proxies.keys.map(\.pod) == ["tally-1"])
      let failures = Dictionary(
        uniqueKeysWithValues: sample.failures.map { ($0.key.pod, $0.value) })
      #expect(
        failures == [
          "vault-1": .refused,
          "secret-1": .failed("the API server says: pods is forbidden"),
          "page-1": .failed("port 4191 answers with something else than metrics"),
          "gone-1": .failed("its metrics are answered with HTTP 503"),
        ])
      // The log names whom the counter cannot.
      let clients = sample.clients[ProxyReference(namespace: "vote", pod: "tally-1")]
      #expect(clients?.keys.map(\.address.description) == ["10.4.0.77"])
    }
  }

  @Test("when no proxy answers, it is said why") func whenNoProxyAnswersItIsSaidWhy() throws {
    try withServer("metrics_server", []) { port in
      let failure = caught(TrafficFailure.self) {
        try look(.cluster, port: port, pods: ["vault-1"])
      }
      #expect(
        failure?.message
          == "linkerd-viz' Prometheus: linkerd-viz is not installed; no proxy answers;"
          + " the proxies refuse it")
    }
  }

  @Test("folders of several moments are one history, whatever their order")
  func foldersOfSeveralMomentsAreOneHistory() throws {
    let files = try TemporaryFiles()
    for (folder, uptime, count) in [("a", 100, 5), ("b", 160, 11)] {
      let text = """
        inbound_tcp_authz_deny_total{target_port="5432",srv_kind="server",srv_name="db",tls="disabled"} \(count)
        process_start_time_seconds 5000
        process_uptime_seconds_total \(uptime)

        """
      _ = try files.write("\(folder)/shop/db-1.prom", text.utf8)
      _ = try files.write("\(folder)/shop/notes.txt", "nothing".utf8)
    }
    _ = try files.write("b/shop/web-1.prom", "<html>\n".utf8)
    let sample = try ExpositionFolder.look([files.path + "/b", files.path + "/a"])
    #expect(sample.time == 5160)
    #expect(
      sample.problems == [
        "\(files.path)/b/shop/web-1.prom: expected a proxy's metrics, found something else"
      ])
    var log = TrafficLog()
    log.add(sample)
    #expect(log.traffic(in: minute)?.flows.map(\.amount.count) == [6])
    let failure = caught(TrafficFailure.self) {
      try ExpositionFolder.look([files.path + "/a/shop"])
    }
    #expect(failure?.message.contains("expected a folder with files named") == true)
    let absent = caught(TrafficFailure.self) { try ExpositionFolder.look(["/nowhere"]) }
    #expect(absent?.message == "/nowhere: there is no such file or directory")
  }

  @Test("the address of a source is shown without a password, and queries are escaped")
  func theAddressIsShownWithoutAPassword() {
    let place = HTTPPlace("https://me:secret@prom.example:9090/base/")
    #expect(place.shown == "https://prom.example:9090/base")
    #expect(
      place.get("/q", [("query", #"{a=~"b|ü"}[1m]"#)], timeout: .seconds(1)).url
        == "https://me:secret@prom.example:9090/base/q?query=%7Ba%3D~%22b%7C%C3%BC%22%7D%5B1m%5D")
  }

  @Test("long windows are asked for in steps") func longWindowsAreAskedForInSteps() {
    #expect(PrometheusReader.range(TrafficWindow(seconds: 60)) == "[135s]")
    #expect(PrometheusReader.range(TrafficWindow(seconds: 3600)) == "[3675s:60s]")
  }

  @Test("after the first look only what is new is asked for") func onlyWhatIsNewIsAskedFor() {
    let hour = TrafficWindow(seconds: 3600)
    #expect(PrometheusReader.range(hour, askedBefore: .seconds(60)) == "[135s:60s]")
    #expect(PrometheusReader.range(minute, askedBefore: .milliseconds(10_200)) == "[86s]")
    #expect(PrometheusReader.range(minute, askedBefore: .seconds(7200)) == "[135s]")
  }
}
