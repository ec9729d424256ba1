import Foundation

/// Why kubectl could not do what it was asked.
package struct KubectlFailure: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  /// What went wrong, as far as it can be told.
  package enum Cause: String, Hashable, Sendable, Codable {
    /// There is no kubectl in `PATH`.
    case notInstalled
    /// kubectl has no configuration that names a cluster.
    case noConfiguration
    /// The configuration cannot be read, or lacks what was asked for.
    case badConfiguration
    /// Nothing listens at the server's address.
    case refused
    /// The server's name or network is not known.
    case unreachable
    /// The server does not know the user.
    case unauthorized
    /// The server's certificate is not trusted, or TLS fails otherwise.
    case untrusted
    /// The server took too long.
    case timedOut
    /// The user may not do this (403).
    case forbidden
    /// The server does not have this (404).
    case notFound
    /// The server has this in versions only that are not known here.
    case unknownVersion
    /// The continue token is too old (410).
    case expired
    /// The server has too much to do (429).
    case overloaded
    /// `kubectl proxy` is not running any more.
    case ended
    /// Somebody asked to stop.
    case cancelled
    /// Anything else.
    case other
  }

  /// What went wrong.
  package var cause: Cause
  /// What kubectl or the API server said last, or what stopped them from saying anything.
  package var lastLine: String
  /// Whether the API server itself said so.
  package var isAnswer = false

  /// A failure from its parts.
  package init(_ cause: Cause, lastLine: String = "") {
    self.cause = cause
    self.lastLine = lastLine
  }

  /// Understands an answer that is not 200.
  ///
  /// `kubectl proxy` answers 500 with Go's own words where it cannot reach the API server.
  ///
  /// - Parameters:
  ///   - status: The status code.
  ///   - body: The body: a Status object, or a text.
  init(status: Int, body: [UInt8]) {
    struct Status: Decodable { var message: String? }
    let message = (try? JSONDecoder().decode(Status.self, from: Data(body)))?.message
    let text = message ?? String(decoding: body.prefix(1000), as: UTF8.self)
    guard message != nil || status != 500 else {
      self.init(errors: text)
      return
    }
    let cause: Cause =
      switch status {
      case 401: .unauthorized
      case 403: .forbidden
      case 404: .notFound
      case 410: .expired
      case 429: .overloaded
      case 504: .timedOut
      default: .other
      }
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
    self.init(cause, lastLine: line ?? "HTTP status \(status)")
    isAnswer = true
  }

  /// What a failure to talk to `kubectl proxy` means.
  init(_ failure: HTTPFailure) {
    switch failure.cause {
    case .timedOut: self.init(.timedOut)
    case .cut: self.init(.unreachable, lastLine: "the connection ended in the middle of an answer")
    case .refused: self.init(.ended)
    case .cancelled: self.init(.cancelled)
    default: self.init(.other, lastLine: failure.message)
    }
  }

  /// Recognises a failure by kubectl's words; its exit code is 1 for every one.
  ///
  /// - Parameter errors: What kubectl wrote on its standard error.
  init(errors: String) {
    // Its log lines (`E1123 03:43:17 …`) come before the line that is meant for people.
    let last =
      Self.spokenLines(errors.utf8).last
      ?? errors.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    self.init(Self.cause(of: last), lastLine: last)
  }

  /// The lines that are meant for people.
  static func spokenLines(_ errors: some Sequence<UInt8>) -> [String] {
    String(decoding: Array(errors), as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init).filter { !isLog($0) && !$0.hasPrefix("Warning: ") }
  }

  /// Whether no other request to the cluster would fare better.
  package var concernsWholeCluster: Bool {
    switch cause {
    case .forbidden, .notFound, .unknownVersion, .expired, .overloaded, .other: false
    case .timedOut: !isAnswer
    default: true
    }
  }

  /// What happened, in plain words, with kubectl's own behind it.
  package var description: String {
    lastLine.isEmpty ? words : "\(words) (\(isAnswer ? "server" : "kubectl"): \(lastLine))"
  }

  /// What happened, in plain words.
  package var words: String {
    switch cause {
    case .notInstalled:
      "kubectl was not found in PATH; install it, or give files with -f, or try --demo"
    case .noConfiguration:
      "kubectl has no cluster configured; set KUBECONFIG or give --kubeconfig, or files with -f"
    case .badConfiguration: "kubectl's configuration cannot be used"
    case .refused: "the cluster refused the connection; is the API server running?"
    case .unreachable: "the cluster cannot be reached"
    case .unauthorized: "the cluster does not accept the credentials; log in again"
    case .untrusted: "the cluster's certificate is not trusted"
    case .timedOut: "the cluster did not answer in time"
    case .forbidden: "not permitted"
    case .notFound: "the cluster does not have this"
    case .unknownVersion: "the cluster has it in versions only that Gatehouse does not know"
    case .expired: "the list changed too much while it was read"
    case .overloaded: "the cluster has too much to do"
    case .ended: "kubectl proxy has ended"
    case .cancelled: "cancelled"
    case .other: isAnswer ? "the cluster answers with an error" : "kubectl failed"
    }
  }

  private static func isLog(_ line: String) -> Bool {
    // Go's own log has the date and time: `2026/11/23 04:04:41 httputil: …`.
    if line.wholeMatch(of: /\d{4}\/\d\d\/\d\d .*/) != nil { return true }
    guard let first = line.utf8.first, "EWIF".utf8.contains(first) else { return false }
    let digits = line.utf8.dropFirst().prefix(4)
    return digits.count == 4 && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func cause(of line: String) -> Cause {
    func says(_ words: String...) -> Bool { words.contains { line.contains($0) } }
    if says("(Forbidden)") { return .forbidden }
    if says("(NotFound)") { return .notFound }
    if says("(Expired)") { return .expired }
    // A program that kubectl asks for credentials may want the user to log in, too.
    if says("You must be logged in", "(Unauthorized)", "getting credentials") {
      return .unauthorized
    }
    // Without a configuration kubectl tries this address.
    if says(
      "server localhost:8080 was refused", "dial tcp 127.0.0.1:8080: connect: connection refused",
      "dial tcp [::1]:8080: connect: connection refused")
    {
      return .noConfiguration
    }
    if says("was refused", "connection refused") { return .refused }
    if says(
      "error loading config", "does not exist", "context was not found", "invalid configuration",
      "unable to read client-cert", "no such file or directory")
    {
      return .badConfiguration
    }
    if says("x509:", "tls:", "server gave HTTP response to HTTPS client") { return .untrusted }
    if says(
      "Client.Timeout", "i/o timeout", "(Timeout)", "deadline exceeded", "TLS handshake timeout")
    {
      return .timedOut
    }
    if says(
      "Unable to connect to the server", "no such host", "no route to host", "unexpected EOF",
      "connection reset")
    {
      return .unreachable
    }
    return .other
  }
}
