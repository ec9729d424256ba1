/// A client as the server's proxy reports it: what its connection proved.
package enum ObservedClient: Sendable, Hashable {
  /// Mesh TLS with this identity.
  case identity(String)
  /// Mesh TLS without a client certificate.
  case anonymous
  /// No mesh TLS, with the proxy's reason: `no_tls_from_remote`, `port_skipped`, `loopback`.
  case plain(reason: String)
  /// TLS of the application's own, for this server name.
  case foreignTLS(serverName: String)

  /// Whether the client proved nothing, so that only its address could tell who it is.
  package var isUnmeshed: Bool {
    switch self {
    case .identity, .anonymous: false
    case .plain, .foreignTLS: true
    }
  }

  /// The identity, if there is one.
  package var identity: String? {
    if case .identity(let identity) = self { identity } else { nil }
  }

  /// Why there was no mesh TLS, in the proxy's words; nil where there was.
  package var plainReason: String? {
    switch self {
    case .identity, .anonymous: nil
    case .plain(let reason): reason
    case .foreignTLS: "tls_of_its_own"
    }
  }
}
