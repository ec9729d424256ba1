import Foundation
import KubernetesSnapshot
import Traffic

/// Cuts a recording into its lines, wherever it is cut into parts, and reads each.
struct RecordingReader {
  /// The lines that cannot be read.
  private(set) var problems: [SourceProblem] = []
  private let name: String
  private var rest: [UInt8] = []
  private var number = 0
  private var samples = SampleReader()
  private var status: RecordingLine.Status?
  private var time = 0.0
  private var source: String?
  private let decoder = JSONDecoder()

  /// A reader of a file with this name.
  init(name: String) { self.name = name }

  /// Takes the next bytes.
  ///
  /// - Returns: What the lines say that are complete now.
  mutating func take(_ bytes: [UInt8]) -> [Recording.Entry] {
    var entries: [Recording.Entry] = []
    var bytes = bytes[...]
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
      rest += bytes[..<end]
      bytes = bytes[(end + 1)...]
      if let entry = read(Data(rest)) { entries.append(entry) }
      rest.removeAll(keepingCapacity: true)
    }
    rest += bytes
    return entries
  }

  /// Takes what is left behind the last line's end, which may be a line that was not written to its end.
  mutating func finish() -> [Recording.Entry] {
    guard !rest.isEmpty else { return [] }
    let known = problems
    if let entry = read(Data(rest)) { return [entry] }
    guard number > 1 else { return [] }
    problems = known
    add("the line is cut off; the recording ended while it was written", .warning)
    return []
  }

  private mutating func read(_ line: Data) -> Recording.Entry? {
    number += 1
    guard number > 1 else { return nil }
    do {
      let line = try decoder.decode(RecordingLine.self, from: line)
      guard Self.times.contains(line.at) else {
        add("expected seconds since 1970, found \(line.at)", field: "at")
        return nil
      }
      guard let event = event(of: line) else {
        add(
          "expected source, changes, status, traffic or trafficFailure; of traffic a time, "
            + "a window of 10 to 3600 s, and known counters")
        return nil
      }
      // The lines' order counts: a clock that is set back makes nothing happen earlier.
      time = max(time, line.at)
      return Recording.Entry(time: time, event: event)
    } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
      add("the line is no JSON")
      return nil
    } catch {
      let problem = FieldProblem(error)
      problems.append(
        SourceProblem(
          source: name, position: .init(line: number), field: problem.field,
          message: problem.message))
      return nil
    }
  }

  private mutating func event(of line: RecordingLine) -> Recording.Event? {
    if let source = line.source {
      status = nil
      if source == self.source { return .restart }
      self.source = source
      samples = SampleReader()
      return .source(source)
    }
    if let traffic = line.traffic {
      guard Self.times.contains(traffic.time), TrafficWindow.range.contains(traffic.window) else {
        return nil
      }
      return samples.read(traffic).map {
        .traffic($0, asked: TrafficWindow(seconds: traffic.window))
      }
    }
    if let reason = line.trafficFailure { return .trafficFailed(reason) }
    status = line.status ?? status
    guard let status, line.changes != nil || line.status != nil else { return nil }
    var update = status.update
    update.changes = (line.changes ?? []).map(Self.completed)
    return .cluster(update)
  }

  /// From 1970 to the year 9999.
  private static let times = 0.0..<253_402_300_800

  /// The change with the values that Linkerd's configuration holds as a text.
  private static func completed(_ change: SnapshotChange) -> SnapshotChange {
    guard case .upsert(.configMap(let configMap)) = change else { return change }
    return .upsert(.configMap(LinkerdConfig.reading(configMap).configMap))
  }

  private mutating func add(
    _ message: String, _ severity: SourceProblem.Severity = .error, field: String = ""
  ) {
    problems.append(
      SourceProblem(
        source: name, position: .init(line: number), field: field, message: message,
        severity: severity))
  }
}
