import Foundation

/// The real kubectl, asked for paths of the API; it only ever reads.
///
/// Several calls run side by side, all served by one loop on the thread that waits for them.
struct Kubectl {
  /// A call's answer: its body, or why there is none.
  typealias Answer = Result<[UInt8], KubectlFailure>

  /// One call under way.
  private struct Call {
    let child: ChildProcess
    let deadline: ContinuousClock.Instant
  }

  private let path: String
  private let options: KubectlOptions
  private var calls: [Int: Call] = [:]
  private var nextID = 0
  /// Bytes that have come in, of all calls.
  private(set) var bytesRead = 0

  /// Finds kubectl.
  init(options: KubectlOptions) throws(KubectlFailure) {
    guard let path = ChildProcess.find("kubectl", in: options.searchPath) else {
      throw KubectlFailure(.notInstalled)
    }
    self.path = path
    self.options = options
  }

  /// Begins to ask for a path of the API.
  ///
  /// - Returns: The number under which the answer will come.
  mutating func get(_ apiPath: String) throws(KubectlFailure) -> Int {
    try start(
      ["get", "--raw", apiPath, "--request-timeout=\(options.timeout.components.seconds)s"]
        + options.arguments)
  }

  /// Begins to ask which context kubectl uses.
  mutating func currentContext() throws(KubectlFailure) -> Int {
    try start(["config", "current-context"] + options.arguments)
  }

  private mutating func start(_ arguments: [String]) throws(KubectlFailure) -> Int {
    do throws(ChildProcess.Failure) {
      let child = try ChildProcess(path: path, arguments: arguments)
      nextID += 1
      // kubectl keeps its own time; this is for the case that it does not.
      let deadline = ContinuousClock.now + options.timeout + .seconds(5)
      calls[nextID] = Call(child: child, deadline: deadline)
      return nextID
    } catch {
      throw KubectlFailure(.other, lastLine: error.message)
    }
  }

  /// Waits until a call has ended, or a moment has passed.
  ///
  /// - Returns: The answers that have come.
  mutating func wait() -> [(id: Int, answer: Answer)] {
    var places: [(id: Int, descriptor: Int32)] = []
    for (id, call) in calls {
      for descriptor in call.child.descriptors { places.append((id, descriptor)) }
    }
    var polls = places.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    _ = poll(&polls, nfds_t(polls.count), 100)
    for (place, poll) in zip(places, polls) where poll.revents != 0 {
      bytesRead += calls[place.id]?.child.readReady(place.descriptor) ?? 0
    }
    var answers: [(id: Int, answer: Answer)] = []
    for (id, call) in calls.sorted(by: { $0.key < $1.key }) {
      if call.child.hasEnded {
        answers.append((id, Self.answer(of: call.child)))
        calls[id] = nil
      } else if ContinuousClock.now > call.deadline {
        answers.append((id, .failure(KubectlFailure(.timedOut))))
        calls[id] = nil
      }
    }
    return answers
  }

  private static func answer(of child: ChildProcess) -> Answer {
    // A failed kubectl may still print an empty list, so its exit code comes first.
    guard child.wait() == 0 else {
      return .failure(KubectlFailure(errors: String(decoding: child.errors, as: UTF8.self)))
    }
    return .success(child.output)
  }
}
