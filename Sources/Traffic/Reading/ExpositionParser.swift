/// Reads what a proxy answers to `/metrics`: the text exposition of Prometheus and OpenMetrics.
///
/// It takes bytes as they come, looks only at the counters that tell who was let in and at the
/// process's clock, and passes over everything else. A broken line is a problem, the rest counts.
package struct ExpositionParser {
  /// What was read so far.
  package private(set) var scrape = ProxyScrape()
  private var rest: [UInt8] = []
  private var line = 0
  private var clock: Double?
  private var uptime: Double?

  /// More than this many problems are only counted.
  private static let keptProblems = 10
  /// A longer line is no exposition's.
  private static let longestLine = 1 << 16

  /// A parser at the start of a text.
  package init() {}

  /// Reads a whole text.
  package static func scrape(of bytes: [UInt8]) -> ProxyScrape {
    var parser = ExpositionParser()
    parser.parse(bytes)
    return parser.finish()
  }

  /// Reads the next bytes.
  ///
  /// - Complexity: O(*n*) in the bytes; memory for the counters and one line.
  package mutating func parse(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var start = buffer.startIndex
      while let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if rest.isEmpty {
          read(UnsafeBufferPointer(rebasing: buffer[start..<end]))
        } else {
          rest += buffer[start..<end]
          let whole = rest
          rest = []
          whole.withUnsafeBufferPointer { read($0) }
        }
        start = end + 1
      }
      rest += buffer[start...]
    }
    if rest.count > Self.longestLine {
      line += 1
      add("the line is longer than \(Self.longestLine) bytes; expected a metric")
      line -= 1
      rest = []
    }
  }

  /// Ends the text.
  ///
  /// - Returns: What was read; a last line without an end is left out, since it may be cut.
  package mutating func finish() -> ProxyScrape {
    if !rest.isEmpty, !rest.starts(with: "# EOF".utf8) {
      line += 1
      add("the text ends within a line, so the rest of it is missing")
      rest = []
    }
    if let startTime = scrape.startTime, let uptime {
      scrape.time = startTime + uptime
    } else {
      scrape.time = clock
    }
    return scrape
  }

  private mutating func add(_ message: String) {
    scrape.problemCount += 1
    if scrape.problems.count < Self.keptProblems {
      scrape.problems.append(ProxyScrape.Problem(line: line, message: message))
    }
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    line += 1
    var text = text
    if text.last == UInt8(ascii: "\r") { text = UnsafeBufferPointer(rebasing: text.dropLast()) }
    guard let first = text.first, first != UInt8(ascii: "#") else { return }
    let nameEnd = text.firstIndex { !Self.isNameByte($0) } ?? text.endIndex
    guard nameEnd > 0, nameEnd < text.endIndex, Self.endsName(text[nameEnd]) else {
      return add("expected a metric, found \"\(Self.excerpt(text))\"")
    }
    let name = UnsafeBufferPointer(rebasing: text[..<nameEnd])
    if Self.starts(name, with: "inbound_") {
      guard let counter = Self.counter(name) else { return }
      readCounter(counter, text, from: nameEnd)
    } else if Self.starts(name, with: "process_") {
      readProcess(String(decoding: name, as: UTF8.self), text, from: nameEnd)
    }
  }

  private mutating func readCounter(
    _ counter: TrafficCounter, _ text: UnsafeBufferPointer<UInt8>, from nameEnd: Int
  ) {
    guard let (labels, end) = ExpositionLabels.read(text, from: nameEnd) else {
      return add("\(counter.rawValue): expected labels as name=\"value\"")
    }
    guard let value = Self.number(text, from: end), value.isFinite, value >= 0 else {
      return add("\(counter.rawValue): expected a count behind the labels")
    }
    do throws(LabelProblem) {
      let series = try TrafficSeries(counter, labels: labels)
      scrape.counters[series, default: 0] += value
    } catch {
      add("\(counter.rawValue): \(error.message)")
    }
  }

  private mutating func readProcess(
    _ name: String, _ text: UnsafeBufferPointer<UInt8>, from nameEnd: Int
  ) {
    switch name {
    case "process_start_time_seconds": scrape.startTime = Self.number(text, from: nameEnd)
    case "process_uptime_seconds_total": uptime = Self.number(text, from: nameEnd)
    case "process_clock_time_seconds": clock = Self.number(text, from: nameEnd)
    default: break
    }
  }

  private static func counter(_ name: UnsafeBufferPointer<UInt8>) -> TrafficCounter? {
    TrafficCounter.allCases.first { name.elementsEqual($0.rawValue.utf8) }
  }

  private static func starts(
    _ name: UnsafeBufferPointer<UInt8>, with prefix: StaticString
  ) -> Bool {
    name.count >= prefix.utf8CodeUnitCount
      && (0..<prefix.utf8CodeUnitCount).allSatisfy { name[$0] == prefix.utf8Start[$0] }
  }

  /// The number behind a name or its labels; a timestamp may follow.
  private static func number(_ text: UnsafeBufferPointer<UInt8>, from index: Int) -> Double? {
    let words = text[index...].split(separator: UInt8(ascii: " "))
    guard let word = words.first, words.count <= 2 else { return nil }
    return Double(String(decoding: word, as: UTF8.self))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || byte == UInt8(ascii: "_") || (65...90).contains(byte)
      || (48...57).contains(byte) || byte == UInt8(ascii: ":")
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: " ")
  }

  private static func excerpt(_ text: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: text.prefix(40), as: UTF8.self) + (text.count > 40 ? "…" : "")
  }
}
