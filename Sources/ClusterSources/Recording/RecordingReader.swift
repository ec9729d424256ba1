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

  /// Takes what is left behind the last line's end.
  mutating func finish() -> [Recording.Entry] {
    guard !rest.isEmpty else { return [] }
    number += 1
    add("the line is cut off; the recording ended while it was written", .warning)
    return []
  }

  private mutating func read(_ line: Data) -> Recording.Entry? {
    number += 1
    guard number > 1 else { return nil }
    do {
      let line = try decoder.decode(RecordingLine.self, from: line)
      guard let event = event(of: line) else {
        add("expected source, changes, status, traffic or trafficFailure, and known counters")
        return nil
      }
      return Recording.Entry(time: line.at, event: event)
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
      samples = SampleReader()
      status = nil
      return .source(source)
    }
    if let traffic = line.traffic {
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

  /// The change with the values that Linkerd's configuration holds as a text.
  private static func completed(_ change: SnapshotChange) -> SnapshotChange {
    guard case .upsert(.configMap(let configMap)) = change else { return change }
    return .upsert(.configMap(LinkerdConfig.reading(configMap).configMap))
  }

  private mutating func add(_ message: String, _ severity: SourceProblem.Severity = .error) {
    problems.append(
      SourceProblem(
        source: name, position: .init(line: number), message: message, severity: severity))
  }
}
