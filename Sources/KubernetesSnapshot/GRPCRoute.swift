/// A GRPCRoute (`R-11`, `R-12`, `R-24`).
public struct GRPCRoute: Hashable, Sendable {
  /// Name, namespace, creation time.
  public var meta: ObjectMeta
  /// What it is attached to, with schema defaults filled in.
  public var parents: [ParentReference]
  /// The hosts that it serves; none means any.
  public var hostnames: [String]
  /// The rules; none means that the route never matches (`R-13`).
  public var rules: [Rule]
  /// What controllers wrote about it; absent before any did.
  public var status: [RouteParentStatus]?

  /// Matches and filters that belong together.
  public struct Rule: Hashable, Sendable, Codable {
    /// The matches, any of which will do; none matches every request.
    public var matches: [Match]
    /// What is done to a matching request.
    public var filters: [RouteFilter]

    /// A rule from its parts.
    public init(matches: [Match], filters: [RouteFilter] = []) {
      self.matches = matches
      self.filters = filters
    }

    private enum CodingKeys: String, CodingKey { case matches, filters }

    /// Reads a rule.
    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      matches = try fields.decodeIfPresent([Match].self, forKey: .matches) ?? []
      filters = try fields.decodeIfPresent([RouteFilter].self, forKey: .filters) ?? []
    }
  }

  /// What a call must have, all of it.
  public struct Match: Hashable, Sendable, Codable {
    /// The service and method; a match without one breaks the whole port (`R-12`).
    public var method: Method?
    /// The headers.
    public var headers: [NamedMatch]

    /// A match from its parts.
    public init(method: Method?, headers: [NamedMatch] = []) {
      self.method = method
      self.headers = headers
    }

    private enum CodingKeys: String, CodingKey { case method, headers }

    /// Reads a match.
    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      method = try fields.decodeIfPresent(Method.self, forKey: .method)
      headers = try fields.decodeIfPresent([NamedMatch].self, forKey: .headers) ?? []
    }
  }

  /// A gRPC service and method.
  public struct Method: Hashable, Sendable, Codable {
    /// `Exact` or `RegularExpression`; absent means exact.
    public var type: String?
    /// The service, with its package.
    public var service: String?
    /// The method.
    public var method: String?

    /// A method from its parts.
    public init(type: String? = nil, service: String?, method: String?) {
      self.type = type
      self.service = service
      self.method = method
    }
  }

  /// A route from its parts.
  public init(
    meta: ObjectMeta, parents: [ParentReference], hostnames: [String] = [], rules: [Rule],
    status: [RouteParentStatus]? = nil
  ) {
    self.meta = meta
    self.parents = parents
    self.hostnames = hostnames
    self.rules = rules
    self.status = status
  }
}

extension GRPCRoute: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec, status }
  private struct Status: Codable { var parents: [RouteParentStatus]? }
  private struct Spec: Codable {
    var parentRefs: [ParentReference]?
    var hostnames: [String]?
    var rules: [Rule]?
  }

  /// Reads a GRPCRoute object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.decode(Spec.self, forKey: .spec)
    self.init(
      meta: try fields.decode(ObjectMeta.self, forKey: .metadata),
      parents: (spec.parentRefs ?? []).map {
        $0.withSchemaDefaults(group: ResourceKind.grpcRoute.group)
      },
      hostnames: spec.hostnames ?? [], rules: spec.rules ?? [],
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
