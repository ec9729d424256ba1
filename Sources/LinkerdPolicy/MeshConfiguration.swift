public import KubernetesSnapshot

/// What the control plane is configured with, as far as it decides who may talk to whom (`0.1`).
public struct MeshConfiguration: Hashable, Sendable {
  /// The networks that the `cluster-…` modes mean.
  public var clusterNetworks: [IPNetwork]
  /// The networks from which probes are let in; none means that there are no probe routes.
  public var probeNetworks: [IPNetwork]
  /// The default policy of pods without an annotation.
  public var defaultInboundPolicy: DefaultInboundPolicy
  /// The domain that ends every identity.
  public var identityTrustDomain: String
  /// The namespace that identities name.
  public var controlPlaneNamespace: String
  /// Ports that injection makes opaque when a pod declares them (`D-9`), as a comma list.
  public var defaultOpaquePorts: String
  /// Ports that skip the proxy when the pod does not say which, as a comma list (`E-40`).
  public var skippedInboundPorts: String
  /// Whether injection makes the proxy a native sidecar.
  public var injectsNativeSidecar: Bool
  /// The control plane's release, whose rules apply; nil when it is not known, so that the newest
  /// known rules do.
  public var linkerdVersion: LinkerdVersion?

  /// The configuration of an installation with the chart's defaults.
  ///
  /// - Parameter version: The release, since defaults changed (A.5); nil when it is not known.
  public init(version: LinkerdVersion? = nil) {
    linkerdVersion = version
    let rules = LinkerdRules(version: version ?? .newest)
    clusterNetworks = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"]
      .compactMap(IPNetwork.init)
    if rules.defaultsHaveIPv6, let local = IPNetwork("fd00::/8") { clusterNetworks.append(local) }
    probeNetworks =
      !rules.hasRoutes ? [] : rules.defaultsHaveIPv6 ? [.anyIPv4, .anyIPv6] : [.anyIPv4]
    injectsNativeSidecar = rules.injectsNativeSidecar
    defaultInboundPolicy = .allUnauthenticated
    identityTrustDomain = "cluster.local"
    controlPlaneNamespace = "linkerd"
    defaultOpaquePorts = "25,587,3306,4444,5432,6379,9300,11211"
    skippedInboundPorts = "4567,4568"
  }

  /// How the control plane's release decides.
  var rules: LinkerdRules { LinkerdRules(version: linkerdVersion ?? .newest) }

  /// The mesh identity of a ServiceAccount (`N-1`).
  ///
  /// - Parameters:
  ///   - serviceAccount: The account's name.
  ///   - namespace: Its namespace.
  /// - Returns: `web.emojivoto.serviceaccount.identity.linkerd.cluster.local`
  public func identity(serviceAccount: String, namespace: String) -> String {
    identity(serviceAccount: serviceAccount, namespace: namespace, controlPlane: nil)
  }

  /// The mesh identity of a ServiceAccount, as a policy may misname the control plane (`O-22`).
  func identity(serviceAccount: String, namespace: String, controlPlane: String?) -> String {
    "\(serviceAccount).\(namespace).serviceaccount.identity."
      + "\(controlPlane ?? controlPlaneNamespace).\(identityTrustDomain)"
  }

  /// The text that means every ServiceAccount of a namespace (`N-2`).
  func namespaceIdentity(_ namespace: String) -> String {
    identity(serviceAccount: "*", namespace: namespace)
  }
}

/// Fields of the mesh configuration that the user sets, whatever the cluster says.
public struct MeshConfigurationOverrides: Hashable, Sendable {
  /// The networks that the `cluster-…` modes mean.
  public var clusterNetworks: [IPNetwork]?
  /// The networks from which probes are let in.
  public var probeNetworks: [IPNetwork]?
  /// The default policy of pods without an annotation.
  public var defaultInboundPolicy: DefaultInboundPolicy?
  /// The domain that ends every identity.
  public var identityTrustDomain: String?
  /// The namespace that identities name.
  public var controlPlaneNamespace: String?
  /// The release whose rules apply.
  public var linkerdVersion: String?

  /// No overrides.
  public init() {}
}
