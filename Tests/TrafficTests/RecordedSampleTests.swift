import Foundation
import KubernetesSnapshot
import Testing

@testable import Traffic

/// What a recording keeps of looks says the same of traffic as the looks themselves.
@Suite struct RecordedSampleTests {
  private static let clients: [ObservedClient] = [
    .identity("front.vote.serviceaccount.identity.linkerd.cluster.local"), .anonymous,
    .plain(reason: "no_tls_from_remote"), .foreignTLS(serverName: "shop.example"),
  ]

  private static func series(_ number: Int) -> TrafficSeries {
    TrafficSeries(
      client: clients[number % clients.count], port: UInt16(8080 + number % 3),
      unit: number % 2 == 0 ? .request : .connection,
      outcome: TrafficOutcome.allCases[number % TrafficOutcome.allCases.count],
      server: PolicyLabel(kind: "server", name: "web-\(number % 2)"),
      route: number % 2 == 0 ? .default : nil,
      authority: number % 3 == 0 ? PolicyLabel(kind: "serverauthorization", name: "all") : nil)
  }

  /// Looks every 10 s at a few proxies that come and go; a Prometheus tells older moments again.
  private static func looks(
    seed: UInt64, kind: TrafficSource.Kind
  ) -> [(sample: TrafficSample, asked: TrafficWindow)] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ below: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(below))
    }
    var counted: [ProxyReference: [TrafficSeries: Double]] = [:]
    var histories: [ProxyReference: ProxyHistory] = [:]
    return (1...12).map { step in
      let time = 1000 + Double(step) * 10
      var sample = TrafficSample(source: TrafficSource(kind: kind, name: "it"), time: time)
      for index in 0..<4 where random(5) > 0 {
        let proxy = ProxyReference(namespace: "vote", pod: "web-\(index)")
        if random(8) == 0 {
          sample.failures[proxy] = random(2) == 0 ? .refused : .failed("reset")
          continue
        }
        for _ in 0..<3 {
          counted[proxy, default: [:]][series(random(12)), default: 0] += Double(random(9))
        }
        var scrape = ProxyScrape()
        scrape.time = time
        scrape.startTime = 900
        scrape.counters = counted[proxy] ?? [:]
        histories[proxy, default: ProxyHistory()].add(scrape, at: time)
        sample.proxies[proxy] =
          kind.remembers ? histories[proxy] : ProxyHistory(scrape, at: time)
        if random(3) == 0, let address = IPAddress("10.4.0.\(random(9))") {
          let client = LoggedClient(
            address: address, client: nil, unit: .request, outcome: .denied, port: 8080)
          sample.clients[proxy] = [client: 1 + random(4)]
        }
      }
      if random(6) == 0 { sample.problems = ["one was away"] }
      return (sample, TrafficWindow(seconds: step < 7 ? 60 : 300))
    }
  }

  private static func words(of log: TrafficLog, _ window: Double) -> [String] {
    guard let traffic = log.traffic(in: TrafficWindow(seconds: window)) else { return [] }
    return traffic.flows.map {
      "\($0.proxy) \($0.series) \($0.amount) \($0.addresses.sorted { $0.key < $1.key })"
    }
    .sorted()
      + traffic.looks.map { "\($0)" }.sorted() + traffic.failures.map { "\($0)" }.sorted()
      + traffic.problems + ["\(traffic.newestLook) \(traffic.answered)"]
  }

  @Test(
    "a recording's looks and the looks themselves give the same traffic, at every moment",
    arguments: UInt64(1)...6, [TrafficSource.Kind.prometheus, .proxies])
  func sameTraffic(seed: UInt64, kind: TrafficSource.Kind) throws {
    var recorder = SampleRecorder()
    var reader = SampleReader()
    var (seen, read) = (TrafficLog(), TrafficLog())
    for (sample, asked) in Self.looks(seed: seed, kind: kind) {
      let line = try JSONEncoder().encode(recorder.record(sample, asked: asked))
      let recorded = try JSONDecoder().decode(RecordedSample.self, from: line)
      seen.add(sample)
      let again = reader.read(recorded)
      read.add(try #require(again))
      #expect(Self.words(of: read, 60) == Self.words(of: seen, 60))
    }
    #expect(!Self.words(of: seen, 60).isEmpty)
  }

  @Test("a moment and a counter's name are kept only once") func onlyNews() throws {
    var recorder = SampleRecorder()
    let looks = Self.looks(seed: 3, kind: .prometheus).prefix(6)
    let recorded = looks.map { recorder.record($0.sample, asked: $0.asked) }
    let moments = recorded.flatMap { sample in
      sample.proxies.flatMap { proxy in proxy.looks.map { "\(proxy.pod) \($0.moment.time)" } }
    }
    #expect(Set(moments).count == moments.count)
    let names = recorded.flatMap { $0.counters.map(\.series) }
    #expect(Set(names).count == names.count)
    #expect(names.count > 3)
  }

  @Test("a look with a counter that was never named is none") func unnamedCounter() throws {
    var recorder = SampleRecorder()
    let recorded = Self.looks(seed: 4, kind: .proxies).map {
      recorder.record($0.sample, asked: $0.asked)
    }
    var reader = SampleReader()
    let last = try #require(recorded.last)
    let sample = reader.read(last)
    #expect(sample == nil)
  }
}
