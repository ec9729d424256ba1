/// A route's reference to what it is attached to (`R-1` … `R-3`).
public struct ParentReference: Hashable, Sendable, Codable {
  /// The API group; the schema's default is filled in on reading.
  public var group: String?
  /// The kind; the schema's default is `Gateway` (`R-2`).
  public var kind: String?
  /// The namespace, where one is given.
  public var namespace: String?
  /// The parent's name.
  public var name: String
  /// The section, which a Server does not have.
  public var sectionName: String?
  /// The port, which a Server does not have.
  public var port: Int?

  /// A reference from its parts.
  public init(
    group: String?, kind: String?, namespace: String? = nil, name: String,
    sectionName: String? = nil, port: Int? = nil
  ) {
    self.group = group
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.sectionName = sectionName
    self.port = port
  }

  /// Whether the parent is one of Linkerd's Servers (`R-1`).
  public var isServer: Bool {
    kind?.lowercased() == "server" && group?.lowercased() == "policy.linkerd.io" && !name.isEmpty
  }

  func withSchemaDefaults(group: String) -> ParentReference {
    var copy = self
    copy.group = copy.group ?? group
    copy.kind = copy.kind ?? "Gateway"
    return copy
  }
}

/// What a controller wrote about a route and one of its parents (`R-6`).
public struct RouteParentStatus: Hashable, Sendable, Codable {
  /// The parent.
  public var parentRef: ParentReference
  /// Who wrote it.
  public var controllerName: String
  /// The conditions; releases differ in what their absence means (`O-3`, `O-4`).
  public var conditions: [Condition]?

  /// A status entry from its parts.
  public init(parentRef: ParentReference, controllerName: String, conditions: [Condition]?) {
    self.parentRef = parentRef
    self.controllerName = controllerName
    self.conditions = conditions
  }
}

/// One condition of an object's status.
public struct Condition: Hashable, Sendable, Codable {
  /// `Accepted`, …
  public var type: String
  /// `True`, `False` or `Unknown`.
  public var status: String
  /// Why, in one word.
  public var reason: String?

  /// A condition from its parts.
  public init(type: String, status: String, reason: String? = nil) {
    self.type = type
    self.status = status
    self.reason = reason
  }
}
