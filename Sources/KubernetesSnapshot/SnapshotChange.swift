/// One edit to a snapshot: what a watch reports, and what a what-if proposes.
public enum SnapshotChange: Sendable, Hashable {
  /// The object is there, in this state.
  case upsert(Resource)
  /// The object is gone.
  case delete(ResourceID)
  /// Whether objects of the kind can be read at all, for instance by the user's rights.
  case readable(ResourceKind, Bool)

  /// The namespace that it changes, if one.
  public var namespace: String? {
    switch self {
    case .upsert(let resource): resource.id.home
    case .delete(let id): id.home
    case .readable: nil
    }
  }
}

extension SnapshotChange: Codable {
  private enum CodingKeys: String, CodingKey { case set, unreadable, deleted, readable }

  /// An object that is there, but cannot be read; `Resource` would write nothing but its name.
  private struct Unreadable: Codable {
    var id: ResourceID
    var apiVersion: String
    var resourceVersion: String?
    var problem: FieldProblem
  }

  /// Whether a kind can be read.
  private struct Readable: Codable {
    var kind: ResourceKind
    var isReadable: Bool
  }

  /// Reads an object with one field: `set`, `unreadable`, `deleted` or `readable`.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let resource = try fields.decodeIfPresent(Resource.self, forKey: .set) {
      self = .upsert(resource)
    } else if let object = try fields.decodeIfPresent(Unreadable.self, forKey: .unreadable) {
      let meta = ObjectMeta(
        name: object.id.name, namespace: object.id.namespace,
        resourceVersion: object.resourceVersion, apiVersion: object.apiVersion)
      self = .upsert(
        .unreadable(
          UnreadableResource(kind: object.id.kind, meta: meta, problem: object.problem)))
    } else if let id = try fields.decodeIfPresent(ResourceID.self, forKey: .deleted) {
      self = .delete(id)
    } else {
      let change = try fields.decode(Readable.self, forKey: .readable)
      self = .readable(change.kind, change.isReadable)
    }
  }

  /// Writes an object with one field.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .upsert(.unreadable(let object)):
      try fields.encode(
        Unreadable(
          id: ResourceID(
            kind: object.kind, namespace: object.meta.namespace, name: object.meta.name),
          apiVersion: object.meta.apiVersion, resourceVersion: object.meta.resourceVersion,
          problem: object.problem), forKey: .unreadable)
    case .upsert(let resource): try fields.encode(resource, forKey: .set)
    case .delete(let id): try fields.encode(id, forKey: .deleted)
    case .readable(let kind, let isReadable):
      try fields.encode(Readable(kind: kind, isReadable: isReadable), forKey: .readable)
    }
  }
}
