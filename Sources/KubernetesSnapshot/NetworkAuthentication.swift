/// A NetworkAuthentication: a set of client addresses (`A-14`).
public struct NetworkAuthentication: Hashable, Sendable {
  /// Name and namespace.
  public var meta: ObjectMeta
  /// The blocks, any of which will do; none makes the object useless.
  public var networks: [NetworkBlock]

  /// An authentication from its parts.
  public init(meta: ObjectMeta, networks: [NetworkBlock]) {
    self.meta = meta
    self.networks = networks
  }
}

extension NetworkAuthentication: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private enum SpecKeys: String, CodingKey { case networks }

  /// Reads a NetworkAuthentication object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    networks = try spec.decode([NetworkBlock].self, forKey: .networks)
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    var spec = fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    try fields.encode(meta, forKey: .metadata)
    try spec.encode(networks, forKey: .networks)
  }
}
