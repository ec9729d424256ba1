/// An EgressNetwork; it acts in the client's proxy and is only shown here (`L-6`).
public struct EgressNetwork: Hashable, Sendable, Codable {
  /// Name and namespace.
  public var meta: ObjectMeta

  /// An egress network from its metadata.
  public init(meta: ObjectMeta) { self.meta = meta }

  private enum CodingKeys: String, CodingKey { case meta = "metadata" }
}
