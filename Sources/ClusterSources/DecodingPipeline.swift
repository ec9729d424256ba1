import Foundation
import Synchronization

/// Decodes batches on all cores while the next ones are read, and gives them back in order.
///
/// It belongs to the thread that reads; only the work itself runs elsewhere.
final class DecodingPipeline {
  /// Results by their number, filled in by the workers.
  private final class Results: Sendable {
    let done = Mutex<[Int: DecodedBatch]>([:])
    let arrived = DispatchSemaphore(value: 0)
  }

  private let results = Results()
  private let queue = DispatchQueue.global(qos: .userInitiated)
  private let limit = ProcessInfo.processInfo.activeProcessorCount + 1
  private var submitted = 0
  private var delivered = 0

  /// Hands in work.
  ///
  /// - Returns: Results that are due, in order. When enough is under way already it waits for one,
  ///   so that memory stays bounded.
  func submit(_ work: @escaping @Sendable () -> DecodedBatch) -> [DecodedBatch] {
    let number = submitted
    submitted += 1
    queue.async { [results] in
      let batch = work()
      results.done.withLock { $0[number] = batch }
      results.arrived.signal()
    }
    var due: [DecodedBatch] = []
    while submitted - delivered > limit { due.append(next()) }
    return due
  }

  /// Waits for everything that was handed in.
  ///
  /// - Returns: The results that are left, in order.
  func finish() -> [DecodedBatch] {
    (delivered..<submitted).map { _ in next() }
  }

  private func next() -> DecodedBatch {
    while true {
      if let batch = results.done.withLock({ $0.removeValue(forKey: delivered) }) {
        delivered += 1
        return batch
      }
      results.arrived.wait()
    }
  }
}
