/// A cluster's objects at one moment.
///
/// A snapshot changes in one way, `apply(_:)`; watches and what-ifs use the same door. Objects lie
/// apart by namespace, because policy acts inside a namespace.
public struct Snapshot: Sendable, Equatable {
  /// The namespaces by name, also those whose Namespace object is not known.
  public private(set) var namespaces: [String: NamespaceContents] = [:]
  /// Kinds that could not be read, so that nothing may be concluded from their absence.
  public private(set) var unreadableKinds: Set<ResourceKind> = []

  /// An empty snapshot.
  public init() {}

  /// A snapshot of some objects; of an object that occurs twice the better reading counts.
  ///
  /// - Parameter resources: The objects, in any order.
  public init(_ resources: some Sequence<Resource>) {
    for resource in resources { merge(resource) }
  }

  /// Makes one change.
  ///
  /// - Parameter change: What a watch reported, or a what-if proposes.
  /// - Complexity: O(1) on average.
  public mutating func apply(_ change: SnapshotChange) {
    switch change {
    case .upsert(let resource):
      let id = resource.id
      namespaces[id.home, default: NamespaceContents()].insert(resource, id: id)
    case .delete(let id):
      let home = id.home
      guard namespaces[home] != nil else { return }
      namespaces[home, default: NamespaceContents()].remove(id)
      if namespaces[home]?.isEmpty == true { namespaces[home] = nil }
    case .readable(let kind, let isReadable):
      if isReadable { unreadableKinds.remove(kind) } else { unreadableKinds.insert(kind) }
    }
  }

  /// The snapshot after some changes; this one stays as it is.
  ///
  /// - Parameter changes: The changes, in order.
  /// - Returns: The changed copy.
  public func applying(_ changes: some Sequence<SnapshotChange>) -> Snapshot {
    var copy = self
    for change in changes { copy.apply(change) }
    return copy
  }

  /// Adds an object that may have been read before, through another file or another API version.
  ///
  /// The highest resource version counts, then the newest API version, since older views lose fields.
  ///
  /// - Parameter resource: One reading of the object.
  /// - Returns: Whether the object was known already.
  @discardableResult
  public mutating func merge(_ resource: Resource) -> Bool {
    let known = self[resource.id]
    if let known, !known.meta.isSuperseded(by: resource.meta, of: resource.kind) { return true }
    apply(.upsert(resource))
    return known != nil
  }

  /// The object with an identity.
  public subscript(id: ResourceID) -> Resource? {
    namespaces[id.home]?.object(id)
  }

  /// The names of the namespaces, sorted by their bytes.
  public var namespaceNames: [String] { namespaces.keys.sorted() }
}

extension ResourceID {
  /// The namespace in which the object lies; that of a Namespace is the one that it names.
  var home: String { kind == .namespace ? name : namespace }
}
