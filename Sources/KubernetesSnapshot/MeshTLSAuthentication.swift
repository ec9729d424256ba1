/// A MeshTLSAuthentication: a set of mesh identities (`A-10` … `A-13`).
public struct MeshTLSAuthentication: Hashable, Sendable {
  /// Name and namespace.
  public var meta: ObjectMeta
  /// Identities, exact or with a leading `*.`.
  public var identities: [String]
  /// ServiceAccounts and Namespaces whose identities are meant.
  public var identityRefs: [TargetReference]

  /// An authentication from its parts.
  public init(meta: ObjectMeta, identities: [String] = [], identityRefs: [TargetReference] = []) {
    self.meta = meta
    self.identities = identities
    self.identityRefs = identityRefs
  }
}

extension MeshTLSAuthentication: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private struct Spec: Codable {
    var identities: [String]?
    var identityRefs: [TargetReference]?
  }

  /// Reads a MeshTLSAuthentication object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.decode(Spec.self, forKey: .spec)
    self.init(
      meta: try fields.decode(ObjectMeta.self, forKey: .metadata),
      identities: spec.identities ?? [], identityRefs: spec.identityRefs ?? [])
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    try fields.encode(Spec(identities: identities, identityRefs: identityRefs), forKey: .spec)
  }
}
