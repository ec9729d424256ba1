/// Which object: its kind, namespace and name.
public struct ResourceID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// The kind, which includes the API group.
  public var kind: ResourceKind
  /// The namespace; empty for objects outside namespaces.
  public var namespace: String
  /// The name, unique for the kind and namespace.
  public var name: String

  /// Names an object.
  ///
  /// - Parameters:
  ///   - kind: The kind, which includes the API group.
  ///   - namespace: The namespace; empty for objects outside namespaces.
  ///   - name: The name.
  public init(kind: ResourceKind, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// `Server emojivoto/web-http`.
  public var description: String {
    "\(kind.kind) " + (namespace.isEmpty ? name : "\(namespace)/\(name)")
  }

  /// `deploy/web`, as kubectl writes it.
  public var shortDescription: String { "\(kind.shortName)/\(name)" }

  /// `emojivoto/deploy/web`, as commands take and print it.
  public var qualifiedName: String { "\(namespace)/\(shortDescription)" }

  /// By namespace, then kind, then name, each by its bytes.
  public static func < (a: ResourceID, b: ResourceID) -> Bool {
    (a.namespace, a.kind.rawValue, a.name) < (b.namespace, b.kind.rawValue, b.name)
  }
}
