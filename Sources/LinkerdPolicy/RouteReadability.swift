import KubernetesSnapshot

/// What the controller's types cannot hold, so that it cannot even read the route (`M-6`, `O-3`).
extension LinkerdRules {
  /// Why the controller cannot read an HTTPRoute of either group; nil when it can.
  func problem(in route: HTTPRoute) -> RouteConversion.Void? {
    if let problem = problem(in: route.status) { return problem }
    let isStored = route.meta.isStored
    for rule in route.rules {
      for match in rule.matches {
        if let path = match.path {
          let types = ["Exact", "PathPrefix", "RegularExpression"]
          guard let type = path.type ?? defaultType("PathPrefix", isStored: isStored) else {
            return .init(rule: "O-3", reason: "has the path \"\(path.value)\" without a type")
          }
          guard types.contains(type) else {
            return .init(rule: "R-9", reason: "has the path \"\(path.value)\" as \(type)")
          }
        }
        if methodsAreListed, let method = match.method, !Self.methods.contains(method) {
          return .init(rule: "R-9", reason: "has the method \"\(method)\"")
        }
        for (what, named) in [("header", match.headers), ("query parameter", match.queryParams)] {
          if let problem = problem(in: named, of: what, isStored: isStored) { return problem }
        }
      }
      var readable = ["RequestHeaderModifier", "RequestRedirect"]
      if readsResponseHeaderModifiers { readable.append("ResponseHeaderModifier") }
      let isGateway = route.kind == .gatewayHTTPRoute
      if isGateway { readable += ["RequestMirror", "URLRewrite", "ExtensionRef"] }
      let needsContents = routeTypesAreRequired || !isGateway
      if let problem = problem(in: rule.filters, readable, needsContents: needsContents) {
        return problem
      }
    }
    return nil
  }

  /// Why the controller cannot read a GRPCRoute; nil when it can.
  func problem(in route: GRPCRoute) -> RouteConversion.Void? {
    if let problem = problem(in: route.status) { return problem }
    for rule in route.rules {
      for match in rule.matches {
        let types = ["Exact", "RegularExpression"]
        if let type = match.method?.type, !types.contains(type) {
          return .init(rule: "R-11", reason: "matches a method by \(type)")
        }
        let isStored = route.meta.isStored
        if let problem = problem(in: match.headers, of: "header", isStored: isStored) {
          return problem
        }
      }
      let readable = [
        "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "ExtensionRef",
      ]
      if let problem = problem(in: rule.filters, readable, needsContents: routeTypesAreRequired) {
        return problem
      }
    }
    return nil
  }

  private static let methods: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
  ]

  /// The type of what does not say its own; nil when it has to (`O-3`).
  private func defaultType(_ type: String, isStored: Bool) -> String? {
    // What is not stored yet gets the type from the schema once it is.
    routeTypesAreRequired && isStored ? nil : type
  }

  private func problem(in status: [RouteParentStatus]?) -> RouteConversion.Void? {
    conditionsAreOptional || (status ?? []).allSatisfy { $0.conditions != nil }
      ? nil : .init(rule: "M-6", reason: "has a status without conditions")
  }

  private func problem(
    in matches: [NamedMatch], of what: String, isStored: Bool
  ) -> RouteConversion.Void? {
    for match in matches {
      guard let type = match.type ?? defaultType("Exact", isStored: isStored) else {
        return .init(rule: "O-3", reason: "compares a \(what) without a type")
      }
      guard ["Exact", "RegularExpression"].contains(type) else {
        return .init(rule: "R-9", reason: "compares a \(what) by \(type)")
      }
    }
    return nil
  }

  private func problem(
    in filters: [RouteFilter], _ readable: [String], needsContents: Bool
  ) -> RouteConversion.Void? {
    for filter in filters {
      guard let type = filter.type, readable.contains(type) else {
        return .init(rule: "R-10", reason: "has a filter of type \(filter.type ?? "none")")
      }
      if needsContents, !filter.hasContents {
        return .init(rule: "R-10", reason: "has an empty filter of type \(type)")
      }
    }
    return nil
  }
}

extension RouteFilter {
  /// Whether the field that the type names is there.
  var hasContents: Bool {
    switch type {
    case "RequestHeaderModifier": requestHeaderModifier != nil
    case "ResponseHeaderModifier": responseHeaderModifier != nil
    case "RequestRedirect": requestRedirect != nil
    default: true
    }
  }
}
