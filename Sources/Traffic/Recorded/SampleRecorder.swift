/// Turns looks at traffic into what a recording keeps of them, one after the other.
package struct SampleRecorder: Sendable {
  private var numbers: [TrafficSeries: Int] = [:]
  private var newest: [ProxyReference: Double] = [:]
  private var source: TrafficSource?
  private var depth = 0.0

  /// A recorder that has seen nothing.
  package init() {}

  /// What to keep of a look.
  ///
  /// - Parameters:
  ///   - sample: The look.
  ///   - asked: How far back the source was asked.
  /// - Returns: What is new in it.
  /// - Complexity: O(counters · moments of the look).
  package mutating func record(_ sample: TrafficSample, asked: TrafficWindow) -> RecordedSample {
    // What is older than the looks so far comes only with a deeper one; that is kept whole.
    let isDeeper = sample.source.kind.remembers && asked.seconds > depth
    if sample.source != source || isDeeper { newest = [:] }
    source = sample.source
    if isDeeper { depth = asked.seconds }
    var recorded = RecordedSample(
      source: sample.source, time: sample.time, window: asked.seconds, counters: [], proxies: [],
      problems: sample.problems)
    let proxies = Set(sample.proxies.keys).union(sample.failures.keys).union(sample.clients.keys)
    for proxy in proxies.sorted() {
      let looks = (sample.proxies[proxy]?.looks(after: newest[proxy] ?? -.infinity) ?? []).map {
        look in
        let known = look.counters.filter { $0.value.isFinite }
        return RecordedSample.Look(
          moment: look.moment, numbers: known.map { number(of: $0.series, in: &recorded) },
          values: known.map(\.value))
      }
      if let last = looks.last { newest[proxy] = last.moment.time }
      let clients = sample.clients[proxy]?.map { RecordedSample.Client(client: $0, count: $1) }
      recorded.proxies.append(
        .init(
          namespace: proxy.namespace, pod: proxy.pod, address: proxy.address, looks: looks,
          failure: sample.failures[proxy], clients: clients))
    }
    return recorded
  }

  private mutating func number(
    of series: TrafficSeries, in recorded: inout RecordedSample
  ) -> Int {
    if let number = numbers[series] { return number }
    let number = numbers.count
    numbers[series] = number
    recorded.counters.append(.init(number: number, series: series))
    return number
  }
}
