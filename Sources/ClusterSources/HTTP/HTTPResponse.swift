/// The begin of an answer: its status and its headers.
package struct HTTPHead: Sendable, Hashable {
  /// The status code.
  package var status: Int
  /// The headers, by their names in lower case; of a repeated one the last counts.
  package var headers: [String: String] = [:]

  /// A head from its parts.
  package init(status: Int, headers: [String: String] = [:]) {
    self.status = status
    self.headers = headers
  }

  /// How long the server asks to be left alone; nil when it does not, or names a date.
  package var retryAfter: Duration? {
    headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? .seconds($0) : nil }
  }
}

/// What happens to a request, in this order: the head, parts of the body, the end.
package enum HTTPEvent: Sendable, Hashable {
  case head(HTTPHead)
  case body([UInt8])
  /// Nothing more will come; the failure is nil when the answer was complete.
  case ended(HTTPFailure?)
}

/// Why there is no answer, or only a part of one.
package struct HTTPFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  package enum Cause: Sendable, Hashable {
    /// The address is none.
    case badAddress
    /// The host's name is not known.
    case unknownHost
    /// Nothing listens there.
    case refused
    /// The certificate is not trusted.
    case untrusted
    /// This machine has no list of whom to trust.
    case noAuthorities
    /// TLS failed otherwise, as with a server that does not speak it.
    case tls
    /// The server took too long.
    case timedOut
    /// The connection ended before the answer did.
    case cut
    /// The answer is longer than was wanted.
    case tooLong
    /// Somebody asked to stop.
    case cancelled
    /// Anything else.
    case other
  }

  /// What went wrong.
  package var cause: Cause
  /// The library's words.
  package var message: String

  /// A failure from its parts.
  package init(_ cause: Cause, message: String = "") {
    self.cause = cause
    self.message = message
  }

  /// What happened, in plain words, with the library's own behind it.
  package var description: String {
    let words =
      switch cause {
      case .badAddress: "this is no address that can be asked"
      case .unknownHost: "the host is not known"
      case .refused: "nothing answers there"
      case .untrusted: "the server's certificate is not trusted"
      case .noAuthorities: "no authorities' certificates are installed (ca-certificates)"
      case .tls: "TLS could not be agreed on; does it speak http?"
      case .timedOut: "no answer in time"
      case .cut: "the connection ended in the middle of the answer"
      case .tooLong: "the answer is too long"
      case .cancelled: "cancelled"
      case .other: "the request failed"
      }
    return message.isEmpty ? words : "\(words) (\(message))"
  }
}

/// A whole answer.
package struct HTTPResponse: Sendable, Hashable {
  /// The status and the headers.
  package var head: HTTPHead
  /// The body, unpacked.
  package var body: [UInt8]
}
