/// A Service: which pods stand behind a name, and how its ports map to theirs.
public struct Service: Hashable, Sendable {
  /// Name and namespace.
  public var meta: ObjectMeta
  /// The labels of the pods behind it; empty for a Service without a selector.
  public var selector: [String: String]
  /// The ports.
  public var ports: [Port]

  /// One port of a Service.
  public struct Port: Hashable, Sendable, Codable {
    /// The name, needed when there are several.
    public var name: String?
    /// The port of the Service.
    public var port: Int
    /// The port of the pods; the same number when absent.
    public var targetPort: IntOrString?

    /// A port from its parts.
    public init(name: String? = nil, port: Int, targetPort: IntOrString? = nil) {
      self.name = name
      self.port = port
      self.targetPort = targetPort
    }
  }

  /// A Service from its parts.
  public init(meta: ObjectMeta, selector: [String: String], ports: [Port]) {
    self.meta = meta
    self.selector = selector
    self.ports = ports
  }
}

extension Service: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private struct Spec: Codable {
    var selector: [String: String]?
    var ports: [Port]?
  }

  /// Reads a Service object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.decodeIfPresent(Spec.self, forKey: .spec)
    self.init(
      meta: try fields.decode(ObjectMeta.self, forKey: .metadata), selector: spec?.selector ?? [:],
      ports: spec?.ports ?? [])
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    try fields.encode(Spec(selector: selector, ports: ports), forKey: .spec)
  }
}
