import Foundation
package import KubernetesSnapshot

/// Loads a snapshot from files, directories and the standard input.
package struct SourceLoader {
  /// A dozen pods: enough for a trip to another core, and little enough to wait in memory.
  private static let chunkSize = 1 << 18

  private let onProgress: (LoadProgress, Snapshot) -> Void
  private let isCancelled: () -> Bool

  /// A loader.
  ///
  /// - Parameters:
  ///   - onProgress: Told after each piece how far it is and what is there already; it runs
  ///     on the thread that loads.
  ///   - isCancelled: Asked as often; once true, loading stops with what is there.
  package init(
    onProgress: @escaping (LoadProgress, Snapshot) -> Void = { _, _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) {
    self.onProgress = onProgress
    self.isCancelled = isCancelled
  }

  /// Loads some inputs; whatever is wrong with them ends up in the report.
  ///
  /// It reads until all is read, and belongs on a thread of its own where somebody waits.
  ///
  /// - Parameter inputs: What to read, in order.
  /// - Returns: The objects, and what else was found.
  /// - Complexity: O(*n*) in the bytes; memory for the objects and a few megabytes.
  package func load(_ inputs: [SourceInput]) -> LoadResult {
    var collector = LoadCollector()
    var files: [(input: SourceInput, found: ManifestFiles)] = []
    for input in inputs {
      if case .path(let path) = input { files.append((input, ManifestFiles(path: path))) }
    }
    collector.progress.bytesTotal = Self.totalSize(files.flatMap(\.found.paths), inputs)
    for input in inputs {
      switch input {
      case .standardInput:
        read(InputFile(), name: input.name, into: &collector)
      case .path:
        guard let found = files.first(where: { $0.input == input })?.found else { continue }
        for problem in found.problems { collector.add(problem) }
        for path in found.paths where !isCancelled() {
          do throws(InputFile.Failure) {
            read(try InputFile(path: path), name: path, into: &collector)
          } catch {
            collector.add(SourceProblem(source: path, message: error.message))
          }
        }
      }
    }
    return collector.finish()
  }

  /// Loads a YAML text that is at hand, such as a cluster that is compiled in.
  ///
  /// - Parameters:
  ///   - text: The documents.
  ///   - name: The name that problems say.
  /// - Returns: The objects, and what else was found.
  package func load(yaml text: String, name: String) -> LoadResult {
    var collector = LoadCollector()
    collector.progress.source = name
    parseYAML(Array(text.utf8), name: name, into: &collector)
    return collector.finish()
  }

  private func read(
    _ file: consuming InputFile, name: String, into collector: inout LoadCollector
  ) {
    let file = file
    collector.progress.source = name
    do throws(InputFile.Failure) {
      var chunk = try file.read(Self.chunkSize)
      collector.progress.bytesRead += chunk.count
      // Before anything is said of its text: where a machine died, a recording may end in zeros.
      if Recording.isRecording(chunk) {
        let recording = try Recording(chunk, then: file, name: name) { progress in
          collector.progress.bytesRead = progress.bytesRead
          onProgress(collector.progress, collector.result.snapshot)
        }
        collector.add(recording, name: name)
        return
      }
      if let problem = InputEncoding.problem(of: chunk) {
        collector.add(SourceProblem(source: name, message: problem))
        return
      }
      if chunk.starts(with: InputEncoding.byteOrderMark) { chunk.removeFirst(3) }
      guard chunk.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
        collector.add(
          SourceProblem(source: name, message: "the file is empty; expected JSON or YAML"))
        return
      }
      switch InputEncoding.format(of: chunk) {
      case .json: try readJSON(chunk, file, name: name, into: &collector)
      case .yaml: try readYAML(chunk, file, name: name, into: &collector)
      }
    } catch {
      collector.add(SourceProblem(source: name, message: error.message))
    }
  }

  private func readJSON(
    _ first: [UInt8], _ file: borrowing InputFile, name: String,
    into collector: inout LoadCollector
  ) throws(InputFile.Failure) {
    var scanner = JSONItemScanner()
    var chunk = first
    var failure: JSONItemScanner.Failure?
    while !chunk.isEmpty, failure == nil, !isCancelled() {
      do throws(JSONItemScanner.Failure) { try scanner.scan(chunk) } catch { failure = error }
      if scanner.hasBatch { collector.submit(scanner.takeBatch(of: name)) }
      onProgress(collector.progress, collector.result.snapshot)
      guard failure == nil else { break }
      chunk = try file.read(Self.chunkSize)
      collector.progress.bytesRead += chunk.count
    }
    guard !isCancelled() else { return collector.drain() }
    if failure == nil {
      do throws(JSONItemScanner.Failure) { try scanner.finish() } catch { failure = error }
      collector.submit(scanner.takeBatch(of: name))
    }
    collector.drain()
    let documents = scanner.documents
    for oddity in scanner.oddities {
      collector.add(
        SourceProblem(source: name, position: oddity.position, message: oddity.message))
    }
    if let failure {
      collector.add(
        SourceProblem(
          source: name, document: documents > 1 ? documents : nil, position: failure.position,
          message: failure.message))
    }
    for list in scanner.lists where !list.continuation.isEmpty {
      let remaining = list.remaining.map { "\($0) more objects are" } ?? "more objects are"
      collector.add(
        SourceProblem(
          source: name, message: "this is one page of a list; \(remaining) not in it",
          severity: .note))
    }
  }

  private func readYAML(
    _ first: [UInt8], _ file: borrowing InputFile, name: String,
    into collector: inout LoadCollector
  ) throws(InputFile.Failure) {
    var bytes = first
    while !isCancelled() {
      let chunk = try file.read(Self.chunkSize)
      guard !chunk.isEmpty else { break }
      bytes += chunk
      collector.progress.bytesRead += chunk.count
    }
    parseYAML(bytes, name: name, into: &collector)
  }

  private func parseYAML(_ text: [UInt8], name: String, into collector: inout LoadCollector) {
    var group: [YAMLSegments.Segment] = []
    let segments = text.withUnsafeBufferPointer { YAMLSegments.cut($0) }
    for segment in segments where !isCancelled() {
      group.append(segment)
      let size = segment.range.upperBound - (group.first?.range.lowerBound ?? 0)
      guard size > Self.chunkSize || segment == segments.last else { continue }
      collector.submit { [group] in
        DecodedBatch(yaml: text, segments: group, source: name)
      }
      onProgress(collector.progress, collector.result.snapshot)
      group.removeAll()
    }
    collector.drain()
    onProgress(collector.progress, collector.result.snapshot)
  }

  private static func totalSize(_ paths: [String], _ inputs: [SourceInput]) -> Int? {
    guard !inputs.contains(.standardInput) else { return nil }
    return paths.reduce(0) { sum, path in
      var status = stat()
      return stat(path, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}
