import Foundation
import Synchronization

/// A `kubectl proxy` of our own: the API server behind a unix socket that only this user can open.
///
/// All of kubectl's ways to authenticate work, and nothing can be changed through it: whatever is not
/// GET is refused, and so are Secrets and the GETs that open a channel into a pod. It ends when it is let
/// go, and also when this program ends in whatever way.
final class KubectlProxy: Sendable {
  /// What happens to it.
  enum Event: Sendable, Hashable {
    /// It answers on this socket.
    case serving(socket: String)
    /// kubectl, or a program that it asks for credentials, says something to the user.
    case said(String)
    /// It is gone, or could not begin.
    case ended(KubectlFailure)
  }

  private let stopPipe = Mutex<Int32>(-1)

  /// Starts kubectl on a thread of its own.
  ///
  /// - Parameters:
  ///   - options: Which cluster.
  ///   - onEvent: Told what happens, on that thread; the last event is `.ended`, always.
  init(_ options: KubectlOptions, onEvent: @escaping @Sendable (Event) -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      onEvent(.ended(KubectlFailure(.other, lastLine: "no pipe is left")))
      return
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stopPipe.withLock { $0 = ends[1] }
    let stopDescriptor = ends[0]
    let thread = Thread {
      Thread.current.name = "kubectl"
      let failure = Self.run(options, until: stopDescriptor, onEvent)
      close(stopDescriptor)
      onEvent(.ended(failure))
    }
    thread.start()
  }

  deinit {
    // The thread sees the end of the pipe.
    stopPipe.withLock { if $0 >= 0 { close($0) } }
  }

  /// Watches over kubectl, and removes with the directory what it leaves behind: also when its
  /// standard input ends because this program crashed or was killed. What is called kubectl may be a
  /// script that starts it, so the signal goes to the whole process group.
  private static let guardian = """
    directory=$1
    shift
    "$@" &
    exec >/dev/null 2>&1
    read -r line
    trap '' TERM
    kill -TERM 0
    kill -KILL $!
    wait
    rm -rf "$directory"
    """

  /// Everything but GET; the pattern language has no "not".
  static let rejectedMethods = "^([^G].*|G|G[^E].*|GE|GE[^T].*|GET.+)?$"
  /// What GET can do beyond reading, and what nobody should read here.
  static let rejectedPaths =
    "^/api/.*/pods/.*/(exec|attach|portforward),^/api/v1/(watch/)?(namespaces/[^/]*/)?secrets"

  private static func run(
    _ options: KubectlOptions, until stop: Int32, _ onEvent: (Event) -> Void
  ) -> KubectlFailure {
    guard let kubectl = ChildProcess.find("kubectl", in: options.searchPath) else {
      return KubectlFailure(.notInstalled)
    }
    guard let directory = makeDirectory() else {
      return KubectlFailure(.other, lastLine: "no private directory can be made for its socket")
    }
    let socket = directory + "/s"
    let words = [
      "-c", guardian, "sh", directory, kubectl, "proxy", "--unix-socket=\(socket)",
      "--reject-methods=\(rejectedMethods)", "--reject-paths=\(rejectedPaths)",
    ]
    let child: ChildProcess
    do throws(ChildProcess.Failure) {
      child = try ChildProcess(path: "/bin/sh", arguments: words + options.arguments)
    } catch {
      rmdir(directory)
      return KubectlFailure(.other, lastLine: error.message)
    }
    var isServing = false
    var wasStopped = false
    while !child.hasEnded {
      var polls = (child.descriptors + (wasStopped ? [] : [stop]))
        .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&polls, nfds_t(polls.count), -1)
      for poll in polls where poll.revents != 0 {
        if poll.fd == stop {
          wasStopped = true
          child.endInput()
          continue
        }
        let known = child.errors.count
        _ = child.readReady(poll.fd)
        for line in KubectlFailure.spokenLines(child.errors[known...]) { onEvent(.said(line)) }
      }
      // kubectl says so once it listens; a script around it may say something else before.
      if !isServing, String(decoding: child.output, as: UTF8.self).contains(" \(socket)\n") {
        isServing = true
        onEvent(.serving(socket: socket))
      }
      child.forget(allBut: 1 << 14)
    }
    child.endInput()
    child.wait()
    if wasStopped { return KubectlFailure(.cancelled) }
    let said = String(decoding: child.errors, as: UTF8.self)
    return said.isEmpty ? KubectlFailure(.ended) : KubectlFailure(errors: said)
  }

  /// Makes a directory that only this user can enter, with a path that leaves room for a socket's name.
  private static func makeDirectory() -> String? {
    let environment = ProcessInfo.processInfo.environment
    let places = [environment["XDG_RUNTIME_DIR"], environment["TMPDIR"], "/tmp"]
    for case let place? in places where !place.isEmpty && place.utf8.count < 80 {
      guard let template = strdup("\(place)/gatehouse-XXXXXX") else { return nil }
      defer { free(template) }
      // It has the mode 0700 from the start.
      if let made = mkdtemp(template) { return String(cString: made) }
    }
    return nil
  }
}
