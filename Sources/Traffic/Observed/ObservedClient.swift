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

extension ObservedClient: Codable {
  private enum CodingKeys: String, CodingKey { case identity, anonymous, plain, foreignTLS }

  /// Reads an object with one field.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let identity = try fields.decodeIfPresent(String.self, forKey: .identity) {
      self = .identity(identity)
    } else if let reason = try fields.decodeIfPresent(String.self, forKey: .plain) {
      self = .plain(reason: reason)
    } else if let name = try fields.decodeIfPresent(String.self, forKey: .foreignTLS) {
      self = .foreignTLS(serverName: name)
    } else {
      _ = try fields.decode(Bool.self, forKey: .anonymous)
      self = .anonymous
    }
  }

  /// Writes an object with one field.
  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .identity(let identity): try fields.encode(identity, forKey: .identity)
    case .anonymous: try fields.encode(true, forKey: .anonymous)
    case .plain(let reason): try fields.encode(reason, forKey: .plain)
    case .foreignTLS(let name): try fields.encode(name, forKey: .foreignTLS)
    }
  }
}
