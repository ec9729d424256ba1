/// A reference from one object to another.
public struct TargetReference: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The API group; absent or empty means the core group, with one exception in old releases (`O-15`).
  public var group: String?
  /// The kind.
  public var kind: String
  /// The name.
  public var name: String
  /// The namespace, where it may be another one.
  public var namespace: String?

  /// A reference from its parts.
  public init(group: String? = nil, kind: String, name: String, namespace: String? = nil) {
    self.group = group
    self.kind = kind
    self.name = name
    self.namespace = namespace
  }

  /// Whether the reference means this group and kind; case does not count (`A-1`).
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - group: The group; empty for the core group.
  ///   - emptyGroupIsCore: Whether an empty group means the core group, as an absent one does;
  ///     not so in old releases (`O-15`).
  /// - Returns: Whether it does.
  public func isKind(_ kind: String, group: String, emptyGroupIsCore: Bool = true) -> Bool {
    let mine = self.group.flatMap { $0.isEmpty && emptyGroupIsCore ? nil : $0 } ?? "core"
    return Self.areSame(self.kind, kind) && Self.areSame(mine, group.isEmpty ? "core" : group)
  }

  private static func areSame(_ a: String, _ b: String) -> Bool {
    a == b || a.lowercased() == b.lowercased()
  }

  /// `Server web-http`, with the namespace where one is given.
  public var description: String {
    "\(kind) " + (namespace.map { "\($0)/" } ?? "") + name
  }
}
