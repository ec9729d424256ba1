import KubernetesSnapshot

/// A route as the proxy gets it (§6).
struct ReferenceRoute {
  var reference: OracleCase.Reference
  var hostnames: [String] = []
  var rules: [ReferenceRule]
  var grants: [ReferenceGrant] = []
  var created: Int64?

  /// every path.
  static let defaultHTTP = ReferenceRoute(
    reference: .init(kind: "default", group: "", name: "default"),
    rules: [
      ReferenceRule(matches: [.http(.init(path: .init(type: "PathPrefix", value: "/")))])
    ])

  /// any service and method.
  static let defaultGRPC = ReferenceRoute(
    reference: .init(kind: "default", group: "", name: "default"),
    rules: [
      ReferenceRule(matches: [.grpc(.init(method: .init(service: nil, method: nil)))])
    ])

  /// GET on the probe paths, for anyone from the probe networks.
  static func probe(_ paths: Set<String>, networks: [IPNetwork]) -> ReferenceRoute {
    ReferenceRoute(
      reference: .init(kind: "probe", group: "", name: "probe"),
      rules: [
        ReferenceRule(
          matches: paths.map {
            .http(.init(path: .init(type: "Exact", value: $0), method: "GET"))
          })
      ],
      grants: [
        ReferenceGrant(
          origin: .init(kind: "default", group: "", name: "probe"),
          networks: networks.map { ($0.description, []) }, authentication: .unauthenticated)
      ])
  }
}

/// Matches, any of which will do, and filters.
struct ReferenceRule {
  var matches: [ReferenceMatch]
  var filters: [RouteFilter] = []
}

/// What a request must have.
enum ReferenceMatch {
  case http(HTTPRoute.Match)
  case grpc(GRPCRoute.Match)
}

extension ReferenceResolver {
  /// The HTTPRoutes of both groups that a Server bound and accepted.
  func boundHTTPRoutes(to server: String, in namespace: String) -> [ReferenceRoute] {
    httpRoutes.filter { route in
      route.meta.namespace == namespace && binds(route.parents, to: server, in: namespace)
        && isReadable(route.status) && accepts(route, server)
        && route.rules.allSatisfy { isGood($0, group: route.group) }
    }.map { route in
      ReferenceRoute(
        reference: .init(kind: "HTTPRoute", group: route.group, name: route.meta.name),
        hostnames: route.hostnames,
        rules: route.rules.map { rule in
          ReferenceRule(matches: rule.matches.map { .http($0) }, filters: rule.filters)
        },
        grants: grants(
          onRoute: route.meta.name, kind: "HTTPRoute", group: route.group, namespace: namespace),
        created: route.meta.creationTimestamp?.secondsSince1970)
    }
  }

  /// The GRPCRoutes that a Server bound and accepted.
  func boundGRPCRoutes(to server: String, in namespace: String) -> [ReferenceRoute] {
    let group = "gateway.networking.k8s.io"
    return grpcRoutes.filter { route in
      route.meta.namespace == namespace && binds(route.parents, to: server, in: namespace)
        && isReadable(route.status) && accepts(route, server) && route.rules.allSatisfy(isGood)
    }.map { route in
      ReferenceRoute(
        reference: .init(kind: "GRPCRoute", group: group, name: route.meta.name),
        hostnames: route.hostnames,
        rules: route.rules.map { rule in
          ReferenceRule(matches: rule.matches.map { .grpc($0) }, filters: rule.filters)
        },
        grants: grants(
          onRoute: route.meta.name, kind: "GRPCRoute", group: group, namespace: namespace),
        created: route.meta.creationTimestamp?.secondsSince1970)
    }
  }

  /// older first, those without a time last; ties by name, then group, then kind.
  func inOrder(_ routes: [ReferenceRoute]) -> [ReferenceRoute] {
    func age(_ route: ReferenceRoute) -> (Int64, String, String, String) {
      let reference = route.reference
      return (route.created ?? .max, reference.name, reference.group ?? "", reference.kind)
    }
    return routes.sorted { age($0) < age($1) }
  }

  /// a parent counts if it is a Server of Linkerd's.
  private func isServer(_ parent: ParentReference) -> Bool {
    parent.kind?.lowercased() == "server" && parent.group?.lowercased() == "policy.linkerd.io"
      && !parent.name.isEmpty
  }

  /// any Server parent with another namespace, a port or a section voids the whole route.
  private func binds(_ parents: [ParentReference], to server: String, in namespace: String) -> Bool
  {
    let parents = parents.filter(isServer)
    return parents.contains { $0.name == server }
      && parents.allSatisfy {
        ($0.namespace == nil || $0.namespace == namespace) && $0.port == nil
          && $0.sectionName == nil
      }
  }

  /// A status entry without conditions makes the route undeserializable.
  private func isReadable(_ status: [RouteParentStatus]?) -> Bool {
    !(status ?? []).contains { $0.conditions == nil }
  }

  /// one that does not deserialize conflicts with nobody; types are from closed lists.
  private func isReadable(_ route: GRPCRoute) -> Bool {
    let filters = [
      "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "ExtensionRef",
    ]
    let matches = route.rules.flatMap(\.matches)
    let types = matches.map(\.method?.type) + matches.flatMap(\.headers).map(\.type)
    return isReadable(route.status)
      && route.rules.flatMap(\.filters).allSatisfy { filters.contains($0.type ?? "") }
      && types.allSatisfy { $0 == nil || $0 == "Exact" || $0 == "RegularExpression" }
  }

  /// the stored status; M-7: for manifests, and for what they change, R-7 instead.
  private func accepts(_ route: HTTPRoute, _ server: String) -> Bool {
    let namespace = route.meta.namespace
    let isConflictNew = grpcRoutes.contains {
      !isStored($0.meta) && isReadable($0) && claims($0, server, namespace)
    }
    if isStored(route.meta), !isNew(server, beside: route.meta), !isConflictNew {
      return isAccepted(route.status, server)
    }
    return exists(server, namespace) && !conflicts(server, namespace)
  }

  private func accepts(_ route: GRPCRoute, _ server: String) -> Bool {
    if isStored(route.meta), !isNew(server, beside: route.meta) {
      return isAccepted(route.status, server)
    }
    return exists(server, route.meta.namespace)
  }

  /// Whether a Server is a manifest's, while the route is from a cluster that says versions.
  private func isNew(_ name: String, beside route: ObjectMeta) -> Bool {
    route.resourceVersion != nil
      && servers.contains {
        $0.meta.name == name && $0.meta.namespace == route.namespace && !isStored($0.meta)
      }
  }

  private func isAccepted(_ status: [RouteParentStatus]?, _ server: String) -> Bool {
    for entry in status ?? []
    where entry.controllerName == "linkerd.io/policy-controller"
      && entry.parentRef.kind == "Server" && entry.parentRef.name == server
    {
      for condition in entry.conditions ?? []
      where condition.type == "Accepted" && condition.status == "True" {
        return true
      }
    }
    return false
  }

  private func exists(_ server: String, _ namespace: String) -> Bool {
    servers.contains { $0.meta.name == server && $0.meta.namespace == namespace }
  }

  /// any GRPCRoute in any namespace with a parentRef that resolves to the Server, if readable.
  private func conflicts(_ server: String, _ namespace: String) -> Bool {
    grpcRoutes.contains { isReadable($0) && claims($0, server, namespace) }
  }

  private func claims(_ route: GRPCRoute, _ server: String, _ namespace: String) -> Bool {
    route.parents.contains { parent in
      isServer(parent) && parent.name == server
        && (parent.namespace ?? route.meta.namespace) == namespace
    }
  }

  /// whether every part of a rule converts.
  private func isGood(_ rule: HTTPRoute.Rule, group: String) -> Bool {
    let methods = [
      "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
    ]
    let areMatchesGood = rule.matches.allSatisfy { match in
      let isPathGood =
        switch match.path?.type {
        case _ where match.path == nil: true
        case nil, "Exact", "PathPrefix": match.path?.value.first == "/"
        case "RegularExpression": ReferencePattern.isValid(match.path?.value ?? "")
        default: false
        }
      return isPathGood && (match.method == nil || methods.contains(match.method ?? ""))
        && match.headers.allSatisfy(isGoodHeader) && match.queryParams.allSatisfy(isGood)
    }
    // A filter of a kind that the schema does not know makes the object unreadable: the same here.
    return areMatchesGood && rule.filters.allSatisfy(isGood)
  }

  ///
  private func isGood(_ rule: GRPCRoute.Rule) -> Bool {
    rule.matches.allSatisfy { match in
      (match.method?.type ?? "Exact") == "Exact" && match.headers.allSatisfy(isGoodHeader)
    } && rule.filters.allSatisfy(isGood)
  }

  private func isGood(_ match: NamedMatch) -> Bool {
    switch match.type ?? "Exact" {
    case "Exact": true
    case "RegularExpression": ReferencePattern.isValid(match.value)
    default: false
    }
  }

  /// A header's name is a token, and its value visible ASCII.
  private func isGoodHeader(_ match: NamedMatch) -> Bool {
    isToken(match.name) && isGood(match)
      && (match.type == "RegularExpression" || isHeaderText(match.value))
  }

  private func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.value > 32 && $0.value < 127 && !"\"(),/:;<=>?@[\\]{}".unicodeScalars.contains($0)
      }
  }

  private func isHeaderText(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { ($0.value >= 32 && $0.value < 127) || $0 == "\t" }
  }

  /// the three filters that convert; a redirect's replaced path must be absolute.
  private func isGood(_ filter: RouteFilter) -> Bool {
    let known = ["RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect"]
    guard let type = filter.type, known.contains(type) else { return false }
    let path = filter.requestRedirect?.path
    let modifiers = [filter.requestHeaderModifier, filter.responseHeaderModifier]
    let headers = modifiers.flatMap { ($0?.set ?? []) + ($0?.add ?? []) }
    return [path?.replaceFullPath, path?.replacePrefixMatch].allSatisfy {
      $0 == nil || $0?.first == "/"
    } && headers.allSatisfy { isToken($0.name) && isHeaderText($0.value) }
      && modifiers.allSatisfy { ($0?.remove ?? []).allSatisfy(isToken) }
  }
}
