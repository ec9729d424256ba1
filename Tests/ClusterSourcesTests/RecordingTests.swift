import Foundation
import KubernetesSnapshot
import Synchronization
import Testing
import Traffic

@testable import ClusterSources

/// A recording says again what a cluster and its traffic said, as far as it goes.
@Suite struct RecordingTests {
  private final class Failures: Sendable {
    let all = Mutex<[String]>([])
  }

  private static func account(_ name: String, _ label: String) -> Resource {
    .serviceAccount(
      ServiceAccount(
        meta: ObjectMeta(
          name: name, namespace: "mesh", labels: ["step": label], resourceVersion: "1",
          apiVersion: "v1")))
  }

  private static func update(
    _ changes: [SnapshotChange], _ connection: Connection = .live, isReady: Bool = true
  ) -> ClusterUpdate {
    var update = ClusterUpdate()
    update.changes = changes
    update.connection = connection
    update.isReady = isReady
    update.isComplete = isReady
    return update
  }

  private static let broken = UnreadableResource(
    kind: .server, meta: ObjectMeta(name: "odd", namespace: "mesh", apiVersion: "v1"),
    problem: FieldProblem(field: "spec.port", message: "expected a number"))

  /// What happens in the recording of these tests.
  private static let updates: [ClusterUpdate] = [
    update([.upsert(account("web", "1"))], .connecting, isReady: false),
    update([
      .upsert(account("api", "1")), .upsert(.unreadable(broken)),
      .readable(.networkAuthentication, false),
    ]),
    update([.upsert(account("web", "2"))]),
    update([], .lost(KubectlFailure(.refused, lastLine: "connection refused"))),
    update([
      .delete(ResourceID(kind: .serviceAccount, namespace: "mesh", name: "api")),
      .readable(.networkAuthentication, true),
    ]),
  ]

  private static var sample: TrafficSample {
    var sample = TrafficSample(source: TrafficSource(kind: .proxies, name: "proxies"), time: 103)
    sample.failures[ProxyReference(namespace: "mesh", pod: "web-1")] = .refused
    return sample
  }

  /// Records what happens.
  private static func record(at path: String) throws -> Recording {
    let file = try RecordingFile(path: path)
    file.begin("prod", at: 99)
    for (index, update) in updates.enumerated() { file.add(update, at: 100 + Double(index)) }
    file.add(sample, asked: TrafficWindow(seconds: 60), at: 105)
    file.add(trafficFailure: "viz is away", at: 106)
    file.close()
    return Recording(path: path)
  }

  @Test("what was kept is what was told, in order") func everything() throws {
    let files = try TemporaryFiles()
    let recording = try Self.record(at: "\(files.path)/it.jsonl")
    #expect(recording.problems.isEmpty)
    #expect(recording.entries.map(\.time).dropFirst() == [100, 101, 102, 103, 104, 105, 106])
    var updates: [ClusterUpdate] = []
    for entry in recording.entries {
      switch entry.event {
      case .source(let name): #expect(name == "prod")
      case .restart: Issue.record("nothing was read anew")
      case .cluster(let update): updates.append(update)
      case .traffic(let sample, let asked):
        #expect(sample.failures == Self.sample.failures)
        #expect(asked == TrafficWindow(seconds: 60))
      case .trafficFailed(let reason): #expect(reason == "viz is away")
      }
    }
    #expect(updates.map(\.changes) == Self.updates.map(\.changes))
    #expect(updates.map(\.connection) == Self.updates.map(\.connection))
    #expect(updates.map(\.isReady) == Self.updates.map(\.isReady))
  }

  @Test("an update without news is not kept") func noNews() throws {
    let files = try TemporaryFiles()
    let file = try RecordingFile(path: "\(files.path)/it.jsonl")
    file.begin("prod", at: 0)
    for time in 0..<9 { file.add(Self.update([]), at: Double(time)) }
    file.close()
    #expect(Recording(path: "\(files.path)/it.jsonl").entries.count == 2)
  }

  @Test("another source leaves nothing of the one before") func otherSource() throws {
    let files = try TemporaryFiles()
    let file = try RecordingFile(path: "\(files.path)/it.jsonl")
    file.begin("prod", at: 0)
    file.add(Self.updates[1], at: 1)
    file.begin("staging", at: 2)
    file.add(Self.updates[0], at: 3)
    file.close()
    let recording = Recording(path: "\(files.path)/it.jsonl")
    let sum = recording.sum(of: recording.entries.indices)
    #expect(sum.source == "staging")
    #expect(sum.update?.changes == Self.updates[0].changes)
  }

  @Test("a recording that was cut anywhere is read as far as its last whole line")
  func cut() throws {
    let files = try TemporaryFiles()
    let whole = try Self.record(at: "\(files.path)/it.jsonl")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(files.path)/it.jsonl"))
    for count in stride(from: RecordingHead.line.utf8.count, to: bytes.count, by: 37) {
      let path = "\(files.path)/cut-\(count).jsonl"
      try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
      let recording = Recording(path: path)
      let lines = bytes.prefix(count).count { $0 == UInt8(ascii: "\n") }
      #expect(recording.entries.count == max(0, lines - 1))
      #expect(recording.entries.map(\.time) == whole.entries.prefix(max(0, lines - 1)).map(\.time))
      #expect(recording.problems.allSatisfy { $0.severity == .warning })
    }
  }

  @Test("a broken line is named, and the others are read") func brokenLine() throws {
    let files = try TemporaryFiles()
    let whole = try Self.record(at: "\(files.path)/it.jsonl")
    var lines = try String(contentsOfFile: "\(files.path)/it.jsonl", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    lines[3] = #"{"at": 1, "changes": [{"set": {"apiVersion": "v1", "kind": "Pod"}}]}"#
    lines[4] = "garbage"
    let path = "\(files.path)/broken.jsonl"
    try Data(lines.joined(separator: "\n").appending("\n").utf8)
      .write(to: URL(fileURLWithPath: path))
    let recording = Recording(path: path)
    #expect(recording.entries.count == whole.entries.count - 2)
    #expect(recording.problems.map(\.position?.line) == [4, 5])
    #expect(recording.problems[0].description.contains("metadata.name"))
  }

  /// A recording with these lines behind the head.
  private static func recording(_ lines: [String], head: String = RecordingHead.line) throws
    -> Recording
  {
    let files = try TemporaryFiles()
    let text = ([head] + lines).joined(separator: "\n")
    return Recording(path: try files.write("it.jsonl", text.utf8))
  }

  @Test("a clock that is set back lets nothing happen earlier") func clockSetBack() throws {
    let recording = try Self.recording(
      [5, 9, 7, 8, 11].map { #"{"at":\#($0),"trafficFailure":"x"}"# } + [""])
    #expect(recording.problems.isEmpty)
    #expect(recording.entries.map(\.time) == [5, 9, 9, 9, 11])
  }

  @Test(
    "times and windows that cannot be are named",
    arguments: [
      #"{"at":1e300,"trafficFailure":"x"}"#, #"{"at":-1,"trafficFailure":"x"}"#,
      #"{"at":1,"traffic":{"source":{"kind":"proxies","name":"x"},"time":1e99,"window":60,"counters":[],"proxies":[],"problems":[]}}"#,
      #"{"at":1,"traffic":{"source":{"kind":"proxies","name":"x"},"time":1,"window":1e99,"counters":[],"proxies":[],"problems":[]}}"#,
    ])
  func impossibleTimes(line: String) throws {
    let recording = try Self.recording([line, ""])
    #expect(recording.entries.isEmpty)
    #expect(recording.problems.map(\.position?.line) == [2])
  }

  @Test("a last line is taken without its end, if it is whole") func noLastNewline() throws {
    let recording = try Self.recording([#"{"at":1,"source":"a"}"#, #"{"at":2,"source":"b"}"#])
    #expect(recording.entries.count == 2)
    #expect(recording.problems.isEmpty)
  }

  @Test("a recording ends where a machine left zeros, for whoever reads it") func zeros() throws {
    let files = try TemporaryFiles()
    _ = try Self.record(at: "\(files.path)/whole.jsonl")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(files.path)/whole.jsonl"))
    let path = try files.write("it.jsonl", bytes + [UInt8](repeating: 0, count: 4096))
    let result = SourceLoader().load([.path(path)])
    #expect(result.report.objectCount == 2)
    #expect(result.report.problems.map(\.severity) == [.warning])
  }

  @Test(
    "the head may be written otherwise",
    arguments: [
      #"{"kind": "Recording", "apiVersion": "gatehouse/v1", "by": "jq"}"#,
      "\u{FEFF}" + RecordingHead.line, RecordingHead.line + "\r",
    ])
  func otherHeads(head: String) throws {
    let recording = try Self.recording([#"{"at":1,"source":"a"}"#, ""], head: head)
    #expect(recording.entries.count == 1)
    #expect(recording.problems.isEmpty)
  }

  @Test("a recording of a later format says so") func laterFormat() throws {
    let recording = try Self.recording(
      [#"{"when":1}"#], head: #"{"apiVersion":"gatehouse/v2","kind":"Recording"}"#)
    #expect(recording.problems.count == 1)
    #expect(recording.problems[0].message.contains("gatehouse/v2"))
  }

  @Test("the same source, read anew, loses its objects and keeps its traffic") func restart() throws
  {
    let files = try TemporaryFiles()
    let file = try RecordingFile(path: "\(files.path)/it.jsonl")
    file.begin("prod", at: 0)
    file.add(Self.updates[1], at: 1)
    file.add(Self.sample, asked: TrafficWindow(seconds: 60), at: 2)
    file.begin("prod", at: 3)
    file.add(Self.updates[2], at: 4)
    file.close()
    let recording = Recording(path: "\(files.path)/it.jsonl")
    let sum = recording.sum(of: recording.entries.indices)
    #expect(sum.isRestarted)
    #expect(sum.update?.changes == Self.updates[2].changes)
    #expect(sum.looks.count == 1)
  }

  @Test("other files are no recordings") func otherFiles() throws {
    let files = try TemporaryFiles()
    let path = try files.write("it.json", "{}".utf8)
    #expect(!Recording.isRecording(path: path))
    #expect(!Recording.isRecording(path: "\(files.path)/absent"))
    #expect(Recording(path: path).problems.count == 1)
  }

  @Test("a recording is nobody else's to read, and does not overwrite a file") func ownership()
    throws
  {
    let files = try TemporaryFiles()
    _ = try Self.record(at: "\(files.path)/it.jsonl")
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(files.path)/it.jsonl")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(throws: RecordingFile.Failure.self) {
      try RecordingFile(path: "\(files.path)/it.jsonl")
    }
  }

  @Test("whoever wants the cluster gets its state at the end") func lastState() throws {
    let files = try TemporaryFiles()
    _ = try Self.record(at: "\(files.path)/it.jsonl")
    let result = SourceLoader().load([.path("\(files.path)/it.jsonl")])
    var expected = Snapshot()
    for change in Self.updates.flatMap(\.changes) { expected.apply(change) }
    #expect(result.snapshot == expected)
    #expect(result.report.objectCount == 2)
  }
}
