import Foundation
import KubernetesSnapshot

extension InboundPolicyDocument {
  /// Writes down a policy.
  ///
  /// - Parameters:
  ///   - policy: The inbound policy of a port.
  ///   - mesh: The mesh configuration, for the identities that a rate limit names.
  public init(_ policy: InboundServer, mesh: MeshConfiguration) {
    let kind = policy.reference.kind
    server = Name(
      kind: kind, group: kind == "server" ? ResourceKind.server.group : "",
      name: policy.reference.name)
    `protocol` = policy.protocol.rawValue
    detectTimeout = policy.protocol == .detect ? 10 : nil
    authorizations = Authorization.sorted(policy.authorizations)
    httpRoutes = policy.protocol.usesHTTPRoutes ? policy.httpRoutes.map(Route.init) : nil
    grpcRoutes = policy.protocol == .grpc ? policy.grpcRoutes.map(Route.init) : nil
    rateLimit = policy.rateLimit.map { RateLimit($0, mesh: mesh) }
    // The proxy's own words, since there is one cause only (`E-30`).
    invalid =
      policy.invalid == nil ? nil : "invalid gRPC route: invalid route match: missing RPC match"
  }
}

extension InboundPolicyDocument.Authorization {
  init(_ authorization: ClientAuthorization) {
    kind = authorization.origin.kind
    group = authorization.origin.group
    name = authorization.origin.name
    networks = authorization.networks.map(InboundPolicyDocument.Network.init)
    authentication =
      switch authorization.authentication {
      case .unauthenticated: .unauthenticated
      case .anyTLS: .anyTLS
      case .identities(let match):
        .identities(match.exact.sorted(), suffixes: match.suffixes.sorted().map { "*\($0)" })
      }
  }

  /// In the order of their JSON texts, so that equal sets are equal texts.
  static func sorted(_ authorizations: [ClientAuthorization]) -> [Self] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return authorizations.map { authorization in
      let document = Self(authorization)
      let text = (try? encoder.encode(document)) ?? Data()
      return (document, text)
    }
    .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }
}

extension InboundPolicyDocument.Network {
  init(_ block: NetworkBlock) {
    cidr = block.cidr.description
    except = block.except.isEmpty ? nil : block.except.map(\.description)
  }
}

extension InboundPolicyDocument.RateLimit {
  init(_ policy: HTTPLocalRateLimitPolicy, mesh: MeshConfiguration) {
    name = policy.meta.name
    total = policy.totalRequestsPerSecond
    identity = policy.identityRequestsPerSecond
    overrides = policy.overrides.map { override in
      Override(
        clients: override.clientRefs.map { client in
          mesh.identity(
            serviceAccount: client.name, namespace: client.namespace ?? policy.meta.namespace)
        },
        requestsPerSecond: override.requestsPerSecond)
    }
  }
}

extension InboundPolicyDocument.Route {
  init(_ route: InboundHTTPRoute) {
    self.init(
      reference: route.reference, hosts: route.hosts,
      rules: route.rules.map { rule in
        InboundPolicyDocument.Rule(
          matches: rule.matches.map(InboundPolicyDocument.Match.init),
          filters: Self.filters(rule.filters))
      }, authorizations: route.authorizations)
  }

  init(_ route: InboundGRPCRoute) {
    let isDefault = route.reference == .default
    self.init(
      reference: route.reference, hosts: route.hosts,
      rules: route.rules.map { rule in
        InboundPolicyDocument.Rule(
          matches: rule.matches.map { match in
            // The controller's own route says `any method` where a bare match says nothing.
            InboundPolicyDocument.Match(match, isAnyMethod: isDefault)
          },
          filters: rule.filters.isEmpty ? nil : .count(rule.filters.count))
      }, authorizations: route.authorizations)
  }

  private init(
    reference: RouteReference, hosts: [HostMatch], rules: [InboundPolicyDocument.Rule],
    authorizations: [ClientAuthorization]
  ) {
    // Linkerd knows the built-in routes by one kind.
    kind = reference == .probe ? "default" : reference.kind
    group = reference.group
    name = reference.name
    self.hosts = hosts.isEmpty ? nil : hosts.map(\.text)
    self.rules = rules
    self.authorizations = InboundPolicyDocument.Authorization.sorted(authorizations)
  }

  /// The filters that the controller tells a proxy; changes to responses are not among them.
  private static func filters(_ filters: [RouteFilter]) -> InboundPolicyDocument.Filters? {
    let kinds = filters.compactMap { filter in
      switch filter.type {
      case "RequestRedirect": "redirect"
      case "RequestHeaderModifier": "requestHeaderModifier"
      default: nil
      }
    }
    return kinds.isEmpty ? nil : .kinds(kinds)
  }
}

extension InboundPolicyDocument.Match {
  init(_ match: HTTPRouteMatch) {
    path = match.path.map { path in
      switch path {
      case .exact(let text): InboundPolicyDocument.Pattern(exact: text)
      case .prefix(let text): InboundPolicyDocument.Pattern(prefix: text)
      case .regex(let pattern): InboundPolicyDocument.Pattern(regex: pattern.text)
      }
    }
    method = match.method
    headers = InboundPolicyDocument.NamedPattern.headers(match.headers)
    query = InboundPolicyDocument.NamedPattern.list(match.queryParams)
  }

  init(_ match: GRPCRouteMatch, isAnyMethod: Bool) {
    if match.service != nil || match.method != nil || isAnyMethod {
      service = match.service ?? ""
      method = match.method ?? ""
    }
    headers = InboundPolicyDocument.NamedPattern.headers(match.headers)
  }
}

extension InboundPolicyDocument.NamedPattern {
  /// Header names are the same in any case, and are sent in lower case.
  static func headers(_ matches: [NamedTextMatch]) -> [Self]? {
    list(
      matches.map { match in
        var lowered = match
        lowered.name = match.name.lowercased()
        return lowered
      })
  }

  static func list(_ matches: [NamedTextMatch]) -> [Self]? {
    if matches.isEmpty { return nil }
    return matches.map { match in
      switch match.value {
      case .exact(let text): Self(name: match.name, exact: text)
      case .regex(let pattern): Self(name: match.name, regex: pattern.text)
      }
    }
  }
}
