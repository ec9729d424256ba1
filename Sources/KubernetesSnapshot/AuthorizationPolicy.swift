/// An AuthorizationPolicy: it lets authenticated clients use a Server, a route, or all Servers of
/// its namespace (`A-1` … `A-9`).
public struct AuthorizationPolicy: Hashable, Sendable {
  /// Name and namespace.
  public var meta: ObjectMeta
  /// What it opens; always in its own namespace.
  public var target: TargetReference
  /// What a client must prove, all of it; an empty list asks for nothing (`A-9`).
  public var requiredAuthentications: [TargetReference]

  /// A policy from its parts.
  public init(
    meta: ObjectMeta, target: TargetReference, requiredAuthentications: [TargetReference]
  ) {
    self.meta = meta
    self.target = target
    self.requiredAuthentications = requiredAuthentications
  }
}

extension AuthorizationPolicy: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private enum SpecKeys: String, CodingKey { case targetRef, requiredAuthenticationRefs }

  /// Reads an AuthorizationPolicy object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    target = try spec.decode(TargetReference.self, forKey: .targetRef)
    requiredAuthentications = try spec.decode(
      [TargetReference].self, forKey: .requiredAuthenticationRefs)
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    var spec = fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    try fields.encode(meta, forKey: .metadata)
    try spec.encode(target, forKey: .targetRef)
    try spec.encode(requiredAuthentications, forKey: .requiredAuthenticationRefs)
  }
}
