public import KubernetesSnapshot

/// Who connects, as the server's proxy sees it (`E-11` … `E-13`).
public struct Client: Hashable, Sendable {
  /// The source address.
  public var address: ClientAddress
  /// What the connection proves.
  public var tls: TLS

  /// The TLS state of a connection.
  public enum TLS: Hashable, Sendable {
    /// No mesh TLS: plain text, or TLS of the application's own.
    case none
    /// Mesh TLS without a client certificate.
    case anonymous
    /// Mesh TLS with a verified identity.
    case identity(String)
  }

  /// A client from its parts.
  public init(address: ClientAddress, tls: TLS) {
    self.address = address
    self.tls = tls
  }

  /// The verified identity, if there is one.
  public var identity: String? {
    if case .identity(let identity) = tls { identity } else { nil }
  }
}

/// What is known of a client's address.
public enum ClientAddress: Hashable, Sendable {
  /// One of these addresses; what holds must hold for each.
  case known([IPAddress])
  /// Some address inside these networks.
  case inside([IPNetwork])
  /// Some address outside these networks.
  case outside([IPNetwork])

  /// One known address, with IPv4-mapped IPv6 unwrapped (`E-11`).
  public static func known(_ address: IPAddress) -> ClientAddress { .known([address.unmapped]) }

  /// Whether the address lies in one of the blocks (`E-17`, `E-18`).
  ///
  /// - Parameter blocks: The networks of an authorization.
  /// - Returns: `maybe` when some of the possible addresses do and some do not.
  func isInside(_ blocks: [NetworkBlock]) -> Truth {
    switch self {
    case .known(let addresses):
      let inside = addresses.count { address in blocks.contains { $0.contains(address) } }
      return inside == 0 ? .no : inside == addresses.count ? .yes : .maybe
    case .inside(let networks):
      let verdicts = networks.map { network -> Truth in
        let touching = blocks.filter { $0.cidr.overlaps(network) }
        if touching.isEmpty { return .no }
        let covered = touching.contains { block in
          block.cidr.contains(network) && !block.except.contains { $0.overlaps(network) }
        }
        return covered ? .yes : .maybe
      }
      return Truth.all(verdicts)
    case .outside(let networks):
      let reaching = blocks.filter { block in !networks.contains { $0.contains(block.cidr) } }
      if reaching.isEmpty { return .no }
      func covers(_ family: IPNetwork) -> Bool {
        reaching.contains { block in
          block.cidr.contains(family)
            && block.except.allSatisfy { gap in networks.contains { $0.contains(gap) } }
        }
      }
      return covers(.anyIPv4) && covers(.anyIPv6) ? .yes : .maybe
    }
  }
}

/// An answer that may have to wait for facts.
public enum Truth: Hashable, Sendable, Comparable {
  case no, maybe, yes

  /// What holds of every case: one answer if all agree, otherwise `maybe`.
  static func all(_ answers: [Truth]) -> Truth {
    guard let first = answers.first else { return .no }
    return answers.allSatisfy { $0 == first } ? first : .maybe
  }
}
