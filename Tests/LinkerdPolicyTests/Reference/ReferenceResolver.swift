import KubernetesSnapshot
import LinkerdPolicy

/// The resolver's twin: it answers the same questions with other code.
///
/// It is slow and obvious on purpose. It keeps plain lists, looks through all of them for every
/// question, remembers nothing, and follows the rule book sentence by sentence. Of the product it
/// uses only the values that make up a question: the snapshot, the mesh configuration, the request.
struct ReferenceResolver {
  let mesh: MeshConfiguration
  let namespaces: [Namespace]
  let pods: [Pod]
  let workloads: [Workload]
  let externalWorkloads: [ExternalWorkload]
  let servers: [Server]
  let serverAuthorizations: [ServerAuthorization]
  let authorizationPolicies: [AuthorizationPolicy]
  let meshTLSAuthentications: [MeshTLSAuthentication]
  let networkAuthentications: [NetworkAuthentication]
  let httpRoutes: [HTTPRoute]
  let grpcRoutes: [GRPCRoute]
  let rateLimits: [HTTPLocalRateLimitPolicy]

  init(_ snapshot: Snapshot, mesh: MeshConfiguration) {
    let contents = Array(snapshot.namespaces.values)
    self.mesh = mesh
    namespaces = contents.compactMap(\.namespace)
    pods = contents.flatMap(\.pods.values)
    workloads = contents.flatMap(\.workloads.values)
    externalWorkloads = contents.flatMap(\.externalWorkloads.values)
    servers = contents.flatMap(\.servers.values)
    serverAuthorizations = contents.flatMap(\.serverAuthorizations.values)
    authorizationPolicies = contents.flatMap(\.authorizationPolicies.values)
    meshTLSAuthentications = contents.flatMap(\.meshTLSAuthentications.values)
    networkAuthentications = contents.flatMap(\.networkAuthentications.values)
    httpRoutes = contents.flatMap(\.httpRoutes.values)
    grpcRoutes = contents.flatMap(\.grpcRoutes.values)
    rateLimits = contents.flatMap(\.rateLimitPolicies.values)
  }

  /// What becomes of one connection or request from one address.
  ///
  /// - Parameters:
  ///   - question: The question; its client's address is not looked at.
  ///   - address: Where the client is.
  /// - Returns: The answer; nil when there is no such target.
  func answer(_ question: AccessRequest, from address: IPAddress) -> OracleCase.Answer? {
    guard let workload = workload(question.target) else { return nil }
    // P-2: a pod really enforces only if it has a proxy.
    guard workload.hasProxy else { return OracleCase.Answer(verdict: "open") }
    // E-3: an unknown pod keeps its start-up default, which the snapshot does not tell.
    guard workload.isWatched else { return OracleCase.Answer(verdict: "unknown") }
    let port = Int(question.port)
    let isAdmin = port == 4191
    // E-40: ports in the skip list never reach the proxy.
    if workload.skips(port) { return OracleCase.Answer(verdict: "open") }
    var client = ReferenceClient(question.client.tls, address)
    if workload.skips(client, port: port) { return OracleCase.Answer(verdict: "open") }
    let policy = portPolicy(workload, port)

    // E-30: everything is denied under a policy that the proxy cannot parse.
    if policy.isInvalid {
      var answer = OracleCase.Answer(verdict: "deny")
      answer.server = .init(kind: "default", name: "invalid")
      answer.protocol = "Detect"
      if case .request = question.traffic {
        answer.route = .init(kind: "default", group: "", name: "invalid")
      }
      answer.authorizations = []
      answer.invalid = true
      return answer
    }
    // E-22: mesh TLS is not terminated on an opaque port; an identity comes with the transport
    // header (E-21).
    if policy.protocol == "Opaque", client.identity == nil, !isAdmin { client.isMeshed = false }

    guard case .request(let request) = question.traffic else {
      // E-25: HTTP/1, HTTP/2 and gRPC ports never let a connection in; the admin server is HTTP only.
      let isRaw = ["Detect", "TLS", "Opaque"].contains(policy.protocol) && !isAdmin
      return policy.answer(route: nil, grants: isRaw ? policy.grants + [.localhost] : [], client)
    }
    // E-21: an opaque port's client names no protocol, so its request meets the connection check;
    // so does what reaches a TLS port without the transport header.
    if !isAdmin,
      policy.protocol == "Opaque" || (policy.protocol == "TLS" && client.identity == nil)
    {
      return policy.answer(route: nil, grants: policy.grants + [.localhost], client)
    }
    // without a Host header the destination's address stands in; the admin server does not
    // fill it in, and reads a Host header of HTTP/2 only (E-42).
    let isHTTP2 = policy.protocol == "HTTP/2" || policy.protocol == "gRPC"
    let authority =
      isAdmin ? (isHTTP2 ? request.host : nil) : request.host ?? workload.address?.description
    // no route is decided before and regardless of any authorization.
    guard let (route, rule, match) = choose(policy.routes, request, authority: authority) else {
      return policy.answer(verdict: "no-route")
    }
    // E-27: any of route ∪ server ∪ localhost authorizations; then filters.
    var answer = policy.answer(
      route: route.reference, grants: route.grants + policy.grants + [.localhost], client)
    if answer.verdict == "allow" { answer.after = redirect(of: rule, match: match) }
    return answer
  }

  /// a redirect answers an authorized request.
  private func redirect(of rule: ReferenceRule, match: ReferenceMatch?) -> String? {
    guard let redirect = rule.filters.first(where: { $0.requestRedirect != nil })?.requestRedirect
    else { return nil }
    if redirect.path?.replacePrefixMatch == nil { return "redirect" }
    // A prefix can only be replaced where one was matched; without a path that is `/`.
    switch match {
    case .http(let match)? where match.path != nil:
      return (match.path?.type ?? "PathPrefix") == "PathPrefix" ? "redirect" : "invalid-redirect"
    default:
      return "redirect"
    }
  }

  /// 0.3: the policy of one port.
  func portPolicy(_ workload: ReferenceWorkload, _ port: Int) -> ReferencePortPolicy {
    guard let server = owner(of: port, on: workload) else {
      return defaultPolicy(workload, port)
    }
    let name = server.meta.name
    let namespace = server.meta.namespace
    var policy = ReferencePortPolicy(
      server: .init(kind: "server", name: name), protocol: spoken(server),
      grants: grants(on: server), routes: [])
    switch policy.protocol {
    case "Detect", "HTTP/1", "HTTP/2":
      // default routes are used iff the Server has no bound and accepted HTTPRoute.
      let bound = boundHTTPRoutes(to: name, in: namespace)
      policy.routes = bound.isEmpty ? defaultRoutes(workload, port) : inOrder(bound)
    case "gRPC":
      // one default route, and no probe route ever.
      let bound = boundGRPCRoutes(to: name, in: namespace)
      policy.routes = bound.isEmpty ? [.defaultGRPC] : inOrder(bound)
      // a match without `method` cannot be parsed, and takes the whole port with it.
      policy.isInvalid = policy.routes.contains { route in
        route.rules.contains { rule in
          rule.matches.contains {
            if case .grpc(let match) = $0 { match.method == nil } else { false }
          }
        }
      }
    default:
      // Opaque and TLS carry no routes.
      break
    }
    return policy
  }

  /// §2: the policy of a port that no Server selects.
  private func defaultPolicy(_ workload: ReferenceWorkload, _ port: Int) -> ReferencePortPolicy {
    let modes = [
      "all-unauthenticated", "all-authenticated", "cluster-unauthenticated",
      "cluster-authenticated", "deny", "audit",
    ]
    // D-4: the annotation on the pod, if its value is valid; otherwise the cluster's.
    var mode = mesh.defaultInboundPolicy.rawValue
    if let asked = workload.annotations["config.linkerd.io/default-inbound-policy"],
      modes.contains(asked)
    {
      mode = asked
    }
    // D-10: an allow mode becomes its authenticated twin.
    if workload.lists(port, in: "config.linkerd.io/proxy-require-identity-inbound-ports") {
      if mode == "all-unauthenticated" { mode = "all-authenticated" }
      if mode == "cluster-unauthenticated" { mode = "cluster-authenticated" }
    }
    // D-7, D-12: an opaque port has no routes, hence no probe exemption.
    let isOpaque = workload.lists(port, in: "config.linkerd.io/opaque-ports")
    return ReferencePortPolicy(
      server: .init(kind: "default", name: mode), protocol: isOpaque ? "Opaque" : "Detect",
      grants: grants(ofMode: mode), routes: isOpaque ? [] : defaultRoutes(workload, port))
  }

  /// the route for everything, and one for the probes that the pod has on the port.
  private func defaultRoutes(_ workload: ReferenceWorkload, _ port: Int) -> [ReferenceRoute] {
    let paths = workload.probePaths(port)
    if paths.isEmpty || mesh.probeNetworks.isEmpty { return [.defaultHTTP] }
    return [.defaultHTTP, .probe(paths, networks: mesh.probeNetworks)]
  }

  /// S-9: absent and `unknown` mean Detect.
  private func spoken(_ server: Server) -> String {
    switch server.proxyProtocol {
    case .unknown: "Detect"
    case .http1: "HTTP/1"
    case .http2: "HTTP/2"
    case .grpc: "gRPC"
    case .opaque: "Opaque"
    case .tls: "TLS"
    }
  }
}

/// 0.2: what the controller says about one port.
struct ReferencePortPolicy {
  var server: OracleCase.Reference
  var `protocol`: String
  var grants: [ReferenceGrant]
  /// In the order in which ties are broken.
  var routes: [ReferenceRoute]
  var isInvalid = false

  /// Allowed when any single authorization matches, otherwise denied.
  func answer(
    route: OracleCase.Reference?, grants: [ReferenceGrant], _ client: ReferenceClient
  ) -> OracleCase.Answer {
    let fitting = grants.filter { $0.admits(client) }.map(\.origin)
    var answer = answer(verdict: fitting.isEmpty ? "deny" : "allow")
    answer.route = route
    answer.authorizations = fitting.reduce(into: []) { all, origin in
      if !all.contains(origin) { all.append(origin) }
    }.sorted { ($0.group ?? "", $0.kind, $0.name) < ($1.group ?? "", $1.kind, $1.name) }
    return answer
  }

  func answer(verdict: String) -> OracleCase.Answer {
    var answer = OracleCase.Answer(verdict: verdict)
    answer.server = server
    answer.protocol = `protocol`
    answer.authorizations = []
    return answer
  }
}
