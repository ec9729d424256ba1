public import KubernetesSnapshot

/// An object, or a part of one, that decides nothing although someone meant it to.
public struct VoidResource: Hashable, Sendable {
  /// The object.
  public var id: ResourceID
  /// The rule that voids it: `A-7`.
  public var rule: String
  /// Why, in a sentence without a subject: `refers to NetworkAuthentication x, which does not exist`.
  public var reason: String
  /// Whether it is so; otherwise it only looks so, since a kind that it refers to could not be read.
  public var isCertain: Bool

  /// A void object from its parts.
  public init(id: ResourceID, rule: String, reason: String, isCertain: Bool = true) {
    self.id = id
    self.rule = rule
    self.reason = reason
    self.isCertain = isCertain
  }
}
