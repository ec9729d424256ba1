public import KubernetesSnapshot

/// One namespace with its policy resolved: the unit that is resolved again after a change.
public struct ResolvedNamespace: Hashable, Sendable {
  /// The namespace's name.
  public let name: String
  /// The workloads, sorted by kind and name.
  public let workloads: [ResolvedWorkload]
  let policy: NamespacePolicy

  /// Objects that decide nothing although someone meant them to, sorted.
  public var voids: [VoidResource] {
    policy.voids.sorted { ($0.id, $0.rule) < ($1.id, $1.rule) }
  }

  /// What resolution needs to know beside the namespace's own objects.
  struct Surroundings {
    let snapshot: Snapshot
    let mesh: MeshConfiguration
    let view: ControllerView
    let acceptance: RouteAcceptance

    init(_ snapshot: Snapshot, mesh: MeshConfiguration, view: ControllerView) {
      self.snapshot = snapshot
      self.mesh = mesh
      self.view = view
      acceptance = RouteAcceptance(snapshot, view: view)
    }
  }

  init(_ name: String, _ contents: NamespaceContents, _ surroundings: Surroundings) {
    self.name = name
    let mesh = surroundings.mesh
    let policy = NamespacePolicy(
      of: name, contents: contents,
      authorizations: AuthorizationResolution(
        snapshot: surroundings.snapshot, mesh: mesh, view: surroundings.view),
      acceptance: surroundings.acceptance)
    self.policy = policy

    let services = Array(contents.services.values)
    func ports(_ inbound: InboundWorkload) -> [ResolvedPort] {
      var served: Set<UInt16> = []
      for index in services.indices where services[index].selects(inbound) {
        served.formUnion(services[index].targetPorts(of: inbound))
      }
      return policy.ports(of: inbound, servedPorts: served, mesh: mesh)
    }

    // Each roll-out has its own hash, which says nothing unless someone selects by it.
    let rollout = "pod-template-hash"
    let selectsRollouts =
      policy.selectorKeys.contains(rollout)
      || contents.services.values.contains { $0.selector.keys.contains(rollout) }
    var workloads: [ResolvedWorkload] = []
    for group in WorkloadGrouping(contents, injection: Injection(mesh: mesh)).groups {
      var workload = ResolvedWorkload(
        id: group.id, serviceAccount: group.serviceAccount, externalIdentity: nil, variants: [])
      var positions: [InboundWorkload: Int] = [:]
      for alike in group.pods {
        var inbound = InboundWorkload(alike.pod, mesh: mesh)
        if !selectsRollouts { inbound.labels[rollout] = nil }
        if let position = positions[inbound] {
          workload.variants[position].pods += alike.instances
          continue
        }
        // As a rule all are alike, and there is nothing to look for.
        if group.pods.count > 1 { positions[inbound] = workload.variants.count }
        workload.variants.append(
          .init(
            inbound: inbound, pods: alike.instances, ports: ports(inbound), pod: alike.pod))
      }
      workloads.append(workload)
    }
    for external in contents.externalWorkloads.values {
      let inbound = InboundWorkload(external, mesh: mesh, view: surroundings.view)
      let id = ResourceID(kind: .externalWorkload, namespace: name, name: external.meta.name)
      let instance = ResolvedWorkload.Instance(
        id: id, address: external.addresses.first, hostAddress: nil, isTemplate: false)
      workloads.append(
        ResolvedWorkload(
          id: id, serviceAccount: "", externalIdentity: external.identity,
          variants: [.init(inbound: inbound, pods: [instance], ports: ports(inbound), pod: nil)]))
    }
    self.workloads = workloads.sorted {
      ($0.id, $0.serviceAccount) < ($1.id, $1.serviceAccount)
    }
  }
}

extension NamespacePolicy {
  /// The policy of one port of a workload (`0.3`).
  func inboundServer(
    port: UInt16, workload: InboundWorkload, mesh: MeshConfiguration
  ) -> InboundServer {
    let claimants = claimants(of: port, on: workload)
    guard let owner = claimants.first else {
      return workload.defaultInboundServer(port: port, mesh: mesh)
    }
    var policy = owner.inboundServer(port: port, workload: workload, mesh: mesh)
    if claimants.count > 1, !mesh.rules.oldestServerOwnsPort {
      policy.rivals = claimants.dropFirst().map {
        $0.inboundServer(port: port, workload: workload, mesh: mesh)
      }
    }
    return policy
  }

  /// The ports that people look for (`P-8`), and those that a Service leads to.
  func ports(
    of workload: InboundWorkload, servedPorts: Set<UInt16>, mesh: MeshConfiguration
  ) -> [ResolvedPort] {
    var numbers = Set(workload.declaredPorts).union(workload.probePaths.keys).union(servedPorts)
    let selecting = selecting(workload)
    for policy in selecting.servers {
      numbers.formUnion(workload.ports(claimedBy: policy.server.port))
    }
    if workload.kind == .pod, workload.enforcement == .enforced,
      workload.isKnown(InboundWorkload.adminPort)
    {
      numbers.insert(InboundWorkload.adminPort)
    }
    var names: [UInt16: [String]] = [:]
    for (name, numbers) in workload.portsByName {
      for number in numbers { names[number, default: []].append(name) }
    }
    return numbers.sorted().map { number in
      ResolvedPort(
        number: number, names: (names[number] ?? []).sorted(),
        guarding: selecting.guarding(port: number, workload: workload, mesh: mesh))
    }
  }

  /// How one port of a workload is guarded.
  func guarding(
    port: UInt16, workload: InboundWorkload, mesh: MeshConfiguration
  ) -> ResolvedPort.Guarding {
    switch workload.enforcement {
    case .unmeshed: return .unmeshed
    case .startupDefault: return .startupDefault
    case .enforced:
      if workload.skippedPorts.contains(port), port != InboundWorkload.adminPort {
        return .skipped
      }
      guard workload.isKnown(port) else { return .startupDefault }
      var server = inboundServer(port: port, workload: workload, mesh: mesh)
      // The admin server listens on its own port, so nothing goes around it (`E-42`).
      if port != InboundWorkload.adminPort {
        server.skippedNetworks = workload.skippedNetworks.map { NetworkBlock(cidr: $0) }
      }
      return .enforced(server)
    }
  }
}

extension InboundWorkload {
  /// The default policy in force on a port, which may ask for an identity (`D-4`, `D-10`).
  public func defaultPolicy(port: UInt16, mesh: MeshConfiguration) -> DefaultInboundPolicy {
    let mode =
      defaultPolicyAnnotation.flatMap(mesh.rules.defaultPolicy) ?? mesh.defaultInboundPolicy
    return requireIdentityPorts.contains(port) ? mode.requiringIdentity : mode
  }

  /// The policy of a port that no Server selects (§2).
  func defaultInboundServer(port: UInt16, mesh: MeshConfiguration) -> InboundServer {
    let mode = defaultPolicy(port: port, mesh: mesh)
    let grant = mode.authorization(clusterNetworks: mesh.clusterNetworks)
    let isOpaque = opaquePorts.contains(port)
    return InboundServer(
      reference: .default(mode), protocol: isOpaque ? .opaque : .detect,
      authorizations: grant.map { [$0] } ?? [],
      httpRoutes: isOpaque ? [] : defaultHTTPRoutes(port: port, mesh: mesh), grpcRoutes: [],
      rateLimit: nil, invalid: nil, proxy: proxy)
  }

  /// Whether the controller can say anything about a port (`O-19`).
  func isKnown(_ port: UInt16) -> Bool { knownPorts?.contains(port) ?? true }
}

extension Service {
  /// Whether the Service leads to a workload; one without a selector leads nowhere.
  public func selects(_ workload: InboundWorkload) -> Bool {
    !selector.isEmpty && selector.allSatisfy { workload.labels[$0.key] == $0.value }
  }

  /// The ports of a workload that the Service leads to; none when it does not select it.
  public func targetPorts(of workload: InboundWorkload) -> [UInt16] {
    selects(workload) ? ports.flatMap { targetPorts(of: workload, port: $0) } : []
  }

  /// The ports of a workload that one port of the Service leads to, by number or name.
  public func targetPorts(of workload: InboundWorkload, port: Port) -> [UInt16] {
    workload.ports(claimedBy: port.targetPort ?? .number(port.port)).sorted()
  }
}
