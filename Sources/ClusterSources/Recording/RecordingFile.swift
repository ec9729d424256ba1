import Foundation
import Synchronization
package import Traffic

/// A file in which everything is kept that a cluster and its traffic said, to be played again.
///
/// It is written line by line on a thread of its own, so that a recording that ends suddenly lacks
/// only its last line. Only the fields that policy and the screens use are written.
package final class RecordingFile: Sendable {
  /// Why nothing can be written.
  package struct Failure: Error, CustomStringConvertible {
    /// The file, and what is wrong with it.
    package var description: String
  }

  private let path: String
  private let queue = DispatchQueue(label: "recording")
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32?
    var source: String?
    var samples = SampleRecorder()
    var status: RecordingLine.Status?
    var failure: String?
    var onFailure: (@Sendable (String) -> Void)?

    mutating func end() {
      if let descriptor { Foundation.close(descriptor) }
      descriptor = nil
    }
  }

  /// Begins a file, which nobody but its owner can read.
  ///
  /// - Parameter path: A file that is not there yet.
  /// - Throws: `Failure` when it cannot be written, or is there already.
  package init(path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let words =
        errno == EEXIST
        ? "there is such a file already" : String(cString: strerror(errno)).lowercased()
      throw Failure(description: "\(path) cannot be recorded to: \(words)")
    }
    self.path = path
    state = Mutex(State(descriptor: descriptor))
    queue.async { self.write(Array(RecordingHead.line.utf8)) }
  }

  /// Tells why, when nothing more can be written; at once, if that was so before.
  ///
  /// - Parameter body: Told once, on whatever thread.
  package func onFailure(_ body: @escaping @Sendable (String) -> Void) {
    let failure = state.withLock { state in
      state.onFailure = body
      return state.failure
    }
    if let failure { body(failure) }
  }

  /// Notes that a source is read from now on: another one, or the same from its beginning.
  ///
  /// - Parameters:
  ///   - source: What is recorded: a context's name.
  ///   - time: When, in seconds since 1970.
  package func begin(_ source: String, at time: Double) {
    add { state in
      if source != state.source { state.samples = SampleRecorder() }
      (state.source, state.status) = (source, nil)
      return RecordingLine(at: time, source: source)
    }
  }

  /// Keeps what a follower told.
  ///
  /// - Parameters:
  ///   - update: What it told.
  ///   - time: When, in seconds since 1970.
  package func add(_ update: ClusterUpdate, at time: Double) {
    add { state in
      let status = RecordingLine.Status(update)
      defer { state.status = status }
      guard !update.changes.isEmpty || status != state.status else { return nil }
      return RecordingLine(
        at: time, changes: update.changes.isEmpty ? nil : update.changes,
        status: status == state.status ? nil : status)
    }
  }

  /// Keeps a look at traffic.
  ///
  /// - Parameters:
  ///   - sample: What was seen.
  ///   - asked: How far back the source was asked.
  ///   - time: When, in seconds since 1970.
  package func add(_ sample: TrafficSample, asked: TrafficWindow, at time: Double) {
    add { RecordingLine(at: time, traffic: $0.samples.record(sample, asked: asked)) }
  }

  /// Keeps why a look at traffic failed.
  ///
  /// - Parameters:
  ///   - reason: Why, in words.
  ///   - time: When, in seconds since 1970.
  package func add(trafficFailure reason: String, at time: Double) {
    add { _ in RecordingLine(at: time, trafficFailure: reason) }
  }

  /// Waits until everything is written, and ends the file.
  package func close() {
    queue.sync { state.withLock { $0.end() } }
  }

  private func add(_ line: @escaping @Sendable (inout State) -> RecordingLine?) {
    queue.async {
      guard let line = self.state.withLock({ line(&$0) }) else { return }
      do {
        self.write(Array(try Self.encoder().encode(line)))
      } catch {
        self.fail("\(error)")
      }
    }
  }

  private static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  private func write(_ line: [UInt8]) {
    let code = state.withLock { state in
      state.descriptor.flatMap { Self.write(line + [UInt8(ascii: "\n")], to: $0) }
    }
    if let code { fail(String(cString: strerror(code)).lowercased()) }
  }

  /// Writes all bytes; the number of the error when that does not succeed.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return errno }
      rest = rest.dropFirst(max(0, count))
    }
    return nil
  }

  /// Ends the file with what it holds; says why once.
  private func fail(_ reason: String) {
    let words = "\(path) is recorded to no more: \(reason)"
    let body = state.withLock { state in
      guard state.descriptor != nil else { return nil as (@Sendable (String) -> Void)? }
      state.end()
      state.failure = words
      return state.onFailure
    }
    body?(words)
  }
}
