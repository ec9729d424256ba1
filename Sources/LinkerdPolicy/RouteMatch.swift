import KubernetesSnapshot

/// A text that a route compares with a part of the request (`R-18`).
public enum TextMatch: Hashable, Sendable {
  case exact(String)
  case regex(RoutePattern)

  /// The regular expression, if it is one.
  var pattern: RoutePattern? { if case .regex(let pattern) = self { pattern } else { nil } }

  func matches(_ text: String) -> Truth {
    switch self {
    case .exact(let value): value.utf8.elementsEqual(text.utf8) ? .yes : .no
    case .regex(let pattern): pattern.matchesWhole(text)
    }
  }
}

/// How a route compares the path (`R-18`).
public enum PathMatch: Hashable, Sendable {
  case exact(String)
  case prefix(String)
  case regex(RoutePattern)

  /// How far the match reaches; the kind of match does not count (`R-17`).
  ///
  /// - Parameter path: The request's path.
  /// - Returns: The rank, and whether the path matches at all.
  func rank(of path: String) -> (length: Int, matches: Truth) {
    switch self {
    case .exact(let value):
      return (value.utf8.count, value.utf8.elementsEqual(path.utf8) ? .yes : .no)
    case .prefix(let value):
      if value == "/" { return (1, .yes) }
      let prefix = Self.withoutTrailingSlashes(value)
      let text = Self.withoutTrailingSlashes(path)
      let fits =
        text.starts(with: prefix)
        && (text.count == prefix.count || text.dropFirst(prefix.count).first == UInt8(ascii: "/"))
      return (prefix.count, fits ? .yes : .no)
    case .regex(let pattern):
      return (path.utf8.count, pattern.matchesWhole(path))
    }
  }

  private static func withoutTrailingSlashes(_ text: String) -> Substring.UTF8View.SubSequence {
    var bytes = Substring(text).utf8[...]
    while bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
    return bytes
  }
}

/// A header or query parameter that a request must have.
public struct NamedTextMatch: Hashable, Sendable {
  /// The header's or parameter's name.
  public var name: String
  /// What one of its values must be.
  public var value: TextMatch
}

/// What an HTTP request must have, all of it.
public struct HTTPRouteMatch: Hashable, Sendable {
  /// The path; nil matches every path.
  public var path: PathMatch?
  /// The headers.
  public var headers: [NamedTextMatch] = []
  /// The query parameters.
  public var queryParams: [NamedTextMatch] = []
  /// The method; nil matches every method.
  public var method: String?

  /// How closely a match fits; the greater wins (`R-17`).
  struct Rank: Comparable {
    var pathLength: Int
    var headers: Int
    var queryParams: Int
    var hasMethod: Bool

    /// The rank of a rule without matches.
    static let anything = Rank(pathLength: 1, headers: 0, queryParams: 0, hasMethod: false)

    static func < (a: Rank, b: Rank) -> Bool {
      (a.pathLength, a.headers, a.queryParams, a.hasMethod ? 1 : 0)
        < (b.pathLength, b.headers, b.queryParams, b.hasMethod ? 1 : 0)
    }
  }

  /// The regular expressions that are compared.
  var patterns: [RoutePattern] {
    let values = (headers + queryParams).compactMap(\.value.pattern)
    if case .regex(let pattern) = path { return values + [pattern] }
    return values
  }

  func rank(_ request: HTTPRequest) -> (rank: Rank, matches: Truth) {
    let path = path?.rank(of: request.pathComponent) ?? (1, .yes)
    var truth = path.matches
    if let method, method != request.method { truth = .no }
    for match in headers where truth > .no {
      truth = min(truth, headerMatches(match, request))
    }
    if !queryParams.isEmpty, truth > .no {
      let parameters = request.queryParameters
      for match in queryParams {
        let values = parameters.filter { $0.name == match.name }.map(\.value)
        truth = min(truth, values.map(match.value.matches).max() ?? .no)
      }
    }
    return (
      Rank(
        pathLength: path.length, headers: headers.count, queryParams: queryParams.count,
        hasMethod: method != nil), truth
    )
  }
}

/// What a gRPC call must have, all of it.
public struct GRPCRouteMatch: Hashable, Sendable {
  /// The service with its package; nil matches every service.
  public var service: String?
  /// The method; nil matches every method.
  public var method: String?
  /// The headers.
  public var headers: [NamedTextMatch] = []
  /// Whether the route writes a `method` at all; without one the proxy cannot read it (`R-12`).
  var hasMethod = true

  struct Rank: Comparable {
    var service: Int
    var method: Int
    var headers: Int

    /// The rank of a rule without matches.
    static let anything = Rank(service: 0, method: 0, headers: 0)

    static func < (a: Rank, b: Rank) -> Bool {
      (a.service, a.method, a.headers) < (b.service, b.method, b.headers)
    }
  }

  /// The regular expressions that are compared.
  var patterns: [RoutePattern] { headers.compactMap(\.value.pattern) }

  func rank(_ request: HTTPRequest) -> (rank: Rank, matches: Truth) {
    let rank = Rank(
      service: service?.utf8.count ?? 0, method: method?.utf8.count ?? 0, headers: headers.count)
    guard request.method == "POST", request.pathComponent.hasPrefix("/") else { return (rank, .no) }
    let segments = request.pathComponent.dropFirst()
      .split(separator: "/", omittingEmptySubsequences: false)
    guard segments.count >= 2, service.map({ $0 == segments[0] }) ?? true,
      method.map({ $0 == segments[1] }) ?? true
    else { return (rank, .no) }
    let truth = headers.reduce(Truth.yes) { min($0, headerMatches($1, request)) }
    return (rank, truth)
  }
}

private func headerMatches(_ match: NamedTextMatch, _ request: HTTPRequest) -> Truth {
  request.values(of: match.name).map { value in
    // A pattern is only tried on text that the proxy can read as visible ASCII.
    if case .regex = match.value,
      !value.utf8.allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0x09 })
    {
      return .no
    }
    return match.value.matches(value)
  }.max() ?? .no
}

/// A host name of a route: exact, or every name below one (`R-14`).
public enum HostMatch: Hashable, Sendable {
  case exact(String)
  /// The labels' text without the leading `*.`.
  case suffix(String)

  /// A host from the text of a route.
  init(_ text: String) {
    self = text.hasPrefix("*.") ? .suffix(String(text.dropFirst(2))) : .exact(text)
  }

  /// How closely a host fits; the greater wins (`R-17`).
  enum Rank: Comparable {
    case noHost
    case suffix(Int)
    case exact(Int)
  }

  /// Compares with the request's host (`R-18`).
  ///
  /// - Parameters:
  ///   - host: The host without a port.
  ///   - ignoringCase: Whether the proxy's release ignores case (`O-10`).
  /// - Returns: The rank, or nil when the host does not fit.
  func rank(of host: String, ignoringCase: Bool) -> Rank? {
    func folded(_ text: some StringProtocol) -> String {
      ignoringCase ? text.lowercased() : String(text)
    }
    func stripped(_ pattern: String) -> String {
      pattern.hasSuffix(".") || !host.hasSuffix(".") ? host : String(host.dropLast())
    }
    switch self {
    case .exact(let pattern):
      return folded(pattern) == folded(stripped(pattern)) ? .exact(pattern.utf8.count) : nil
    case .suffix(let pattern):
      let ending = "." + folded(pattern)
      let name = folded(stripped(pattern))
      return name.hasSuffix(ending) ? .suffix(ending.utf8.count) : nil
    }
  }

  /// As written in the route.
  public var text: String {
    switch self {
    case .exact(let text): text
    case .suffix(let text): "*.\(text)"
    }
  }
}
