/// A namespace; its annotations are copied onto pods when they are injected (`J-9`).
public struct Namespace: Hashable, Sendable, Codable {
  /// Name, labels, annotations.
  public var meta: ObjectMeta

  /// A namespace from its metadata.
  public init(meta: ObjectMeta) { self.meta = meta }

  private enum CodingKeys: String, CodingKey { case meta = "metadata" }
}
