/// A request; there is no method but GET.
package struct HTTPGet: Sendable, Hashable {
  /// The address: `http://127.0.0.1:9090/api/v1/query?query=up`.
  package var url: String
  /// The unix socket to connect to, whatever host the address names.
  package var unixSocket: String?
  /// Further header lines: `Accept: application/json`.
  package var headers: [String]
  /// How long the server may take to begin its answer.
  package var responseTimeout: Duration
  /// How long the whole exchange may take; nil for as long as it goes on.
  package var timeout: Duration?

  /// A request from its parts.
  package init(
    _ url: String, unixSocket: String? = nil, headers: [String] = [],
    responseTimeout: Duration = .seconds(30), timeout: Duration? = nil
  ) {
    self.url = url
    self.unixSocket = unixSocket
    self.headers = headers
    self.responseTimeout = responseTimeout
    self.timeout = timeout
  }
}
