/// A CIDR block: a bare address, or an address with a prefix length (`Z-4`).
public struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
  /// The address as written, host bits included.
  public let address: IPAddress
  /// How many leading bits count.
  public let prefixLength: Int
  /// Whether the text named a prefix length; release 2.11 needs one (`O-21`).
  public let hasPrefixLength: Bool
  private let highMask: UInt64
  private let lowMask: UInt64

  /// Every IPv4 address.
  public static let anyIPv4 = IPNetwork(
    address: IPAddress(family: .v4, high: 0, low: 0), prefixLength: 0, hasPrefixLength: true)
  /// Every IPv6 address.
  public static let anyIPv6 = IPNetwork(
    address: IPAddress(family: .v6, high: 0, low: 0), prefixLength: 0, hasPrefixLength: true)

  /// The block of a single address.
  public init(_ address: IPAddress) {
    self.init(address: address, prefixLength: address.family.bits, hasPrefixLength: false)
  }

  private init(address: IPAddress, prefixLength: Int, hasPrefixLength: Bool) {
    self.address = address
    self.prefixLength = prefixLength
    self.hasPrefixLength = hasPrefixLength
    func mask(_ bits: Int) -> UInt64 {
      bits <= 0 ? 0 : bits >= 64 ? .max : .max << UInt64(64 - bits)
    }
    if address.family == .v4 {
      highMask = 0
      lowMask = prefixLength == 0 ? 0 : UInt64(UInt32.max << UInt32(32 - prefixLength))
    } else {
      highMask = mask(prefixLength)
      lowMask = mask(prefixLength - 64)
    }
  }

  /// Reads `10.0.0.0/8`, `fd00::/8` or a bare address; host bits are allowed.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(first) else { return nil }
    guard parts.count == 2 else {
      self.init(address)
      return
    }
    guard (1...3).contains(parts[1].utf8.count),
      parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
      let length = Int(parts[1]), length <= address.family.bits
    else { return nil }
    self.init(address: address, prefixLength: length, hasPrefixLength: true)
  }

  /// Whether the address lies in the block; addresses of the other family never do.
  public func contains(_ other: IPAddress) -> Bool {
    other.family == address.family && (other.high ^ address.high) & highMask == 0
      && (other.low ^ address.low) & lowMask == 0
  }

  /// Whether every address of the other block lies in this one.
  public func contains(_ other: IPNetwork) -> Bool {
    prefixLength <= other.prefixLength && contains(other.address)
  }

  /// Whether the two blocks share an address.
  public func overlaps(_ other: IPNetwork) -> Bool { contains(other) || other.contains(self) }

  /// The block with its host bits cleared: `10.0.0.0/8` for `10.1.2.3/8`.
  public var canonical: IPNetwork {
    IPNetwork(
      address: IPAddress(
        family: address.family, high: address.high & highMask, low: address.low & lowMask),
      prefixLength: prefixLength, hasPrefixLength: true)
  }

  /// `10.0.0.0/8`, with host bits as they were written.
  public var description: String { "\(address)/\(prefixLength)" }
}

extension IPNetwork: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    self = try decoder.value(expected: "an address or a CIDR block") { IPNetwork($0) }
  }

  /// Writes it as it was written.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(hasPrefixLength ? description : address.description)
  }
}

/// A CIDR block with the parts that are taken out of it.
public struct NetworkBlock: Hashable, Sendable, Codable {
  /// The block.
  public var cidr: IPNetwork
  /// Blocks that are not meant, local to this entry (`A-14`).
  public var except: [IPNetwork]

  /// A block and its exceptions.
  public init(cidr: IPNetwork, except: [IPNetwork] = []) {
    self.cidr = cidr
    self.except = except
  }

  private enum CodingKeys: String, CodingKey { case cidr, except }

  /// Reads `{cidr, except}`.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    cidr = try fields.decode(IPNetwork.self, forKey: .cidr)
    except = try fields.decodeIfPresent([IPNetwork].self, forKey: .except) ?? []
  }

  /// Whether the address is in the block and in none of its exceptions (`E-17`).
  public func contains(_ address: IPAddress) -> Bool {
    cidr.contains(address) && !except.contains { $0.contains(address) }
  }
}
