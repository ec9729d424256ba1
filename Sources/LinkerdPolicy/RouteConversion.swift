import KubernetesSnapshot

/// Turns routes as written into routes as the proxy gets them (`R-9` … `R-14`).
enum RouteConversion {
  /// A route that the controller ignores as a whole.
  struct Void: Error {
    var rule: String
    var reason: String
  }

  /// Converts an HTTPRoute of either group.
  ///
  /// - Parameters:
  ///   - route: The route.
  ///   - rules: The release's rules.
  /// - Returns: The route as the proxy gets it.
  /// - Throws: `Void` when the controller cannot read the route, or ignores it.
  static func route(_ route: HTTPRoute, _ rules: LinkerdRules) throws(Void) -> InboundHTTPRoute {
    if let problem = rules.problem(in: route) { throw problem }
    try checkParents(route.parents, namespace: route.meta.namespace)
    var converted: [InboundHTTPRoute.Rule] = []
    for rule in route.rules {
      var matches: [HTTPRouteMatch] = []
      for match in rule.matches { matches.append(try self.match(match, rules)) }
      try checkFilters(rule.filters)
      converted.append(.init(matches: matches, filters: rule.filters))
    }
    return InboundHTTPRoute(
      reference: RouteReference(
        kind: route.kind.kind, group: route.group, name: route.meta.name),
      hosts: route.hostnames.map(HostMatch.init), rules: converted,
      mayBeVoid: converted.contains {
        $0.matches.contains { $0.patterns.contains(where: \.mayBeRefused) }
      },
      creationTimestamp: route.meta.creationTimestamp)
  }

  /// Converts a GRPCRoute.
  ///
  /// - Parameters:
  ///   - route: The route.
  ///   - rules: The release's rules.
  /// - Returns: The route as the proxy gets it.
  /// - Throws: `Void` when the controller cannot read the route, or ignores it.
  static func route(_ route: GRPCRoute, _ rules: LinkerdRules) throws(Void) -> InboundGRPCRoute {
    if let problem = rules.problem(in: route) { throw problem }
    try checkParents(route.parents, namespace: route.meta.namespace)
    var converted: [InboundGRPCRoute.Rule] = []
    for rule in route.rules {
      var matches: [GRPCRouteMatch] = []
      for match in rule.matches {
        if match.method?.type == "RegularExpression" {
          throw Void(rule: "R-11", reason: "matches a method by RegularExpression")
        }
        matches.append(
          GRPCRouteMatch(
            service: match.method?.service, method: match.method?.method,
            headers: try headers(match.headers), hasMethod: rules.counts(match.method)))
      }
      try checkFilters(rule.filters)
      converted.append(.init(matches: matches, filters: rule.filters))
    }
    return InboundGRPCRoute(
      reference: RouteReference(
        kind: "GRPCRoute", group: ResourceKind.grpcRoute.group, name: route.meta.name),
      hosts: route.hostnames.map(HostMatch.init), rules: converted,
      mayBeVoid: converted.contains {
        $0.matches.contains { $0.patterns.contains(where: \.mayBeRefused) }
      },
      creationTimestamp: route.meta.creationTimestamp)
  }

  private static func checkParents(
    _ parents: [ParentReference], namespace: String
  ) throws(Void) {
    for parent in parents where parent.isServer {
      if let other = parent.namespace, other != namespace {
        throw Void(rule: "R-3", reason: "names a Server of another namespace (\(other))")
      }
      if parent.port != nil || parent.sectionName != nil {
        throw Void(
          rule: "R-3", reason: "names a port or a section of Server \(parent.name)")
      }
    }
  }

  private static func match(
    _ match: HTTPRoute.Match, _ rules: LinkerdRules
  ) throws(Void) -> HTTPRouteMatch {
    var path: PathMatch?
    if let written = match.path {
      switch written.type ?? "PathPrefix" {
      case "RegularExpression":
        path = .regex(try pattern(written.value))
      case "Exact" where written.value.hasPrefix("/"):
        path = .exact(written.value)
      case "PathPrefix" where written.value.hasPrefix("/"):
        path = .prefix(written.value)
      case let type:
        throw Void(rule: "R-9", reason: "has the path \"\(written.value)\" as \(type)")
      }
    }
    if let method = match.method, !isToken(method) {
      throw Void(rule: "R-9", reason: "has the method \"\(method)\"")
    }
    let patterns = rules.readsQueryPatterns
    var queryParams: [NamedTextMatch] = []
    for match in match.queryParams {
      queryParams.append(try named(match, isPattern: patterns && match.isPattern))
    }
    return HTTPRouteMatch(
      path: path, headers: try headers(match.headers), queryParams: queryParams,
      method: match.method)
  }

  private static func headers(_ written: [NamedMatch]) throws(Void) -> [NamedTextMatch] {
    var matches: [NamedTextMatch] = []
    for match in written {
      guard isToken(match.name) else {
        throw Void(rule: "R-9", reason: "has the header name \"\(match.name)\"")
      }
      guard match.isPattern || isHeaderValue(match.value) else {
        throw Void(rule: "R-9", reason: "has the header value \"\(match.value)\"")
      }
      matches.append(try named(match, isPattern: match.isPattern))
    }
    return matches
  }

  private static func named(
    _ match: NamedMatch, isPattern: Bool
  ) throws(Void) -> NamedTextMatch {
    NamedTextMatch(
      name: match.name,
      value: isPattern ? .regex(try pattern(match.value)) : .exact(match.value))
  }

  private static func pattern(_ text: String) throws(Void) -> RoutePattern {
    guard let pattern = RoutePattern(text) else {
      throw Void(rule: "R-9", reason: "has the regular expression \"\(text)\"")
    }
    return pattern
  }

  private static func checkFilters(_ filters: [RouteFilter]) throws(Void) {
    for filter in filters {
      let type = filter.type ?? "none"
      guard ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect"].contains(type)
      else {
        throw Void(rule: "R-10", reason: "has a \(type) filter, which Linkerd cannot do")
      }
      guard filter.hasContents else {
        throw Void(rule: "R-10", reason: "has an empty filter of type \(type)")
      }
      for modifier in [filter.requestHeaderModifier, filter.responseHeaderModifier] {
        for header in (modifier?.set ?? []) + (modifier?.add ?? [])
        where !isToken(header.name) || !isHeaderValue(header.value) {
          throw Void(rule: "R-10", reason: "sets the header \"\(header.name)\"")
        }
        for name in modifier?.remove ?? [] where !isToken(name) {
          throw Void(rule: "R-10", reason: "removes the header \"\(name)\"")
        }
      }
      if let redirect = filter.requestRedirect {
        let target = redirect.path?.replaceFullPath ?? redirect.path?.replacePrefixMatch
        if let target, !target.hasPrefix("/") {
          throw Void(rule: "R-10", reason: "redirects to the relative path \"\(target)\"")
        }
        if let status = redirect.statusCode, !(100...999).contains(status) {
          throw Void(rule: "R-10", reason: "redirects with the status \(status)")
        }
      }
    }
  }

  /// Whether the text can be a header's name, or a method.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }

  private static func isHeaderValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x09 }
  }
}

extension NamedMatch {
  fileprivate var isPattern: Bool { type == "RegularExpression" }
}
