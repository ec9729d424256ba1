import Foundation

/// A port of a pod on this machine, through `kubectl port-forward`, for as long as it is held.
///
/// It is no GET, so nobody starts it unless the user asks for it. It enters the pod on its loopback,
/// which the proxy always lets in (`M-4`). It ends when it is let go, and also when this program ends in
/// whatever way.
final class PortForward {
  /// Where the port is.
  let place: HTTPPlace
  private let child: ChildProcess

  /// Ends kubectl, and a script around it, when its standard input ends, also because this program crashed
  /// or was killed.
  private static let guardian = """
    "$@" &
    exec >/dev/null 2>&1
    read -r line
    kill -KILL 0
    """

  /// Forwards a port.
  ///
  /// - Parameters:
  ///   - target: `pod/web-0`, `svc/prometheus`.
  ///   - namespace: Its namespace.
  ///   - port: The port.
  ///   - options: Which cluster, and how long it may take.
  /// - Throws: `TrafficFailure` with kubectl's words.
  init(
    to target: String, in namespace: String, port: UInt16, _ options: KubectlOptions
  ) throws(TrafficFailure) {
    guard let kubectl = ChildProcess.find("kubectl", in: options.searchPath) else {
      throw TrafficFailure(.absent, KubectlFailure(.notInstalled).description)
    }
    let words = [
      "-c", Self.guardian, "sh", kubectl, "port-forward", "-n", namespace, target, ":\(port)",
      "--address", "127.0.0.1",
    ]
    do throws(ChildProcess.Failure) {
      child = try ChildProcess(path: "/bin/sh", arguments: words + options.arguments)
    } catch {
      throw TrafficFailure(.broken, error.message)
    }
    let deadline = ContinuousClock.now + options.timeout
    while true {
      // `Forwarding from 127.0.0.1:41234 -> 9090`
      let said = String(decoding: child.output, as: UTF8.self)
      if let match = said.firstMatch(of: /from 127\.0\.0\.1:(\d+) ->/) {
        place = HTTPPlace("http://127.0.0.1:\(match.1)")
        return
      }
      guard !child.hasEnded else {
        let errors = String(decoding: child.errors, as: UTF8.self)
        throw TrafficFailure(.broken, KubectlFailure(errors: errors).description)
      }
      guard ContinuousClock.now < deadline else {
        throw TrafficFailure(.broken, "kubectl port-forward did not begin in time")
      }
      Self.readWhatIsSaid(by: child, within: 100)
    }
  }

  /// Whether it still forwards.
  ///
  /// kubectl speaks of each connection; what it says is taken off its pipes, or it would stop one day.
  var isOpen: Bool {
    Self.readWhatIsSaid(by: child, within: 0)
    child.forget(allBut: 1 << 12)
    return !child.hasEnded
  }

  private static func readWhatIsSaid(by child: ChildProcess, within milliseconds: Int32) {
    var polls = child.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&polls, nfds_t(polls.count), milliseconds)
    for poll in polls where poll.revents != 0 { _ = child.readReady(poll.fd) }
  }
}
