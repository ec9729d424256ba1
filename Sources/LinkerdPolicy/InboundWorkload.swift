public import KubernetesSnapshot

/// What the policy controller and the proxy know of one pod or external workload.
///
/// Workloads that are equal here, but for their names, get equal policies; so this is also the key
/// under which alike pods are resolved once.
public struct InboundWorkload: Hashable, Sendable {
  /// What stands behind the workload; it decides which Servers may select it (`S-3`).
  public enum Kind: Hashable, Sendable {
    case pod, externalWorkload
  }

  /// Whether a proxy enforces the policy (`P-2`).
  public enum Enforcement: Hashable, Sendable {
    /// The controller knows the workload, and a proxy enforces.
    case enforced
    /// No proxy: nothing is enforced.
    case unmeshed
    /// A proxy whose pod the controller does not know; its start-up default rules (`E-3`).
    case startupDefault
  }

  /// A pod or an external workload.
  public var kind: Kind
  /// The namespace.
  public var namespace: String
  /// The live labels.
  public var labels: [String: String]
  /// Port numbers by name (`P-4`, `P-5`).
  public var portsByName: [String: Set<UInt16>]
  /// TCP ports that the containers declare, in order.
  public var declaredPorts: [UInt16]
  /// The paths of HTTP probes by port (`P-9` … `P-12`).
  public var probePaths: [UInt16: Set<String>]
  /// The default policy that the workload's own annotation asks for, as written.
  public var defaultPolicyAnnotation: String?
  /// Ports that are opaque by annotation (`D-7`).
  public var opaquePorts: PortSet
  /// The annotation that should name opaque ports, where it cannot be read; nil as a rule (`D-8`).
  public var unreadableOpaquePorts: String?
  /// Ports on which an allow mode asks for an identity (`D-10`).
  public var requireIdentityPorts: PortSet
  /// Ports that never reach the proxy (`E-40`).
  public var skippedPorts: PortSet
  /// Networks from which plain connections never reach the proxy (`E-40`).
  public var skippedNetworks: [IPNetwork] = []
  /// Whether a proxy enforces the policy.
  public var enforcement: Enforcement
  /// The only ports that the controller knows; nil where it knows every port (`O-19`, `P-7`).
  public var knownPorts: Set<UInt16>?
  /// How the proxy that stands beside the workload treats connections.
  public var proxy: ProxyRules
  /// Ports that clients take for opaque whatever a Server says, where that matters (`O-23`).
  public var portsOpaqueToClients = PortSet()

  /// The label that makes a pod known to the policy controller (`P-1`).
  public static let controlPlaneLabel = "linkerd.io/control-plane-ns"
  static let opaquePortsAnnotation = "config.linkerd.io/opaque-ports"
  static let skipInboundPortsAnnotation = "config.linkerd.io/skip-inbound-ports"
  private static let skipSubnetsAnnotation = "config.linkerd.io/skip-subnets"
  private static let requireIdentityAnnotation =
    "config.linkerd.io/proxy-require-identity-inbound-ports"
  fileprivate static let proxyVersionAnnotation = "linkerd.io/proxy-version"
  /// The annotations that count here.
  fileprivate static let annotations = [
    DefaultInboundPolicy.annotation, opaquePortsAnnotation, requireIdentityAnnotation,
    skipInboundPortsAnnotation, skipSubnetsAnnotation, proxyVersionAnnotation,
  ]
  /// The port of the proxy's own admin server.
  public static let adminPort: UInt16 = 4191
  /// The ports that belong to the proxy: inbound, control, admin (`N-6`).
  public static let proxyPorts: Set<UInt16> = [4143, 4190, 4191]

  /// What is known of a pod.
  ///
  /// - Parameters:
  ///   - pod: The pod, with the labels that injection adds.
  ///   - mesh: The mesh configuration, for its release and the ports that are skipped by default.
  public init(_ pod: Pod, mesh: MeshConfiguration) {
    let rules = mesh.rules
    let annotations = pod.meta.annotations
    kind = .pod
    namespace = pod.meta.namespace
    labels = pod.meta.labels
    portsByName = [:]
    declaredPorts = []
    probePaths = [:]
    defaultPolicyAnnotation = annotations[DefaultInboundPolicy.annotation]
    opaquePorts = PortSet(annotations[Self.opaquePortsAnnotation])
    unreadableOpaquePorts = annotations[Self.opaquePortsAnnotation]
      .flatMap { PortSet.isValid($0) ? nil : $0 }
    requireIdentityPorts = PortSet(annotations[Self.requireIdentityAnnotation])
    skippedPorts = PortSet(
      annotations[Self.skipInboundPortsAnnotation] ?? mesh.skippedInboundPorts)
    skippedNetworks =
      annotations[Self.skipSubnetsAnnotation].flatMap(MeshConfiguration.networks) ?? []
    let isWatched = labels[Self.controlPlaneLabel] != nil
    enforcement = !pod.hasProxy ? .unmeshed : isWatched ? .enforced : .startupDefault
    proxy = ProxyRules(pod.proxyVersion ?? mesh.linkerdVersion ?? .newest)
    if !rules.clientsLearnOpaqueServers {
      portsOpaqueToClients = PortSet(
        annotations[Self.opaquePortsAnnotation] ?? mesh.defaultOpaquePorts)
    }
    declarePorts(of: pod.spec, rules)
    guard rules.hasRoutes else { return }
    if rules.readsProbesOfInitContainers {
      for container in pod.spec.initContainers { addProbes(of: container, rules) }
    }
    for container in pod.spec.containers { addProbes(of: container, rules) }
  }

  private mutating func declarePorts(of spec: PodSpec, _ rules: LinkerdRules) {
    for port in spec.initContainers.flatMap(\.ports) {
      declare(port, isNamed: rules.readsPortNamesOfInitContainers)
    }
    var known: Set<UInt16> = []
    for port in spec.containers.flatMap(\.ports) {
      guard !rules.knowsUndeclaredPorts else {
        declare(port, isNamed: true)
        continue
      }
      // Case counts in the protocol, and of a number that is declared twice the first name does.
      guard (port.protocol ?? "TCP") == "TCP", let number = UInt16(exactly: port.containerPort)
      else { continue }
      declare(port, isNamed: known.insert(number).inserted)
    }
    knownPorts = rules.knowsUndeclaredPorts ? nil : known
  }

  private mutating func declare(_ port: ContainerPort, isNamed: Bool) {
    guard port.isTCP, let number = UInt16(exactly: port.containerPort) else { return }
    if !declaredPorts.contains(number) { declaredPorts.append(number) }
    if isNamed, let name = port.name { portsByName[name, default: []].insert(number) }
  }

  private mutating func addProbes(of container: Container, _ rules: LinkerdRules) {
    for probe in container.probes {
      guard case .httpGet(let target, let text, _) = probe.action,
        let port = Self.port(of: target, in: container)
      else { continue }
      let written = text ?? "/"
      guard let path = rules.readsProbePathsAsURI ? ProbePath.path(of: written) : written else {
        continue
      }
      probePaths[port, default: []].insert(path)
    }
  }

  /// Hashes what tells most workloads apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(labels)
    hasher.combine(declaredPorts)
  }

  /// What is known of an external workload (`W-1`).
  ///
  /// - Parameters:
  ///   - workload: The external workload.
  ///   - mesh: The mesh configuration, whose release its proxy is taken to be of.
  ///   - view: Whether the controller knows external workloads at all (`O-12`).
  init(_ workload: ExternalWorkload, mesh: MeshConfiguration, view: ControllerView) {
    let annotations = workload.meta.annotations
    kind = .externalWorkload
    namespace = workload.meta.namespace
    labels = workload.meta.labels
    portsByName = [:]
    declaredPorts = []
    for port in workload.ports where (port.protocol?.uppercased() ?? "TCP") == "TCP" {
      guard let number = UInt16(exactly: port.port), number > 0 else { continue }
      if !declaredPorts.contains(number) { declaredPorts.append(number) }
      if let name = port.name { portsByName[name] = [number] }
    }
    probePaths = [:]
    defaultPolicyAnnotation = annotations[DefaultInboundPolicy.annotation]
    opaquePorts = PortSet(annotations[Self.opaquePortsAnnotation])
    unreadableOpaquePorts = annotations[Self.opaquePortsAnnotation]
      .flatMap { PortSet.isValid($0) ? nil : $0 }
    requireIdentityPorts = PortSet(annotations[Self.requireIdentityAnnotation])
    skippedPorts = PortSet()
    enforcement = view.hidden[.externalWorkload] == nil ? .enforced : .startupDefault
    proxy = ProxyRules(mesh.linkerdVersion ?? .newest)
  }

  /// The port that an HTTP probe asks for (`P-10`).
  ///
  /// - Parameters:
  ///   - target: The port, as the probe has it.
  ///   - container: The probe's container, among whose ports a name is looked up.
  /// - Returns: The number; nil when there is none.
  static func port(of target: IntOrString, in container: Container) -> UInt16? {
    switch target {
    case .number(let number):
      return UInt16(exactly: number).flatMap { $0 > 0 ? $0 : nil }
    case .name(let name):
      let match = container.ports.first { $0.isTCP && $0.name?.lowercased() == name.lowercased() }
      return match.flatMap { UInt16(exactly: $0.containerPort) }
    }
  }

  /// The ports that a Server claims on this workload, whether or not its selector fits (`P-7`).
  public func ports(claimedBy port: IntOrString) -> Set<UInt16> {
    switch port {
    case .number(let number): UInt16(exactly: number).map { [$0] } ?? []
    case .name(let name): portsByName[name] ?? []
    }
  }

  /// Whether a number or a name means a port of this workload (`P-7`).
  func names(_ port: UInt16, _ target: IntOrString) -> Bool {
    switch target {
    case .number(let number): number == port
    case .name(let name): portsByName[name]?.contains(port) ?? false
    }
  }

  /// Whether the Server selects this workload, by kind and labels.
  func isSelected(by server: Server, _ rules: LinkerdRules) -> Bool {
    switch (server.selector, kind) {
    case (.pods(let selector), .pod), (.externalWorkloads(let selector), .externalWorkload):
      selector.matches(labels, invertingNotIn: !rules.readsNotInRight)
    default: false
    }
  }
}

extension Pod {
  /// Whether another pod of the namespace agrees in all that an `InboundWorkload` is made from.
  func isInboundLike(_ other: Pod) -> Bool {
    guard spec == other.spec, meta.labels == other.meta.labels else { return false }
    return meta.annotations == other.meta.annotations
      || InboundWorkload.annotations.allSatisfy {
        meta.annotations[$0] == other.meta.annotations[$0]
      }
  }

  /// The proxy's container, also as a native sidecar (`P-2`).
  public var proxyContainer: Container? {
    spec.containers.first { $0.name == "linkerd-proxy" }
      ?? spec.initContainers.first { $0.name == "linkerd-proxy" && $0.restartPolicy == "Always" }
  }

  /// Whether the pod has a proxy that enforces policy.
  public var hasProxy: Bool { proxyContainer != nil }

  /// The release of the pod's proxy: as injection noted it, or as its image is tagged.
  ///
  /// Nil where there is neither, or neither is understood; then the control plane's stands in.
  public var proxyVersion: LinkerdVersion? {
    let noted = meta.annotations[InboundWorkload.proxyVersionAnnotation].map { LinkerdVersion($0) }
    if let noted, noted.isUnderstood { return noted }
    let tagged = proxyContainer.flatMap { LinkerdVersion(image: $0.image) }
    return tagged?.isUnderstood == true ? tagged : nil
  }
}
