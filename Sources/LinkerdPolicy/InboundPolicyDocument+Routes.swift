extension InboundPolicyDocument {
  /// One route.
  public struct Route: Encodable, Hashable, Sendable {
    /// `default`, `HTTPRoute` or `GRPCRoute`.
    public var kind: String
    /// The API group; empty for built-in routes.
    public var group: String
    /// The object's name, or `default` or `probe`.
    public var name: String
    /// The hosts that it serves; nil means any.
    public var hosts: [String]?
    /// The rules, in order.
    public var rules: [Rule]
    /// Who is let in beside those whom the Server lets in.
    public var authorizations: [Authorization]
  }

  /// Matches and filters that belong together.
  public struct Rule: Encodable, Hashable, Sendable {
    /// The matches, any of which will do.
    public var matches: [Match]
    /// What is done to a request after it was let in; nil when nothing is.
    public var filters: Filters?
  }

  /// The filters of a rule.
  public enum Filters: Encodable, Hashable, Sendable {
    /// Those of an HTTP rule: `redirect`, `requestHeaderModifier`.
    case kinds([String])
    /// Those of a gRPC rule, of which only the number is told.
    case count(Int)

    /// Writes a list or a number.
    public func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      switch self {
      case .kinds(let kinds): try value.encode(kinds)
      case .count(let count): try value.encode(count)
      }
    }
  }

  /// What a request must have, all of it.
  public struct Match: Encodable, Hashable, Sendable {
    /// The path.
    public var path: Pattern?
    /// The gRPC service; empty for any.
    public var service: String?
    /// The HTTP method; or the gRPC method, empty for any.
    public var method: String?
    /// The headers.
    public var headers: [NamedPattern]?
    /// The query parameters.
    public var query: [NamedPattern]?
  }

  /// How a text is compared; one of the three is there.
  public struct Pattern: Encodable, Hashable, Sendable {
    /// The whole text.
    public var exact: String?
    /// Whole segments of a path at its start.
    public var prefix: String?
    /// A regular expression for the whole text.
    public var regex: String?
  }

  /// How a header or a query parameter is compared.
  public struct NamedPattern: Encodable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The whole value.
    public var exact: String?
    /// A regular expression for the whole value.
    public var regex: String?
  }
}
