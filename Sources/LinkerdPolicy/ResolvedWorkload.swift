public import KubernetesSnapshot

/// A workload as people speak of it: a Deployment with its pods, a bare pod, an external workload.
public struct ResolvedWorkload: Hashable, Sendable, Identifiable {
  /// The Deployment, StatefulSet, …; the pod itself where nothing owns it.
  public var id: ResourceID
  /// The ServiceAccount of its pods.
  public var serviceAccount: String
  /// The mesh identity that an external workload presents; nil for pods, whose account says it.
  public var externalIdentity: String?
  /// The pods that are alike, with what holds for each; more than one kind during a roll-out.
  public var variants: [Variant]

  /// Pods that get the same policy.
  public struct Variant: Hashable, Sendable {
    /// What the controller knows of them.
    public var inbound: InboundWorkload
    /// The pods.
    public var pods: [Instance]
    /// The ports that people look for, sorted (`P-8`).
    public var ports: [ResolvedPort]
    /// The first pod itself: containers, probes, annotations; nil for an external workload.
    public var pod: Pod?

    /// A variant from its parts.
    public init(inbound: InboundWorkload, pods: [Instance], ports: [ResolvedPort], pod: Pod?) {
      self.inbound = inbound
      self.pods = pods
      self.ports = ports
      self.pod = pod
    }
  }

  /// A workload, or a part of one, from its parts.
  public init(
    id: ResourceID, serviceAccount: String, externalIdentity: String?, variants: [Variant]
  ) {
    self.id = id
    self.serviceAccount = serviceAccount
    self.externalIdentity = externalIdentity
    self.variants = variants
  }

  /// One pod or external workload.
  public struct Instance: Hashable, Sendable {
    /// The object; a template's pod bears the name of its workload.
    public var id: ResourceID
    /// Its primary address; nil in manifests.
    public var address: IPAddress?
    /// Its node's address; nil in manifests.
    public var hostAddress: IPAddress?
    /// Whether the pod does not exist, but would be made from the template.
    public var isTemplate: Bool

    /// An instance from its parts.
    public init(id: ResourceID, address: IPAddress?, hostAddress: IPAddress?, isTemplate: Bool) {
      self.id = id
      self.address = address
      self.hostAddress = hostAddress
      self.isTemplate = isTemplate
    }

    /// A pod, or one that a template would make.
    init(_ pod: Pod, isTemplate: Bool = false) {
      self.init(
        id: ResourceID(kind: .pod, namespace: pod.meta.namespace, name: pod.meta.name),
        address: pod.addresses.first, hostAddress: pod.hostAddress, isTemplate: isTemplate)
    }
  }

  /// The namespace.
  public var namespace: String { id.namespace }

  /// Whether a proxy enforces policy in every pod.
  public var isMeshed: Bool { variants.allSatisfy { $0.inbound.enforcement != .unmeshed } }

  /// Whether a proxy stands beside some pod.
  public var isPartlyMeshed: Bool { variants.contains { $0.inbound.enforcement != .unmeshed } }

  /// The pods of all variants.
  public var instances: [Instance] { variants.flatMap(\.pods) }

  /// The ports of all variants, sorted.
  public var portNumbers: [UInt16] {
    Set(variants.flatMap { $0.ports.map(\.number) }).sorted()
  }
}

/// One port of a workload, and how it is guarded.
public struct ResolvedPort: Hashable, Sendable {
  /// The number.
  public var number: UInt16
  /// The names that containers give it, sorted.
  public var names: [String]
  /// How it is guarded.
  public var guarding: Guarding

  /// How a port is guarded.
  public enum Guarding: Hashable, Sendable {
    /// By this policy.
    case enforced(InboundServer)
    /// Not at all: the pod has no proxy (`P-2`).
    case unmeshed
    /// Not at all: connections to the port skip the proxy (`E-40`).
    case skipped
    /// By the proxy's start-up default, which the snapshot does not tell (`E-3`).
    case startupDefault
  }

  /// The policy of an enforced port.
  public var server: InboundServer? {
    if case .enforced(let server) = guarding { server } else { nil }
  }

  /// Whether the port belongs to the proxy (`N-6`).
  public var isProxyPort: Bool { InboundWorkload.proxyPorts.contains(number) }
}
