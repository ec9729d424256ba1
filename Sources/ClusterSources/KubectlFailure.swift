/// Why kubectl could not do what it was asked.
package struct KubectlFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, as far as it can be told.
  package enum Cause: Hashable, Sendable {
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
    /// The continue token is too old (410).
    case expired
    /// Somebody asked to stop.
    case cancelled
    /// Anything else.
    case other
  }

  /// What went wrong.
  package var cause: Cause
  /// What kubectl said last, or what stopped it from saying anything.
  package var lastLine: String

  /// A failure from its parts.
  package init(_ cause: Cause, lastLine: String = "") {
    self.cause = cause
    self.lastLine = lastLine
  }

  /// Recognises a failure by kubectl's words; its exit code is 1 for every one.
  ///
  /// - Parameter errors: What kubectl wrote on its standard error.
  init(errors: String) {
    // Its log lines (`E1123 03:43:17 …`) come before the line that is meant for people.
    let lines = errors.split(whereSeparator: \.isNewline).map(String.init)
    let spoken = lines.filter { !Self.isLog($0) && !$0.hasPrefix("Warning: ") }
    let last = spoken.last ?? lines.last ?? ""
    self.init(Self.cause(of: last), lastLine: last)
  }

  /// Whether no other request to the cluster would fare better.
  package var concernsWholeCluster: Bool {
    switch cause {
    case .forbidden, .notFound, .expired, .other: false
    default: true
    }
  }

  /// What happened, in plain words, with kubectl's own behind it.
  package var description: String {
    lastLine.isEmpty ? words : "\(words) (kubectl: \(lastLine))"
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
    case .expired: "the list changed too much while it was read"
    case .cancelled: "cancelled"
    case .other: "kubectl failed"
    }
  }

  private static func isLog(_ line: String) -> Bool {
    guard let first = line.utf8.first, "EWIF".utf8.contains(first) else { return false }
    let digits = line.utf8.dropFirst().prefix(4)
    return digits.count == 4 && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func cause(of line: String) -> Cause {
    func says(_ words: String...) -> Bool { words.contains { line.contains($0) } }
    if says("(Forbidden)") { return .forbidden }
    if says("(NotFound)") { return .notFound }
    if says("(Expired)") { return .expired }
    if says("You must be logged in", "(Unauthorized)") { return .unauthorized }
    if says("server localhost:8080 was refused") { return .noConfiguration }
    if says("was refused", "connection refused") { return .refused }
    if says(
      "error loading config", "does not exist", "context was not found", "invalid configuration",
      "unable to read client-cert", "no such file or directory", "getting credentials")
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
