/// A ServiceAccount, whose name a client's mesh identity carries (`N-1`).
public struct ServiceAccount: Hashable, Sendable, Codable {
  /// Name and namespace.
  public var meta: ObjectMeta

  /// An account from its metadata.
  public init(meta: ObjectMeta) { self.meta = meta }

  private enum CodingKeys: String, CodingKey { case meta = "metadata" }
}
