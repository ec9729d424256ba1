/// The metadata of an object, as far as policy or the screens use it.
public struct ObjectMeta: Hashable, Sendable {
  /// The object's name.
  public var name: String
  /// The namespace; empty outside namespaces.
  public var namespace: String
  /// Labels, which selectors look at.
  public var labels: [String: String]
  /// The annotations that are Linkerd's: `config.linkerd.io/…`. Others are not kept when an object is
  /// read; some differ from pod to pod, or repeat the whole object.
  public var annotations: [String: String]
  /// When the object was stored; absent in manifests.
  public var creationTimestamp: Timestamp?
  /// The API server's version of this object; absent in manifests.
  public var resourceVersion: String?
  /// Where the object was read from: `policy.linkerd.io/v1beta3`.
  public var apiVersion: String
  /// The object's owners.
  public var owners: [Owner]

  /// One entry of `ownerReferences`.
  public struct Owner: Hashable, Sendable, Codable {
    /// The owner's kind, without group.
    public var kind: String
    /// The owner's name, in the same namespace.
    public var name: String
    /// Whether this owner manages the object.
    public var controller: Bool?

    /// Names an owner.
    public init(kind: String, name: String, controller: Bool? = true) {
      self.kind = kind
      self.name = name
      self.controller = controller
    }
  }

  /// Metadata from its parts.
  public init(
    name: String, namespace: String = "", labels: [String: String] = [:],
    annotations: [String: String] = [:], creationTimestamp: Timestamp? = nil,
    resourceVersion: String? = nil, apiVersion: String = "", owners: [Owner] = []
  ) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
    self.annotations = annotations
    self.creationTimestamp = creationTimestamp
    self.resourceVersion = resourceVersion
    self.apiVersion = apiVersion
    self.owners = owners
  }

  /// The owner that manages the object, if there is one.
  public var controllingOwner: Owner? { owners.first { $0.controller == true } }

  /// Whether the object was read from an API server, and not from a manifest.
  public var isStored: Bool { creationTimestamp != nil || resourceVersion != nil }

  /// Whether an object read twice is better represented by the other reading.
  ///
  /// The higher resource version wins, then the newer API version, since older views lose fields.
  /// Without stored versions to compare, the one that was given later wins, as with
  /// `kubectl apply`.
  func isSuperseded(by other: ObjectMeta, of kind: ResourceKind) -> Bool {
    guard let mine = resourceVersion, let theirs = other.resourceVersion else { return true }
    if mine != theirs {
      return (theirs.utf8.count, theirs) > (mine.utf8.count, mine)
    }
    let versions = kind.servedVersions
    func rank(_ apiVersion: String) -> Int {
      let version = apiVersion.split(separator: "/").last.map(String.init) ?? apiVersion
      return versions.firstIndex(of: version) ?? versions.count
    }
    return rank(other.apiVersion) <= rank(apiVersion)
  }
}

extension ObjectMeta: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, namespace, labels, annotations, creationTimestamp, resourceVersion, ownerReferences
    case generateName
  }

  /// Reads the `metadata` field of an object; a template's metadata needs no name.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name =
      try fields.decodeIfPresent(String.self, forKey: .name)
      ?? fields.decodeIfPresent(String.self, forKey: .generateName) ?? ""
    namespace = try fields.decodeIfPresent(String.self, forKey: .namespace) ?? ""
    labels = try fields.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
    annotations =
      try fields.decodeIfPresent([String: String].self, forKey: .annotations)?
      .filter { Self.isLinkerds($0.key) } ?? [:]
    creationTimestamp = try fields.decodeIfPresent(Timestamp.self, forKey: .creationTimestamp)
    resourceVersion = try fields.decodeIfPresent(String.self, forKey: .resourceVersion)
    owners = try fields.decodeIfPresent([Owner].self, forKey: .ownerReferences) ?? []
    apiVersion = ""
  }

  /// Writes `metadata`; of the annotations those of Linkerd, since the others may hold anything.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    if !namespace.isEmpty { try fields.encode(namespace, forKey: .namespace) }
    if !labels.isEmpty { try fields.encode(labels, forKey: .labels) }
    let annotations = annotations.filter { Self.isLinkerds($0.key) }
    if !annotations.isEmpty { try fields.encode(annotations, forKey: .annotations) }
    try fields.encodeIfPresent(creationTimestamp, forKey: .creationTimestamp)
    try fields.encodeIfPresent(resourceVersion, forKey: .resourceVersion)
    if !owners.isEmpty { try fields.encode(owners, forKey: .ownerReferences) }
  }

  /// Whether an annotation's prefix is a domain of Linkerd's.
  private static func isLinkerds(_ key: String) -> Bool {
    key.utf8.firstIndex(of: UInt8(ascii: "/")).map { key[..<$0].hasSuffix("linkerd.io") } ?? false
  }
}
