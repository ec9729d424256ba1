public import KubernetesSnapshot

extension MeshConfiguration {
  /// The configuration that a snapshot tells, with the user's overrides.
  ///
  /// The policy controller's own arguments count first, then the values that the installation
  /// recorded, then the defaults of the release's chart.
  ///
  /// - Parameters:
  ///   - snapshot: The cluster.
  ///   - overrides: Fields that the user sets.
  public init(_ snapshot: Snapshot, overrides: MeshConfigurationOverrides = .init()) {
    let controlPlane = overrides.controlPlaneNamespace ?? Self.findControlPlane(in: snapshot)
    let contents = controlPlane.flatMap { snapshot.namespaces[$0] }
    self.init(
      version: overrides.linkerdVersion.map { LinkerdVersion($0) }
        ?? contents.flatMap(Self.version))
    if let controlPlane { controlPlaneNamespace = controlPlane }
    if let values = contents?.linkerdConfig?.values { read(values) }
    if let contents, let arguments = contents.policyController?.args { read(arguments) }

    overrides.clusterNetworks.map { clusterNetworks = $0 }
    overrides.probeNetworks.map { probeNetworks = $0 }
    overrides.defaultInboundPolicy.map { defaultInboundPolicy = $0 }
    overrides.identityTrustDomain.map { identityTrustDomain = $0 }
  }

  /// The namespace with a policy controller; the first by name when there are several.
  private static func findControlPlane(in snapshot: Snapshot) -> String? {
    snapshot.namespaceNames.first { snapshot.namespaces[$0]?.tellsMeshConfiguration == true }
  }

  /// The release that was installed, or that the policy controller's image names.
  private static func version(of contents: NamespaceContents) -> LinkerdVersion? {
    let installed = contents.linkerdConfig?.values?.linkerdVersion
      .flatMap { $0.isEmpty ? nil : LinkerdVersion($0) }
    if let installed, installed.isUnderstood { return installed }
    return contents.policyController.flatMap { LinkerdVersion(image: $0.image) } ?? installed
  }

  private mutating func read(_ values: LinkerdConfigValues) {
    values.clusterNetworks.flatMap(Self.networks).map { clusterNetworks = $0 }
    values.policyController?.probeNetworks
      .map { probeNetworks = $0.compactMap(IPNetwork.init) }
    (values.proxy?.defaultInboundPolicy ?? values.policyController?.defaultAllowPolicy)
      .flatMap(DefaultInboundPolicy.init).map { defaultInboundPolicy = $0 }
    let domain = values.identityTrustDomain.flatMap { $0.isEmpty ? nil : $0 }
    (domain ?? values.clusterDomain).map { identityTrustDomain = $0 }
    values.proxy?.opaquePorts.map { defaultOpaquePorts = $0 }
    values.proxy?.nativeSidecar.map { injectsNativeSidecar = $0 }
    values.proxyInit?.ignoreInboundPorts.map { skippedInboundPorts = $0 }
  }

  private mutating func read(_ arguments: [String]) {
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      switch parts[0] {
      case "--cluster-networks": Self.networks(parts[1]).map { clusterNetworks = $0 }
      case "--probe-networks": Self.networks(parts[1]).map { probeNetworks = $0 }
      case "--default-policy":
        DefaultInboundPolicy(rawValue: parts[1]).map { defaultInboundPolicy = $0 }
      case "--identity-domain": identityTrustDomain = parts[1]
      case "--control-plane-namespace": controlPlaneNamespace = parts[1]
      default: continue
      }
    }
  }

  /// Reads a comma list of CIDR blocks; an empty text is an empty list.
  ///
  /// - Parameter text: `10.0.0.0/8,fd00::/8`.
  /// - Returns: The networks, or nil when an item is not one.
  public static func networks(_ text: String) -> [IPNetwork]? {
    var networks: [IPNetwork] = []
    for item in text.split(separator: ",") {
      guard let network = IPNetwork(item.drop { $0 == " " }) else { return nil }
      networks.append(network)
    }
    return networks
  }
}

extension NamespaceContents {
  /// Whether the namespace holds something that tells the mesh configuration.
  var tellsMeshConfiguration: Bool {
    linkerdConfig != nil || policyController != nil
  }

  /// What the installation recorded.
  fileprivate var linkerdConfig: ConfigMap? { configMaps["linkerd-config"] }

  /// The policy controller's container, of a running pod as a rule.
  fileprivate var policyController: Container? {
    let templates = workloads.values
      .filter { $0.meta.name == "linkerd-destination" }.map(\.template.spec)
    let running = pods.values
      .filter { $0.meta.labels["linkerd.io/control-plane-component"] == "destination" }
      .sorted { $0.meta.name < $1.meta.name }.map(\.spec)
    return (running + templates).lazy.flatMap(\.containers)
      .first { $0.name == "policy" && !$0.args.isEmpty }
  }
}
