import KubernetesSnapshot

/// What happens on a port that no Server selects, or beside what a Server's policies allow (`D-1`).
public enum DefaultInboundPolicy: String, CaseIterable, Hashable, Sendable {
  case allUnauthenticated = "all-unauthenticated"
  case allAuthenticated = "all-authenticated"
  case clusterUnauthenticated = "cluster-unauthenticated"
  case clusterAuthenticated = "cluster-authenticated"
  case deny
  case audit

  /// The annotation that sets the policy for a pod, or for pods that are yet to be made.
  public static let annotation = "config.linkerd.io/default-inbound-policy"

  /// The policy on a port that asks for an identity; `deny` and `audit` stay as they are (`D-10`).
  var requiringIdentity: DefaultInboundPolicy {
    switch self {
    case .allUnauthenticated: .allAuthenticated
    case .clusterUnauthenticated: .clusterAuthenticated
    default: self
    }
  }

  /// The authorization that the policy grants; none under `deny` (`D-2`).
  ///
  /// - Parameter clusterNetworks: The networks that the `cluster-…` modes mean.
  /// - Returns: The allow rule, or nil.
  func authorization(clusterNetworks: [IPNetwork]) -> ClientAuthorization? {
    switch self {
    case .deny:
      nil
    case .allUnauthenticated, .audit:
      ClientAuthorization(
        origin: .default(self), networks: .everywhere, authentication: .unauthenticated)
    case .allAuthenticated:
      ClientAuthorization(
        origin: .default(self), networks: .everywhere,
        authentication: .identities(.anyDNSIdentity))
    case .clusterUnauthenticated:
      ClientAuthorization(
        origin: .default(self), networks: clusterNetworks.map { NetworkBlock(cidr: $0) },
        authentication: .unauthenticated)
    case .clusterAuthenticated:
      ClientAuthorization(
        origin: .default(self), networks: clusterNetworks.map { NetworkBlock(cidr: $0) },
        authentication: .identities(.anyDNSIdentity))
    }
  }
}

extension [NetworkBlock] {
  /// Every address of both families.
  static var everywhere: [NetworkBlock] {
    [NetworkBlock(cidr: .anyIPv4), NetworkBlock(cidr: .anyIPv6)]
  }
}
