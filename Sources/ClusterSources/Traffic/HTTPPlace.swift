/// A server, or a part of one, below which paths are asked for.
package struct HTTPPlace: Sendable, Hashable {
  /// The address without the last slash: `http://prometheus.example:9090`.
  package let url: String
  /// The unix socket to connect to, whatever host the address names.
  package let unixSocket: String?

  /// A place by its address.
  ///
  /// - Parameters:
  ///   - url: The address, also with a path; nothing stands behind it.
  ///   - unixSocket: The socket to connect to.
  package init(_ url: String, unixSocket: String? = nil) {
    var url = url
    while url.hasSuffix("/") { url.removeLast() }
    self.url = url
    self.unixSocket = unixSocket
  }

  /// A place below this one.
  package func below(_ path: String) -> HTTPPlace { HTTPPlace(url + path, unixSocket: unixSocket) }

  /// A request for a path with a query.
  package func get(
    _ path: String, _ query: [(name: String, value: String)] = [], timeout: Duration
  ) -> HTTPGet {
    let pairs = query.map { "\($0.name)=\(Self.escaped($0.value))" }
    let tail = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    return HTTPGet(
      url + path + tail, unixSocket: unixSocket, responseTimeout: timeout, timeout: timeout * 3)
  }

  /// The address without a user's name and password, as it may be shown.
  package var shown: String {
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return url }
    return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }.joined()
  }
}

/// Why no traffic could be looked at.
package struct TrafficFailure: Error, Sendable, Hashable {
  /// What went wrong.
  package var cause: Cause
  /// What happened, in plain words.
  package var message: String

  /// What went wrong, as far as another source may fare better.
  package enum Cause: Sendable, Hashable {
    /// The source's own policy, or the user's rights, refuse it (403).
    case forbidden
    /// There is no such source.
    case absent
    /// It does not answer, or not as expected.
    case broken
  }

  /// A failure from its parts.
  package init(_ cause: Cause, _ message: String) {
    self.cause = cause
    self.message = message
  }
}
