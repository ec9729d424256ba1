import Testing

@testable import Traffic

/// Counters with time become amounts, and never more than was counted.
@Suite struct ProxyHistoryTests {
  private let minute = TrafficWindow(seconds: 60)

  private func scrape(
    _ key: TrafficSeries, _ value: Double?, at time: Double, start: Double?
  ) -> ProxyScrape {
    var scrape = ProxyScrape()
    scrape.counters = value.map { [key: $0] } ?? [:]
    scrape.time = time
    scrape.startTime = start
    return scrape
  }

  private func history(
    _ looks: [(time: Double, start: Double?, value: Double?)]
  ) throws -> (ProxyHistory, TrafficSeries) {
    let key = try #require(Exposition.denied)
    var history = ProxyHistory()
    for look in looks {
      history.add(scrape(key, look.value, at: look.time, start: look.start), at: look.time)
    }
    return (history, key)
  }

  private func amount(
    _ looks: [(time: Double, start: Double?, value: Double?)], window: TrafficWindow? = nil,
    end: Double? = nil
  ) throws -> TrafficAmount {
    let (history, key) = try history(looks)
    return history.amount(
      of: key, in: window ?? minute, endingAt: end ?? looks.last?.time ?? 0)
  }

  @Test func growthByTimeIsARate() throws {
    let amount = try amount([(1000, 10, 5), (1030, 10, 8), (1060, 10, 20)])
    #expect(amount.count == 15)
    #expect(amount.rate == 0.25)
    #expect(amount.total == 20)
    #expect(amount.firstSeen == nil)
    #expect(amount.lastSeen == 1060)
  }

  @Test func oneLookIsNoRate() throws {
    let amount = try amount([(1000, 10, 500)])
    #expect(amount.count == nil)
    #expect(amount.rate == nil)
    #expect(amount.total == 500)
  }

  @Test func aCounterThatAppearsCountedFromZero() throws {
    let amount = try amount([(1000, 10, nil), (1030, 10, nil), (1060, 10, 3)])
    #expect(amount.count == 3)
    #expect(amount.firstSeen == 1060)
  }

  @Test func aCounterThatAppearsInAnUnknownProxyIsNoRate() throws {
    let amount = try amount([(1000, nil, nil), (1030, nil, nil), (1060, nil, 300)])
    #expect((amount.count ?? 0) == 0)
    #expect(amount.total == 300)
  }

  @Test func aPodThatCameInTheWindowCountedSinceItsStart() throws {
    let amount = try amount([(1060, 1040, 6)])
    #expect(amount.count == 6)
    #expect(amount.rate == 0.3)
  }

  @Test func aRestartCountsFromZeroAgain() throws {
    let told = try amount([(1000, 10, 100), (1030, 10, 104), (1060, 1040, 2)])
    #expect(told.count == 6)
    let grown = try amount([(1000, 10, 100), (1060, 1005, 140)])
    #expect(grown.count == 140)
    let untold = try amount([(1000, nil, 100), (1060, nil, 2)])
    #expect(untold.count == 2)
  }

  @Test func aPodsClockMayBeWrong() throws {
    let key = try #require(Exposition.denied)
    var history = ProxyHistory()
    for (time, value) in [(9000.0, 100.0), (9060, 130)] {
      history.add(scrape(key, value, at: time - 7000, start: 100), at: time)
    }
    #expect(history.amount(of: key, in: minute, endingAt: 9060).count == 30)
  }

  @Test func aGapIsNoRate() throws {
    let amount = try amount([(1000, 10, 5), (1600, 10, 4000)])
    #expect(amount.count == nil)
    let after = try self.amount([(1000, 10, 5), (1600, 10, 4000), (1630, 10, 4003)])
    #expect(after.count == 3)
    #expect(after.seconds == 30)
  }

  @Test func aPodThatIsGoneIsQuiet() throws {
    let amount = try amount([(1000, 10, 5), (1030, 10, 9)], end: 2000)
    #expect(amount.isActive == false)
    #expect(amount.lastSeen == 1030)
  }

  @Test func theWindowLeavesOutWhatWasBefore() throws {
    let looks = (0...60).map { step in
      (
        time: 1000 + Double(step) * 10, start: 10.0 as Double?,
        value: Double(step * step) as Double?
      )
    }
    let short = try amount(looks, window: TrafficWindow(seconds: 10))
    #expect(short.count == 119)
    #expect(short.seconds == 10)
    let long = try amount(looks, window: TrafficWindow(seconds: 600))
    #expect(long.count == 3600)
    #expect(long.points.count == TrafficAmount.pointCount)
    #expect(long.points.compactMap { $0 }.max() == long.points.last ?? nil)
  }

  @Test func forgottenLooksChangeNothingWithinTheWindow() throws {
    var (history, key) = try history(
      (0..<20).map { (1000 + Double($0) * 10, 10, Double($0 * 3)) })
    let before = history.amount(of: key, in: minute, endingAt: 1190)
    history.forget(before: 1100)
    #expect(history.moments.count == 10)
    let after = history.amount(of: key, in: minute, endingAt: 1190)
    #expect((before.count, before.rate, before.total) == (after.count, after.rate, after.total))
    #expect(before.points == after.points)
  }

  @Test func laterLooksAreAppendedOnce() throws {
    let (whole, key) = try history((0..<12).map { (1000 + Double($0) * 10, 10, Double($0)) })
    var joined = try history((0..<8).map { (1000 + Double($0) * 10, 10, Double($0)) }).0
    joined.add(try history((4..<12).map { (1000 + Double($0) * 10, 10, Double($0)) }).0)
    #expect(joined == whole)
    #expect(joined.amount(of: key, in: minute, endingAt: 1110).count == 6)
  }

  /// Whatever restarts, gaps and failed looks there are, no more is counted than really happened.
  @Test("that a scrape works says nothing of a proxy that has counted") func silenceIsNoZero()
    throws
  {
    var (history, _) = try history([(1000, 10, 5), (1060, 10, 11)])
    let before = history
    history.add(ProxyHistory(ProxyScrape(), at: 1070))
    #expect(history == before)
  }

  @Test(arguments: 0..<200) func noRateIsInvented(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let key = try #require(Exposition.denied)
    var history = ProxyHistory()
    var truth: [(time: Double, count: Double)] = []
    var counter: Double?
    var start = 0.0
    let knowsStart = random.next() % 3 > 0
    var time = 1000.0
    for _ in 0..<60 {
      time += [1, 5, 10, 40, 200, 700][Int(random.next() % 6)]
      if random.next() % 6 == 0 {
        start = time - 0.5
        counter = nil
      }
      if random.next() % 2 == 0 {
        let count = Double(random.next() % 50)
        counter = (counter ?? 0) + count
        truth.append((time, count))
      }
      guard random.next() % 4 > 0 else { continue }
      history.add(
        scrape(key, counter, at: time, start: knowsStart ? start : nil), at: time)
    }
    let end = history.moments.last?.time ?? time
    for seconds in [10.0, 60, 300, 3600] {
      let window = TrafficWindow(seconds: seconds)
      let amount = history.amount(of: key, in: window, endingAt: end)
      guard let count = amount.count else { continue }
      // A look from before the window may be where its growth is counted from.
      let reach = end - seconds - window.longestGap
      let real = truth.reduce(0) { $0 + ($1.time > reach && $1.time <= end ? $1.count : 0) }
      #expect(count >= 0 && count <= real, "window \(seconds)")
      #expect(amount.points.allSatisfy { ($0 ?? 0) >= 0 })
      if amount.seconds > 0 { #expect(amount.rate == count / amount.seconds) }
    }
  }
}

/// Numbers that look random and are the same each time.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
