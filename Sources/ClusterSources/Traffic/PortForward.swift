import Foundation

/// A port of a pod on this machine, through `kubectl port-forward`, for as long as it is held.
///
/// It is no GET, so nobody starts it unless the user asks for it. It enters the pod on its loopback,
/// which the proxy always lets in (`M-4`).
final class PortForward {
  /// Where the port is.
  let place: HTTPPlace
  private let child: ChildProcess

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
    guard let path = ChildProcess.find("kubectl", in: options.searchPath) else {
      throw TrafficFailure(.absent, KubectlFailure(.notInstalled).description)
    }
    do throws(ChildProcess.Failure) {
      child = try ChildProcess(
        path: path,
        arguments: ["port-forward", "-n", namespace, target, ":\(port)", "--address", "127.0.0.1"]
          + options.arguments)
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
      var polls = child.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&polls, nfds_t(polls.count), 100)
      for poll in polls where poll.revents != 0 { _ = child.readReady(poll.fd) }
    }
  }
}
