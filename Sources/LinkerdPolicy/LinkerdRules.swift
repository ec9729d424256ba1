import KubernetesSnapshot

/// How a release's policy controller decides, where releases differ (`O-1` … `O-24`).
///
/// Each property is one rule, named for what holds; the code asks it where the rule of the newest
/// release stands, and compares no versions itself.
struct LinkerdRules: Hashable, Sendable {
  /// The control plane's version.
  let version: LinkerdVersion

  private func since(_ milestone: Milestone) -> Bool { !version.precedes(milestone) }

  // MARK: Servers and their ports

  /// Whether the oldest Server owns a port that several select; before, any may (`O-1`, `S-15`).
  var oldestServerOwnsPort: Bool { since(.v2_18) }
  /// Whether ports of init containers, and so of native sidecars, have names (`O-2`, `P-4`).
  var readsPortNamesOfInitContainers: Bool { since(.v2_19) }
  /// Whether `NotIn` means what it says where the key is present (`O-14`, `S-6`).
  var readsNotInRight: Bool { since(Milestone(minor: 12, patch: 2, edge: (22, 10, 1))) }
  /// Whether a port counts that no container declares (`O-19`, `P-7`).
  var knowsUndeclaredPorts: Bool { since(.v2_12) }
  /// Whether a Server says who is let in by default, and `audit` is a policy (`O-11`, `S-11`).
  var readsAccessPolicy: Bool { since(.v2_16) }
  /// What a Server's `gRPC` is served as (`O-11`, `O-20`).
  var grpcProtocol: InboundProtocol {
    let judgesCalls = since(Milestone(minor: 16, edge: (24, 7, 1)))
    return judgesCalls || !hasRoutes ? .grpc : .http2
  }
  /// Whether clients learn of a Server that makes a port opaque (`O-23`).
  var clientsLearnOpaqueServers: Bool { since(.v2_12) }
  /// Whether a change of a running pod's annotation counts at once (`O-24`, `D-5`).
  var followsPodAnnotations: Bool { since(.v2_12) }
  /// Whether the proxy is injected as a native sidecar unless the values say otherwise.
  var injectsNativeSidecar: Bool { since(.v2_20) }

  // MARK: Networks that count when none are configured

  /// Whether the default networks hold IPv6 (A.5).
  var defaultsHaveIPv6: Bool { since(.v2_16) }

  // MARK: Health probes

  /// Whether there are routes at all, those for probes among them (`O-20`).
  var hasRoutes: Bool { since(.v2_12) }
  /// Whether the probes of init containers are let in too (`O-2`, `P-9`).
  var readsProbesOfInitContainers: Bool { since(.v2_15) }
  /// Whether a probe's path is read as a URI, so that a query does not count (`O-16`, `P-11`).
  var readsProbePathsAsURI: Bool { since(Milestone(minor: 13, patch: 4, edge: (23, 5, 3))) }

  // MARK: Objects that reach the controller

  /// The kinds of inbound policy that the controller watches (`O-8`, `O-11` … `O-13`).
  var kinds: Set<ResourceKind> {
    var kinds: Set<ResourceKind> = [.server, .serverAuthorization]
    if since(.v2_12) {
      kinds.formUnion([
        .authorizationPolicy, .meshTLSAuthentication, .networkAuthentication, .linkerdHTTPRoute,
      ])
    }
    if since(.v2_14) { kinds.insert(.gatewayHTTPRoute) }
    if since(.v2_15) { kinds.insert(.externalWorkload) }
    if since(.v2_16) { kinds.insert(.grpcRoute) }
    if since(.v2_17) { kinds.insert(.httpLocalRateLimitPolicy) }
    return kinds
  }
  /// Whether an object that cannot be read is skipped; before, its whole kind is missing (`O-3`).
  var skipsUnreadableObjects: Bool { since(Milestone(minor: 20, edge: (26, 1, 2))) }
  /// Authentications of which a void one ends the first list, so that those after it are missing
  /// (`O-6`).
  var listsEndingAtVoid: Set<ResourceKind> {
    if since(.v2_20) || !since(.v2_12) { return [] }
    return since(.v2_14)
      ? [.networkAuthentication] : [.networkAuthentication, .meshTLSAuthentication]
  }
  /// Whether an authentication that is deleted stops to count before a restart (`O-7`).
  var forgetsDeletedAuthentications: Bool { since(.v2_20) }

  // MARK: Authorizations

  /// Whether an empty group is the core group, as an absent one is (`O-15`, `A-1`).
  var emptyGroupIsCore: Bool { since(.v2_13) }
  /// Whether the case of a targeted route's name counts (`O-18`, `A-2`).
  var routeNamesHaveCase: Bool { !since(.v2_14) }
  /// Whether a ServerAuthorization needs prefix lengths, and one of name and selector (`O-21`).
  var readsServerAuthorizationsStrictly: Bool { !since(.v2_12) }
  /// The control plane's namespace in the identities of ServiceAccounts; nil for the true one
  /// (`O-22`).
  var namespaceOfIdentities: String? { since(.v2_12) ? nil : "linkerd" }

  // MARK: Routes

  /// Whether a route binds only where its status says that it is accepted (`O-13`, `R-6`).
  var asksForRouteStatus: Bool { since(.v2_13) }
  /// Whether a route with a status entry without conditions is read; the entry accepts nothing
  /// (`O-3`, `O-4`).
  var conditionsAreOptional: Bool {
    since(.v2_18) && !since(Milestone(minor: 21, edge: (26, 8, 2)))
  }
  /// Whether a stored match without a type, or a filter without contents, cannot be read; schemas
  /// fill in the type (`O-3`).
  var routeTypesAreRequired: Bool { !since(.v2_18) }
  /// Whether a gRPC method counts as one; old releases take one that names nothing for none (`R-12`).
  func counts(_ method: GRPCRoute.Method?) -> Bool {
    guard let method else { return false }
    return since(.v2_18) || [method.service, method.method].contains { $0?.isEmpty == false }
  }
  /// Whether an HTTP method is one of a closed list, or else any token (`O-5`, `R-9`).
  var methodsAreListed: Bool { since(.v2_18) }
  /// Whether query parameters are compared with patterns, or else literally (`O-17`).
  var readsQueryPatterns: Bool { since(.v2_13) }
  /// Whether routes may change the headers of responses (`O-3`, `R-10`).
  var readsResponseHeaderModifiers: Bool { since(.v2_14) }

  /// The default policy that a text names; nil where the release knows none of that name (`O-11`).
  func defaultPolicy(_ text: String) -> DefaultInboundPolicy? {
    let mode = DefaultInboundPolicy(rawValue: text)
    return mode == .audit && !readsAccessPolicy ? nil : mode
  }
}

/// How a release's proxies treat what reaches them, where releases differ.
///
/// Proxies of several releases may stand in one cluster, so each pod has its own.
public struct ProxyRules: Hashable, Sendable {
  /// Whether the case of a request's host does not count (`O-10`, `R-18`).
  var ignoresCaseOfHosts: Bool
  /// Whether mesh clients bring a transport header that says what they speak (`O-9`, `E-21`).
  var meetsTransportHeaders: Bool
  /// Whether a URI is an identity; before, such a client has none (`O-12`).
  var readsURIIdentities: Bool

  /// The rules of a release.
  ///
  /// - Parameter version: The proxy's version.
  init(_ version: LinkerdVersion) {
    ignoresCaseOfHosts = !version.precedes(Milestone(minor: 21, edge: (26, 8, 4)))
    meetsTransportHeaders = !version.precedes(.v2_18)
    readsURIIdentities = !version.precedes(.v2_15)
  }
}
