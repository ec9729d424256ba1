/// A set of mesh identities: exact names and suffixes (`Z-6`, `E-20`).
public struct IdentityMatch: Hashable, Sendable {
  /// Identities that are meant exactly, DNS names and URIs alike.
  public private(set) var exact: Set<String> = []
  /// Endings of DNS identities, each with its leading dot; empty for every DNS identity.
  public private(set) var suffixes: Set<String> = []

  /// `*`: every DNS identity, of any trust domain, but no URI (`D-3`).
  public static let anyDNSIdentity = IdentityMatch(["*"])

  /// A set from the texts of a policy: `*`, `*.ending`, or an exact identity.
  public init(_ texts: some Sequence<String>) {
    for text in texts { insert(text) }
  }

  /// Whether nothing is in the set.
  public var isEmpty: Bool { exact.isEmpty && suffixes.isEmpty }

  /// Adds one text of a policy.
  mutating func insert(_ text: String) {
    if text == "*" {
      suffixes.insert("")
    } else if text.hasPrefix("*.") {
      suffixes.insert(String(text.dropFirst()))
    } else {
      exact.insert(text)
    }
  }

  /// Whether a client's verified identity is in the set; suffixes speak of DNS names only, not of
  /// URIs.
  public func contains(_ identity: String) -> Bool {
    exact.contains(identity)
      || (suffixes.contains(where: identity.hasSuffix) && !Self.isURI(identity))
  }

  /// Whether an identity is a URI, and not a DNS name.
  static func isURI(_ identity: String) -> Bool { identity.utf8.contains(UInt8(ascii: ":")) }
}
