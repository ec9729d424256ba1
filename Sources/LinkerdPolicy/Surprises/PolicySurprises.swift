import KubernetesSnapshot

extension DecisionContext {
  /// What surprises in Servers, authorizations and default policies (`X-1` … `X-17`, `X-30`, `X-42`,
  /// `X-43`).
  var policySurprises: [Reason] {
    namespaceWide + closedByServer + openedByAccessPolicy + emptyRequirement + clusterNetworksOnly
      + undeclaredPort + contradictorySelectors + foreignIdentities + lostAccessPolicy
      + overruledAnnotations + unreadablePorts + undeclaredOpaquePort + laterDefault
      + invalidObjects + auditAmongOthers
  }

  private var isRefused: Bool { evaluation.outcome == .deny }
  private var grants: [AuthorizationOrigin] { evaluation.granted.map(\.origin) }

  /// `X-1`: policies of a whole namespace act through Servers only.
  private var namespaceWide: [Reason] {
    guard owner == nil else { return [] }
    return contents.authorizationPolicies.values
      .filter { PolicyTarget($0.target, mesh.rules) == .namespace }
      .map(\.meta.name).sorted().prefix(3).map { name in
        Reason(
          "AuthorizationPolicy \(name) targets the namespace, but it counts only on ports that a"
            + " Server selects, and none selects this one", rule: "M-2",
          object: id(.authorizationPolicy, name))
      }
  }

  /// `X-2`: a Server closes what the default policy left open.
  private var closedByServer: [Reason] {
    let mode = workload.defaultPolicy(port: port, mesh: mesh)
    guard isRefused, let owner, mode != .deny,
      owner.server.accessPolicy.flatMap(DefaultInboundPolicy.init) ?? .deny == .deny
    else { return [] }
    return [
      Reason(
        "a Server without an open accessPolicy lets nobody in by itself: without Server"
          + " \(owner.server.meta.name) the default policy \(mode.rawValue) would decide here",
        rule: "S-13", object: id(.server, owner.server.meta.name))
    ]
  }

  /// `X-3`, `X-4`: every grant adds, and none takes away.
  private var openedByAccessPolicy: [Reason] {
    guard let owner, evaluation.outcome == .allow else { return [] }
    var found: [Reason] = []
    let strict = evaluation.missed.contains { $0.origin.resourceID(in: "") != nil }
    if case .default(let mode)? = grants.first(where: {
      if case .default = $0 { true } else { false }
    }),
      strict, !grants.contains(where: { $0.resourceID(in: "") != nil })
    {
      found.append(
        Reason(
          "accessPolicy \(mode.rawValue) is added to what policies allow: it lets in whom none of"
            + " them names", rule: "S-12", object: id(.server, owner.server.meta.name)))
    }
    let ofRoute = evaluation.missed.filter { !server.authorizations.contains($0) }
    if !ofRoute.isEmpty, evaluation.granted.contains(where: server.authorizations.contains),
      ofRoute.contains(where: { $0.origin.resourceID(in: "") != nil })
    {
      found.append(
        Reason(
          "policies that target a route only add clients: whom the Server's own policies let in"
            + " gets in on every route", rule: "A-17"))
    }
    return found
  }

  /// `X-5`: nothing required means everyone.
  private var emptyRequirement: [Reason] {
    evaluation.granted.compactMap { grant in
      guard case .authorizationPolicy(let name) = grant.origin, grant.evidence.isEmpty else {
        return nil
      }
      return Reason(
        "AuthorizationPolicy \(name) requires an empty list of authentications, which everyone"
          + " meets", rule: "A-9", object: id(.authorizationPolicy, name))
    }
  }

  /// `X-7`: a ServerAuthorization without networks does not mean every network.
  private var clusterNetworksOnly: [Reason] {
    evaluation.missed.compactMap { missed in
      guard case .serverAuthorization(let name) = missed.origin,
        contents.serverAuthorizations[name]?.client.networks?.isEmpty ?? true,
        missed.authentication.accepts(client.tls)
      else { return nil }
      return Reason(
        "ServerAuthorization \(name) names no networks, which means the cluster's networks; an"
          + " AuthorizationPolicy without networks means all", rule: "Z-3",
        object: id(.serverAuthorization, name))
    }
  }

  /// `X-9`: a number needs no declaration.
  private var undeclaredPort: [Reason] {
    guard let owner, case .number = owner.server.port, !workload.declaredPorts.contains(port)
    else { return [] }
    return [
      Reason(
        "the pod does not declare port \(port), and it need not: a Server's number counts as it is",
        rule: "P-7", object: id(.server, owner.server.meta.name))
    ]
  }

  /// `X-11`: `values` beside `Exists` is a contradiction for Linkerd, though not for Kubernetes.
  private var contradictorySelectors: [Reason] {
    policy.servers.map(\.server).filter { server in
      server.selector.labels.matchExpressions.contains { expression in
        [.exists, .doesNotExist].contains(expression.operator) == (expression.values != nil)
      }
    }.prefix(3).map { server in
      Reason(
        "Server \(server.meta.name) selects nothing: its selector gives values to an operator that"
          + " takes none, or none to one that needs them", rule: "S-6",
        object: id(.server, server.meta.name))
    }
  }

  /// `X-12`, `X-13`: who is meant by wildcards and references.
  private var foreignIdentities: [Reason] {
    guard let identity = client.identity else { return [] }
    let local = ".serviceaccount.identity.\(mesh.controlPlaneNamespace).\(mesh.identityTrustDomain)"
    func matches(_ list: [ClientAuthorization]) -> [IdentityMatch] {
      list.compactMap { if case .identities(let match) = $0.authentication { match } else { nil } }
    }
    if identity.contains(":") {
      guard matches(evaluation.missed).contains(where: { !$0.suffixes.isEmpty }) else { return [] }
      return [
        Reason(
          "wildcards mean DNS names only: a SPIFFE identity is let in only where it is spelled out",
          rule: "E-20")
      ]
    }
    guard !identity.hasSuffix(local) else { return [] }
    if matches(evaluation.granted).contains(where: { $0.suffixes.contains("") }) {
      return [
        Reason(
          "every mesh identity means any that the trust anchors vouch for, another cluster's too",
          rule: "D-3")
      ]
    }
    let account = identity.split(separator: ".").prefix(2).joined(separator: ".")
    let isNamesake = matches(evaluation.missed).contains { match in
      match.exact.contains { $0.hasPrefix(account + ".serviceaccount.") }
    }
    return isNamesake
      ? [
        Reason(
          "references to ServiceAccounts and Namespaces mean this mesh alone: its trust domain is"
            + " \(mesh.identityTrustDomain), its control plane in \(mesh.controlPlaneNamespace)",
          rule: "N-1")
      ] : []
  }

  /// `X-14`: older versions have no accessPolicy to keep.
  private var lostAccessPolicy: [Reason] {
    guard let owner, owner.server.accessPolicy == nil,
      let version = owner.server.meta.apiVersion.split(separator: "/").last,
      Server.versionsWithoutAccessPolicy.contains(String(version))
    else { return [] }
    return [
      Reason(
        "Server \(owner.server.meta.name) is written as \(version), which has no accessPolicy: one"
          + " that is written there is dropped, and deny counts", rule: "S-11",
        object: id(.server, owner.server.meta.name))
    ]
  }

  /// `X-15`: what annotations say of a port that a Server owns, or in vain.
  private var overruledAnnotations: [Reason] {
    var found: [Reason] = []
    if let owner, server.protocol == .detect, workload.opaquePorts.contains(port) {
      found.append(
        Reason(
          "the pod's annotation calls port \(port) opaque, but Server \(owner.server.meta.name)"
            + " counts, and its protocol is unknown", rule: "S-10",
          object: id(.server, owner.server.meta.name)))
    }
    if workload.requireIdentityPorts.contains(port) {
      if owner != nil {
        found.append(
          Reason(
            "that the port requires an identity by annotation counts only where no Server selects"
              + " it", rule: "M-3"))
      } else if case .default(let mode) = server.reference, [.audit, .deny].contains(mode) {
        found.append(
          Reason(
            "that the port requires an identity by annotation changes nothing under"
              + " \(mode.rawValue)", rule: "D-10"))
      }
    }
    return found
  }

  /// `X-16`: one bad item voids a whole list of ports.
  private var unreadablePorts: [Reason] {
    guard owner == nil, let text = workload.unreadableOpaquePorts else { return [] }
    return [
      Reason(
        "the annotation opaque-ports \"\(text)\" has an item that is no number or range, which"
          + " empties the whole list here, while clients still go by it", rule: "D-8")
    ]
  }

  /// `X-17`: a default opaque port counts only where the pod declares it.
  private var undeclaredOpaquePort: [Reason] {
    guard owner == nil, server.protocol == .detect, !workload.declaredPorts.contains(port),
      PortSet(mesh.defaultOpaquePorts).contains(port)
    else { return [] }
    return [
      Reason(
        "port \(port) is opaque by default, but only where the pod declares it: here the protocol"
          + " is detected, while clients take it for opaque", rule: "D-9")
    ]
  }

  /// `X-30`: a namespace's default acts on pods that are made later.
  private var laterDefault: [Reason] {
    guard owner == nil, workload.kind == .pod,
      let text = contents.namespace?.meta.annotations[DefaultInboundPolicy.annotation],
      DefaultInboundPolicy(rawValue: text) != nil, workload.defaultPolicyAnnotation != text
    else { return [] }
    return [
      Reason(
        "namespace \(workload.namespace) says \(text), but that is copied to pods when they are"
          + " made: this one has its own, or was made before", rule: "D-5",
        object: ResourceID(kind: .namespace, namespace: "", name: workload.namespace))
    ]
  }

  /// `X-42`: an invalid object is as good as absent, except to a controller that knew it before.
  private var invalidObjects: [Reason] {
    contents.unreadable.keys.filter(\.kind.decidesInboundPolicy).filter { $0.kind != .pod }
      .sorted().prefix(3).map { object in
        Reason(
          "\(object) is invalid and counts as absent; a controller that knew a valid version keeps"
            + " that until it restarts", rule: "M-5", object: object)
      }
  }

  /// `X-43`: what audit reports is left to chance.
  private var auditAmongOthers: [Reason] {
    guard grants.contains(.default(.audit)), grants.count > 1 else { return [] }
    return [
      Reason(
        "which of these the proxy reports is left to chance, so audit's reports also name clients"
          + " that a policy allows", rule: "A-21")
    ]
  }
}
