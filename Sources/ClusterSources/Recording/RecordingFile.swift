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
    var file: FileHandle?
    var samples = SampleRecorder()
    var status: RecordingLine.Status?
    var failure: String?
    var onFailure: (@Sendable (String) -> Void)?
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
    state = Mutex(State(file: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)))
    queue.async { self.write(Data(RecordingLine.head.utf8)) }
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

  /// Notes that a source, or another one, is read from now on.
  ///
  /// - Parameters:
  ///   - source: What is recorded: a context's name.
  ///   - time: When, in seconds since 1970.
  package func begin(_ source: String, at time: Double) {
    add { state in
      state.samples = SampleRecorder()
      state.status = nil
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
    queue.sync { state.withLock { $0.file = nil } }
  }

  private func add(_ line: @escaping @Sendable (inout State) -> RecordingLine?) {
    queue.async {
      guard let line = self.state.withLock({ line(&$0) }) else { return }
      do {
        self.write(try Self.encoder().encode(line))
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

  private func write(_ line: Data) {
    do {
      try state.withLock { try $0.file?.write(contentsOf: line + [UInt8(ascii: "\n")]) }
    } catch {
      fail((error as NSError).localizedDescription)
    }
  }

  /// Ends the file with what it holds; says why once.
  private func fail(_ reason: String) {
    let words = "\(path) is recorded to no more: \(reason)"
    let body = state.withLock { state in
      defer { state.file = nil }
      guard state.file != nil else { return nil as (@Sendable (String) -> Void)? }
      state.failure = words
      return state.onFailure
    }
    body?(words)
  }
}
