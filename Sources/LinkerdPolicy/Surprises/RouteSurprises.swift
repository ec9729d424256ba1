import KubernetesSnapshot

extension DecisionContext {
  /// What surprises in routes (`X-20`, `X-22` … `X-29`).
  var routeSurprises: [Reason] {
    hiddenRefusal + conflict + voidedRoutes + unboundRoutes + tie + caseOfHosts
  }

  /// `X-27`: how a path is matched does not count, only how long it is.
  private var tie: [Reason] {
    guard let tied = evaluation.tied, let route = evaluation.route else { return [] }
    return [
      Reason(
        "\(tied.kind) \(tied.name) matches just as well: only lengths count, not whether a path is"
          + " exact, a prefix or a pattern, and of equals the older, \(route.name), wins",
        rule: "R-17")
    ]
  }

  /// `X-29`: whether the case of hosts counts depends on the proxy's age.
  private var caseOfHosts: [Reason] {
    guard let host = request?.host, !server.proxy.ignoresCaseOfHosts else { return [] }
    let hosts = server.httpRoutes.flatMap(\.hosts) + server.grpcRoutes.flatMap(\.hosts)
    let differs = hosts.contains {
      $0.rank(of: host, ignoringCase: true) != nil && $0.rank(of: host, ignoringCase: false) == nil
    }
    return differs
      ? [
        Reason(
          "a route's host differs from \(host) in case alone: this proxy tells them apart, a newer"
            + " one does not", rule: "R-18")
      ] : []
  }

  /// `X-28`, `X-20`: no route comes before no right.
  private var hiddenRefusal: [Reason] {
    guard evaluation.outcome == .noRoute else { return [] }
    let hasRoutes = server.httpRoutes.contains { $0.reference.kind == "HTTPRoute" }
    return [
      Reason(
        (hasRoutes ? "an accepted HTTPRoute takes the default route away, and " : "")
          + "that no route matches is decided before any authorization: everyone gets this answer",
        rule: hasRoutes ? "R-23" : "R-19")
    ]
  }

  /// `X-22`: a GRPCRoute of any namespace un-accepts all HTTPRoutes of its Server.
  private var conflict: [Reason] {
    guard let owner, server.protocol.usesHTTPRoutes else { return [] }
    let name = owner.server.meta.name
    let hasHTTPRoutes = contents.httpRoutes.values.contains { route in
      route.parents.contains { $0.isServer && $0.name == name }
    }
    guard hasHTTPRoutes, !server.httpRoutes.contains(where: { $0.reference.kind == "HTTPRoute" })
    else { return [] }
    let culprits = snapshot.namespaces.flatMap { namespace, contents in
      contents.grpcRoutes.values.filter { route in
        mesh.rules.problem(in: route) == nil
          && route.parents.contains { parent in
            parent.isServer && parent.name == name
              && (parent.namespace ?? namespace) == workload.namespace
          }
      }.map { ResourceID(kind: .grpcRoute, namespace: namespace, name: $0.meta.name) }
    }
    return culprits.sorted().prefix(1).map { culprit in
      Reason(
        "\(culprit) names Server \(name) too, which un-accepts all HTTPRoutes of the Server",
        rule: "R-7", object: culprit)
    }
  }

  /// `X-24`, `X-25`: a void route means the default route, whatever its status says.
  private var voidedRoutes: [Reason] {
    guard let owner, request != nil, evaluation.outcome == .allow || evaluation.outcome == .noRoute
    else { return [] }
    let voids = owner.voids.filter { $0.id.kind.isRoute }
    let isWidened = evaluation.route == .default && evaluation.outcome == .allow
    return voids.map { void in
      Reason(
        "\(void.id.kind.kind) \(void.id.name) does not count, whatever its status says: it"
          + " \(void.reason)" + (isWidened ? "; so the default route serves every path" : ""),
        rule: void.rule, object: void.id)
    }
  }

  /// `X-26`: a Gateway route must spell the Server's group.
  private var unboundRoutes: [Reason] {
    guard let owner else { return [] }
    let name = owner.server.meta.name
    func means(_ parents: [ParentReference]) -> Bool {
      parents.contains { $0.kind?.lowercased() == "server" && $0.name == name && !$0.isServer }
    }
    let http = contents.httpRoutes.filter { means($0.value.parents) }.map(\.key)
    let grpc = contents.grpcRoutes.filter { means($0.value.parents) }.map { id(.grpcRoute, $0.key) }
    return (http + grpc).sorted().prefix(3).map { route in
      Reason(
        "\(route.kind.kind) \(route.name) means Server \(name), but its parentRef does not spell the"
          + " group policy.linkerd.io, so it is not bound", rule: "R-2", object: route)
    }
  }
}

extension ResourceKind {
  /// Whether objects of the kind are routes.
  var isRoute: Bool { [.linkerdHTTPRoute, .gatewayHTTPRoute, .grpcRoute].contains(self) }
}
