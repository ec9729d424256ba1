import Foundation
import Synchronization

/// Decodes batches on all cores while the next ones are read, and gives them back in order.
///
/// It belongs to the thread that reads; only the work itself runs elsewhere, on threads that end with
/// the pipeline. Dispatch's own threads would leave a timer behind that wakes up once a second.
final class DecodingPipeline {
  /// What the threads share.
  private final class Desk: Sendable {
    typealias Task = @Sendable () -> Void

    /// What is to be done, in order; nil ends the thread that takes it.
    let tasks = Mutex<[Task?]>([])
    let taskIsThere = DispatchSemaphore(value: 0)
    /// Results by their number.
    let results = Mutex<[Int: DecodedBatch]>([:])
    let resultIsThere = DispatchSemaphore(value: 0)

    func put(_ task: Task?) {
      tasks.withLock { $0.append(task) }
      taskIsThere.signal()
    }

    func work() {
      while true {
        taskIsThere.wait()
        guard let task = tasks.withLock({ $0.removeFirst() }) else { return }
        task()
      }
    }
  }

  private let desk = Desk()
  private let cores = ProcessInfo.processInfo.activeProcessorCount
  private var threads = 0
  private var submitted = 0
  private var delivered = 0

  deinit { for _ in 0..<threads { desk.put(nil) } }

  /// Hands in work.
  ///
  /// - Returns: Results that are due, in order. When enough is under way already it waits for one,
  ///   so that memory stays bounded.
  func submit(_ work: @escaping @Sendable () -> DecodedBatch) -> [DecodedBatch] {
    let number = submitted
    submitted += 1
    if threads < cores {
      threads += 1
      Thread { [desk] in desk.work() }.start()
    }
    desk.put { [desk] in
      let batch = work()
      desk.results.withLock { $0[number] = batch }
      desk.resultIsThere.signal()
    }
    var due: [DecodedBatch] = []
    while submitted - delivered > cores + 1 { due.append(next()) }
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
      if let batch = desk.results.withLock({ $0.removeValue(forKey: delivered) }) {
        delivered += 1
        return batch
      }
      desk.resultIsThere.wait()
    }
  }
}
