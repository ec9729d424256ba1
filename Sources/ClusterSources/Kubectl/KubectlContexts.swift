import Foundation

/// The contexts of kubectl's configuration; asking for them touches no cluster.
package struct KubectlContexts: Sendable, Hashable {
  /// The context that counts when none is named; nil when kubectl has none.
  package var current: String?
  /// The names of all contexts, in kubectl's order.
  package var all: [String]

  /// How long kubectl may take.
  private static let patience = Duration.seconds(10)

  /// Asks kubectl, and waits for it.
  ///
  /// - Parameter options: Which configuration.
  /// - Throws: `KubectlFailure` when there is no kubectl, or its configuration cannot be read.
  package init(_ options: KubectlOptions) throws(KubectlFailure) {
    var options = options
    options.context = nil
    all = try Self.lines(of: ["config", "get-contexts", "--output=name"], options)
    do throws(KubectlFailure) {
      current = try Self.lines(of: ["config", "current-context"], options).first
    } catch {
      // It fails where none is set.
      current = nil
    }
  }

  private static func lines(
    of arguments: [String], _ options: KubectlOptions
  ) throws(KubectlFailure) -> [String] {
    guard let path = ChildProcess.find("kubectl", in: options.searchPath) else {
      throw KubectlFailure(.notInstalled)
    }
    let child: ChildProcess
    do throws(ChildProcess.Failure) {
      child = try ChildProcess(path: path, arguments: arguments + options.arguments)
    } catch {
      throw KubectlFailure(.other, lastLine: error.message)
    }
    child.endInput()
    let deadline = ContinuousClock.now + patience
    while !child.hasEnded {
      guard ContinuousClock.now < deadline else { throw KubectlFailure(.timedOut) }
      var polls = child.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&polls, nfds_t(polls.count), 1000)
      for poll in polls where poll.revents != 0 { _ = child.readReady(poll.fd) }
    }
    guard child.wait() == 0 else {
      throw KubectlFailure(errors: String(decoding: child.errors, as: UTF8.self))
    }
    return String(decoding: child.output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init)
  }
}
