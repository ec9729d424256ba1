/// What a route does to a request that it let through (`R-10`, `R-27`).
public struct RouteFilter: Hashable, Sendable, Codable {
  /// `RequestHeaderModifier`, `RequestRedirect`, …; absent in an empty filter.
  public var type: String?
  /// Where a redirect leads.
  public var requestRedirect: Redirect?
  /// Changes to the request's headers.
  public var requestHeaderModifier: HeaderModifier?
  /// Changes to the response's headers.
  public var responseHeaderModifier: HeaderModifier?

  /// A filter from its parts.
  public init(type: String?, requestRedirect: Redirect? = nil) {
    self.type = type
    self.requestRedirect = requestRedirect
  }

  /// The fields of a redirect.
  public struct Redirect: Hashable, Sendable, Codable {
    /// `http` or `https`.
    public var scheme: String?
    /// The host to go to.
    public var hostname: String?
    /// How the path changes.
    public var path: PathChange?
    /// The port to go to.
    public var port: Int?
    /// 301 or 302.
    public var statusCode: Int?
  }

  /// How a redirect changes the path.
  public struct PathChange: Hashable, Sendable, Codable {
    /// `ReplaceFullPath` or `ReplacePrefixMatch`.
    public var type: String?
    /// The whole new path.
    public var replaceFullPath: String?
    /// The new prefix.
    public var replacePrefixMatch: String?
  }

  /// Headers to set, add and remove.
  public struct HeaderModifier: Hashable, Sendable, Codable {
    /// Headers that get this value only.
    public var set: [Header]?
    /// Headers that get this value too.
    public var add: [Header]?
    /// Headers that go.
    public var remove: [String]?
  }

  /// A header and its value.
  public struct Header: Hashable, Sendable, Codable {
    /// The header's name.
    public var name: String
    /// The header's value.
    public var value: String
  }
}
