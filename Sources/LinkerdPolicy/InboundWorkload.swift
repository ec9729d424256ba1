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
  /// Whether a proxy enforces the policy.
  public var enforcement: Enforcement

  /// The label that makes a pod known to the policy controller (`P-1`).
  public static let controlPlaneLabel = "linkerd.io/control-plane-ns"
  static let opaquePortsAnnotation = "config.linkerd.io/opaque-ports"
  static let skipInboundPortsAnnotation = "config.linkerd.io/skip-inbound-ports"
  private static let requireIdentityAnnotation =
    "config.linkerd.io/proxy-require-identity-inbound-ports"
  /// The port of the proxy's own admin server.
  public static let adminPort: UInt16 = 4191
  /// The ports that belong to the proxy: inbound, control, admin (`N-6`).
  public static let proxyPorts: Set<UInt16> = [4143, 4190, 4191]

  /// What is known of a pod.
  ///
  /// - Parameters:
  ///   - pod: The pod, with the labels that injection adds.
  ///   - mesh: The mesh configuration, for the ports that are skipped by default.
  public init(_ pod: Pod, mesh: MeshConfiguration) {
    let annotations = pod.meta.annotations
    let containers = pod.spec.initContainers + pod.spec.containers
    kind = .pod
    namespace = pod.meta.namespace
    labels = pod.meta.labels
    portsByName = [:]
    declaredPorts = []
    for port in containers.flatMap(\.ports) where port.isTCP {
      guard let number = UInt16(exactly: port.containerPort) else { continue }
      if !declaredPorts.contains(number) { declaredPorts.append(number) }
      if let name = port.name { portsByName[name, default: []].insert(number) }
    }
    probePaths = [:]
    for container in containers {
      for probe in container.probes {
        guard let (port, path) = Self.httpProbe(probe, of: container) else { continue }
        probePaths[port, default: []].insert(path)
      }
    }
    defaultPolicyAnnotation = annotations[DefaultInboundPolicy.annotation]
    opaquePorts = PortSet(annotations[Self.opaquePortsAnnotation])
    unreadableOpaquePorts = annotations[Self.opaquePortsAnnotation]
      .flatMap { PortSet.isValid($0) ? nil : $0 }
    requireIdentityPorts = PortSet(annotations[Self.requireIdentityAnnotation])
    skippedPorts = PortSet(
      annotations[Self.skipInboundPortsAnnotation] ?? mesh.skippedInboundPorts)
    let isWatched = labels[Self.controlPlaneLabel] != nil
    enforcement = !pod.hasProxy ? .unmeshed : isWatched ? .enforced : .startupDefault
  }

  /// What is known of an external workload (`W-1`).
  public init(_ workload: ExternalWorkload) {
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
    enforcement = .enforced
  }

  /// The port and path that a probe asks for; nil when it is no HTTP probe, or a broken one.
  ///
  /// - Parameters:
  ///   - probe: The probe.
  ///   - container: Its container, among whose ports a name is looked up (`P-10`).
  /// - Returns: The port and the path component.
  public static func httpProbe(_ probe: Probe, of container: Container) -> (UInt16, String)? {
    guard case .httpGet(let port, let text, _) = probe.action,
      let path = ProbePath.path(of: text ?? "/")
    else { return nil }
    switch port {
    case .number(let number):
      guard let number = UInt16(exactly: number), number > 0 else { return nil }
      return (number, path)
    case .name(let name):
      let match = container.ports.first { $0.isTCP && $0.name?.lowercased() == name.lowercased() }
      guard let match, let number = UInt16(exactly: match.containerPort) else { return nil }
      return (number, path)
    }
  }

  /// The ports that a Server claims on this workload, whether or not its selector fits (`P-7`).
  func ports(claimedBy port: IntOrString) -> Set<UInt16> {
    switch port {
    case .number(let number): UInt16(exactly: number).map { [$0] } ?? []
    case .name(let name): portsByName[name] ?? []
    }
  }

  /// Whether the Server selects this workload, by kind and labels.
  func isSelected(by server: Server) -> Bool {
    switch (server.selector, kind) {
    case (.pods(let selector), .pod), (.externalWorkloads(let selector), .externalWorkload):
      selector.matches(labels)
    default: false
    }
  }
}

extension Pod {
  /// The proxy's container, also as a native sidecar (`P-2`).
  public var proxyContainer: Container? {
    spec.containers.first { $0.name == "linkerd-proxy" }
      ?? spec.initContainers.first { $0.name == "linkerd-proxy" && $0.restartPolicy == "Always" }
  }

  /// Whether the pod has a proxy that enforces policy.
  public var hasProxy: Bool { proxyContainer != nil }
}
