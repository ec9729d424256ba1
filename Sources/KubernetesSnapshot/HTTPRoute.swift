/// An HTTPRoute of either group (`R-1` … `R-19`).
public struct HTTPRoute: Hashable, Sendable {
  /// Name, namespace, creation time.
  public var meta: ObjectMeta
  /// The API group: `policy.linkerd.io` or `gateway.networking.k8s.io`.
  public var group: String
  /// What it is attached to, with schema defaults filled in.
  public var parents: [ParentReference]
  /// The hosts that it serves; none means any.
  public var hostnames: [String]
  /// The rules, with schema defaults filled in (`R-13`).
  public var rules: [Rule]
  /// What controllers wrote about it; absent before any did.
  public var status: [RouteParentStatus]?

  /// Matches and filters that belong together.
  public struct Rule: Hashable, Sendable {
    /// The matches, any of which will do; none matches every request.
    public var matches: [Match]
    /// What is done to a matching request.
    public var filters: [RouteFilter]

    /// A rule from its parts.
    public init(matches: [Match], filters: [RouteFilter] = []) {
      self.matches = matches
      self.filters = filters
    }
  }

  /// What a request must have, all of it.
  public struct Match: Hashable, Sendable {
    /// The path; absent only where the schema fills in no default.
    public var path: ValueMatch?
    /// The headers.
    public var headers: [NamedMatch]
    /// The query parameters.
    public var queryParams: [NamedMatch]
    /// The method, as written.
    public var method: String?

    /// A match from its parts.
    public init(
      path: ValueMatch?, headers: [NamedMatch] = [], queryParams: [NamedMatch] = [],
      method: String? = nil
    ) {
      self.path = path
      self.headers = headers
      self.queryParams = queryParams
      self.method = method
    }
  }

  /// A route from its parts.
  public init(
    meta: ObjectMeta, group: String, parents: [ParentReference], hostnames: [String] = [],
    rules: [Rule], status: [RouteParentStatus]? = nil
  ) {
    self.meta = meta
    self.group = group
    self.parents = parents
    self.hostnames = hostnames
    self.rules = rules
    self.status = status
  }
}

/// A text and how it is compared with a request's path.
public struct ValueMatch: Hashable, Sendable {
  /// `Exact`, `PathPrefix` or `RegularExpression`, as written; absent where none was.
  public var type: String?
  /// The text.
  public var value: String

  /// A match from its parts.
  public init(type: String?, value: String) {
    self.type = type
    self.value = value
  }
}

/// A named value and how it is compared: a header or a query parameter.
public struct NamedMatch: Hashable, Sendable, Codable {
  /// `Exact` or `RegularExpression`, as written; absent where none was.
  public var type: String?
  /// The header's or parameter's name.
  public var name: String
  /// The text to compare with.
  public var value: String

  /// A match from its parts.
  public init(type: String? = nil, name: String, value: String) {
    self.type = type
    self.name = name
    self.value = value
  }
}

extension HTTPRoute: Encodable {
  private enum CodingKeys: String, CodingKey { case metadata, spec, status }
  private struct Status: Codable { var parents: [RouteParentStatus]? }
  private struct Spec: Codable {
    var parentRefs: [ParentReference]?
    var hostnames: [String]?
    var rules: [Rule]?
  }

  /// Reads an HTTPRoute object of a group.
  ///
  /// - Parameters:
  ///   - group: The API group, which decides the schema's defaults.
  ///   - decoder: The object.
  /// - Throws: `DecodingError` naming the field.
  init(group: String, from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.decode(Spec.self, forKey: .spec)
    let meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    self.init(
      meta: meta, group: group,
      parents: (spec.parentRefs ?? []).map { $0.withSchemaDefaults(group: group) },
      hostnames: spec.hostnames ?? [],
      rules: meta.isStored
        ? spec.rules ?? [] : (spec.rules ?? [Rule(matches: [])]).map(\.withSchemaDefaults),
      status: try fields.decodeIfPresent(Status.self, forKey: .status)?.parents)
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    try fields.encode(
      Spec(parentRefs: parents, hostnames: hostnames, rules: rules), forKey: .spec)
    if let status { try fields.encode(Status(parents: status), forKey: .status) }
  }
}

extension HTTPRoute.Rule: Codable {
  private enum CodingKeys: String, CodingKey { case matches, filters }

  /// Reads a rule as it is written.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    matches = try fields.decodeIfPresent([HTTPRoute.Match].self, forKey: .matches) ?? []
    filters = try fields.decodeIfPresent([RouteFilter].self, forKey: .filters) ?? []
  }

  /// The rule as the API server stores it (`R-13`): a match without a path gets the prefix `/`.
  fileprivate var withSchemaDefaults: HTTPRoute.Rule {
    var copy = self
    if copy.matches.isEmpty { copy.matches = [HTTPRoute.Match(path: .everything)] }
    for index in copy.matches.indices where copy.matches[index].path == nil {
      copy.matches[index].path = .everything
    }
    return copy
  }
}

extension HTTPRoute.Match: Codable {
  private enum CodingKeys: String, CodingKey { case path, headers, queryParams, method }

  /// Reads a match as it is written.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    path = try fields.decodeIfPresent(ValueMatch.self, forKey: .path)
    headers = try fields.decodeIfPresent([NamedMatch].self, forKey: .headers) ?? []
    queryParams = try fields.decodeIfPresent([NamedMatch].self, forKey: .queryParams) ?? []
    method = try fields.decodeIfPresent(String.self, forKey: .method)
  }
}

extension ValueMatch: Codable {
  /// The prefix that every path has.
  static let everything = ValueMatch(type: "PathPrefix", value: "/")
  private enum CodingKeys: String, CodingKey { case type, value }

  /// Reads a path match with the schema's defaults.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    type = try fields.decodeIfPresent(String.self, forKey: .type)
    value = try fields.decodeIfPresent(String.self, forKey: .value) ?? "/"
  }
}
