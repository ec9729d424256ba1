/// An HTTPLocalRateLimitPolicy: how many requests a Server takes (`L-1` … `L-4`).
///
/// It never authorizes.
public struct HTTPLocalRateLimitPolicy: Hashable, Sendable {
  /// Name, namespace, creation time.
  public var meta: ObjectMeta
  /// The Server that it limits.
  public var target: TargetReference
  /// Requests per second for everyone together.
  public var totalRequestsPerSecond: Int?
  /// Requests per second for each client identity.
  public var identityRequestsPerSecond: Int?
  /// Limits for named clients.
  public var overrides: [Override]
  /// The conditions that the status controller wrote.
  public var conditions: [Condition]?

  /// A limit for named clients.
  public struct Override: Hashable, Sendable, Codable {
    /// Requests per second.
    public var requestsPerSecond: Int
    /// The clients: ServiceAccounts.
    public var clientRefs: [TargetReference]

    /// An override from its parts.
    public init(requestsPerSecond: Int, clientRefs: [TargetReference]) {
      self.requestsPerSecond = requestsPerSecond
      self.clientRefs = clientRefs
    }
  }

  /// A rate limit from its parts.
  public init(
    meta: ObjectMeta, target: TargetReference, totalRequestsPerSecond: Int? = nil,
    identityRequestsPerSecond: Int? = nil, overrides: [Override] = [],
    conditions: [Condition]? = nil
  ) {
    self.meta = meta
    self.target = target
    self.totalRequestsPerSecond = totalRequestsPerSecond
    self.identityRequestsPerSecond = identityRequestsPerSecond
    self.overrides = overrides
    self.conditions = conditions
  }
}

extension HTTPLocalRateLimitPolicy: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec, status }
  private struct Rate: Codable { var requestsPerSecond: Int }
  private struct Spec: Codable {
    var targetRef: TargetReference
    var total: Rate?
    var identity: Rate?
    var overrides: [Override]?
  }
  private struct Status: Codable { var conditions: [Condition]? }

  /// Reads an HTTPLocalRateLimitPolicy object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.decode(Spec.self, forKey: .spec)
    self.init(
      meta: try fields.decode(ObjectMeta.self, forKey: .metadata), target: spec.targetRef,
      totalRequestsPerSecond: spec.total?.requestsPerSecond,
      identityRequestsPerSecond: spec.identity?.requestsPerSecond, overrides: spec.overrides ?? [],
      conditions: try fields.decodeIfPresent(Status.self, forKey: .status)?.conditions)
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    try fields.encode(
      Spec(
        targetRef: target, total: totalRequestsPerSecond.map(Rate.init),
        identity: identityRequestsPerSecond.map(Rate.init), overrides: overrides), forKey: .spec)
    if let conditions { try fields.encode(Status(conditions: conditions), forKey: .status) }
  }
}
