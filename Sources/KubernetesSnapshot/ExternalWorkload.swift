/// A meshed workload outside the cluster (`W-1`).
public struct ExternalWorkload: Hashable, Sendable {
  /// Name, labels, annotations.
  public var meta: ObjectMeta
  /// The identity that it presents, usually a SPIFFE URI (`W-3`).
  public var identity: String
  /// The ports that it names.
  public var ports: [Port]
  /// Its addresses.
  public var addresses: [IPAddress]

  /// One port of an external workload.
  public struct Port: Hashable, Sendable, Codable {
    /// The name, by which Servers may call it.
    public var name: String?
    /// The number.
    public var port: Int
    /// `TCP` when absent.
    public var `protocol`: String?

    /// A port from its parts.
    public init(name: String? = nil, port: Int, protocol: String? = nil) {
      self.name = name
      self.port = port
      self.protocol = `protocol`
    }
  }

  /// An external workload from its parts.
  public init(meta: ObjectMeta, identity: String, ports: [Port], addresses: [IPAddress]) {
    self.meta = meta
    self.identity = identity
    self.ports = ports
    self.addresses = addresses
  }
}

extension ExternalWorkload: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private struct Spec: Codable {
    struct MeshTLS: Codable { var identity: String? }
    struct Address: Codable { var ip: String? }
    var meshTLS: MeshTLS?
    var meshTls: MeshTLS?
    var ports: [Port]?
    var workloadIPs: [Address]?
  }

  /// Reads an ExternalWorkload object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.decode(Spec.self, forKey: .spec)
    self.init(
      meta: try fields.decode(ObjectMeta.self, forKey: .metadata),
      identity: (spec.meshTLS ?? spec.meshTls)?.identity ?? "", ports: spec.ports ?? [],
      addresses: (spec.workloadIPs ?? []).compactMap { $0.ip.flatMap { IPAddress($0) } })
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    try fields.encode(
      Spec(
        meshTLS: .init(identity: identity), ports: ports,
        workloadIPs: addresses.map { .init(ip: $0.description) }), forKey: .spec)
  }
}
