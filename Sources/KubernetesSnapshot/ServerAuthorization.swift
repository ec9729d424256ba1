/// A ServerAuthorization: it lets clients use Servers (`Z-1` … `Z-8`).
public struct ServerAuthorization: Hashable, Sendable {
  /// Name and namespace.
  public var meta: ObjectMeta
  /// The Servers that it opens.
  public var server: ServerReference
  /// Whether the reference had exactly one of name and selector; release 2.11 asks for it (`O-21`).
  public var hasSingleServerReference: Bool
  /// Whom it lets in.
  public var client: Client

  /// A Server by name, or all whose labels fit.
  public enum ServerReference: Hashable, Sendable {
    case name(String)
    case selector(LabelSelector)
  }

  /// The clients that are let in.
  public struct Client: Hashable, Sendable, Codable {
    /// From where; none given means the cluster's networks (`Z-3`).
    public var networks: [NetworkBlock]?
    /// Whether clients outside the mesh are let in too.
    public var unauthenticated: Bool?
    /// Which mesh clients are let in.
    public var meshTLS: MeshTLS?

    /// Clients from their parts.
    public init(
      networks: [NetworkBlock]? = nil, unauthenticated: Bool? = nil, meshTLS: MeshTLS? = nil
    ) {
      self.networks = networks
      self.unauthenticated = unauthenticated
      self.meshTLS = meshTLS
    }
  }

  /// The mesh clients that are let in.
  public struct MeshTLS: Hashable, Sendable, Codable {
    /// Whether mesh TLS without a client identity is enough.
    public var unauthenticatedTLS: Bool?
    /// Identities, exact or with a leading `*.`.
    public var identities: [String]?
    /// ServiceAccounts.
    public var serviceAccounts: [AccountReference]?

    /// Mesh clients from their parts.
    public init(
      unauthenticatedTLS: Bool? = nil, identities: [String]? = nil,
      serviceAccounts: [AccountReference]? = nil
    ) {
      self.unauthenticatedTLS = unauthenticatedTLS
      self.identities = identities
      self.serviceAccounts = serviceAccounts
    }
  }

  /// A ServiceAccount by name.
  public struct AccountReference: Hashable, Sendable, Codable {
    /// The account's name.
    public var name: String
    /// Its namespace; the ServerAuthorization's own when absent.
    public var namespace: String?

    /// A reference from its parts.
    public init(name: String, namespace: String? = nil) {
      self.name = name
      self.namespace = namespace
    }
  }

  /// A ServerAuthorization from its parts.
  public init(meta: ObjectMeta, server: ServerReference, client: Client) {
    self.meta = meta
    self.server = server
    self.client = client
    hasSingleServerReference = true
  }
}

extension ServerAuthorization: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private enum SpecKeys: String, CodingKey { case server, client }
  private struct Reference: Codable {
    var name: String?
    var selector: LabelSelector?
  }

  /// Reads a ServerAuthorization; a name wins over a selector, and neither selects everything (`Z-1`).
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    let reference = try spec.decode(Reference.self, forKey: .server)
    meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    server =
      reference.name.map(ServerReference.name)
      ?? .selector(reference.selector ?? LabelSelector())
    hasSingleServerReference = (reference.name == nil) != (reference.selector == nil)
    client = try spec.decode(Client.self, forKey: .client)
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    var spec = fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    try fields.encode(meta, forKey: .metadata)
    try spec.encode(client, forKey: .client)
    // Of two references the name counts; the selector only tells that there are two.
    let reference =
      switch (server, hasSingleServerReference) {
      case (.name(let name), let isSingle):
        Reference(name: name, selector: isSingle ? nil : LabelSelector())
      case (.selector(let labels), true): Reference(selector: labels)
      case (.selector, false): Reference()
      }
    try spec.encode(reference, forKey: .server)
  }
}
