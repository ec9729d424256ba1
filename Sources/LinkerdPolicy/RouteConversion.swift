import KubernetesSnapshot

/// Turns routes as written into routes as the proxy gets them (`R-9` … `R-14`).
enum RouteConversion {
  /// A route that the controller ignores as a whole.
  struct Void: Error {
    var rule: String
    var reason: String
  }

  /// Converts an HTTPRoute of either group.
  static func route(_ route: HTTPRoute) throws(Void) -> InboundHTTPRoute {
    try checkParents(route.parents, namespace: route.meta.namespace)
    var rules: [InboundHTTPRoute.Rule] = []
    for rule in route.rules {
      var matches: [HTTPRouteMatch] = []
      for match in rule.matches { matches.append(try self.match(match)) }
      try checkFilters(
        rule.filters,
        refused: route.kind == .gatewayHTTPRoute
          ? ["RequestMirror", "URLRewrite", "ExtensionRef"] : [])
      rules.append(.init(matches: matches, filters: rule.filters))
    }
    return InboundHTTPRoute(
      reference: RouteReference(
        kind: route.kind.kind, group: route.group, name: route.meta.name),
      hosts: route.hostnames.map(HostMatch.init), rules: rules,
      creationTimestamp: route.meta.creationTimestamp)
  }

  /// Converts a GRPCRoute.
  static func route(_ route: GRPCRoute) throws(Void) -> InboundGRPCRoute {
    try checkParents(route.parents, namespace: route.meta.namespace)
    var rules: [InboundGRPCRoute.Rule] = []
    for rule in route.rules {
      var matches: [GRPCRouteMatch] = []
      for match in rule.matches {
        if let type = match.method?.type, type != "Exact" {
          throw Void(rule: "R-11", reason: "matches a method by \(type)")
        }
        matches.append(
          GRPCRouteMatch(
            service: match.method?.service, method: match.method?.method,
            headers: try named(match.headers, of: "header"), hasMethod: match.method != nil))
      }
      try checkFilters(rule.filters, refused: ["RequestMirror", "ExtensionRef"])
      rules.append(.init(matches: matches, filters: rule.filters))
    }
    return InboundGRPCRoute(
      reference: RouteReference(
        kind: "GRPCRoute", group: ResourceKind.grpcRoute.group, name: route.meta.name),
      hosts: route.hostnames.map(HostMatch.init), rules: rules,
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

  private static func match(_ match: HTTPRoute.Match) throws(Void) -> HTTPRouteMatch {
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
    if let method = match.method, !methods.contains(method) {
      throw Void(rule: "R-9", reason: "has the method \"\(method)\"")
    }
    return HTTPRouteMatch(
      path: path, headers: try named(match.headers, of: "header"),
      queryParams: try named(match.queryParams, of: "query parameter"), method: match.method)
  }

  private static let methods: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
  ]

  private static func named(
    _ written: [NamedMatch], of what: String
  ) throws(Void) -> [NamedTextMatch] {
    var matches: [NamedTextMatch] = []
    for match in written {
      if what == "header", !isHeaderName(match.name) {
        throw Void(rule: "R-9", reason: "has the header name \"\(match.name)\"")
      }
      switch match.type ?? "Exact" {
      case "Exact":
        if what == "header", !isHeaderValue(match.value) {
          throw Void(rule: "R-9", reason: "has the header value \"\(match.value)\"")
        }
        matches.append(NamedTextMatch(name: match.name, value: .exact(match.value)))
      case "RegularExpression":
        matches.append(
          NamedTextMatch(name: match.name, value: .regex(try pattern(match.value))))
      case let type:
        throw Void(rule: "R-9", reason: "compares a \(what) by \(type)")
      }
    }
    return matches
  }

  private static func pattern(_ text: String) throws(Void) -> RoutePattern {
    guard let pattern = RoutePattern(text) else {
      throw Void(rule: "R-9", reason: "has the regular expression \"\(text)\"")
    }
    return pattern
  }

  private static func checkFilters(
    _ filters: [RouteFilter], refused: Set<String>
  ) throws(Void) {
    let known: Set<String> = [
      "RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect",
    ]
    for filter in filters {
      guard let type = filter.type, known.contains(type) || refused.contains(type) else {
        throw Void(rule: "R-10", reason: "has a filter of type \(filter.type ?? "none")")
      }
      if refused.contains(type) {
        throw Void(rule: "R-10", reason: "has a \(type) filter, which Linkerd cannot do")
      }
      for modifier in [filter.requestHeaderModifier, filter.responseHeaderModifier] {
        for header in (modifier?.set ?? []) + (modifier?.add ?? [])
        where !isHeaderName(header.name) || !isHeaderValue(header.value) {
          throw Void(rule: "R-10", reason: "sets the header \"\(header.name)\"")
        }
        for name in modifier?.remove ?? [] where !isHeaderName(name) {
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

  private static func isHeaderName(_ text: String) -> Bool {
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
