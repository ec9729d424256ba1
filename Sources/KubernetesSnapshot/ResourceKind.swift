/// The kinds of object that decide, or are shown beside, an authorization.
///
/// The list is closed: anything else in a source is counted and ignored.
public enum ResourceKind: String, CaseIterable, Sendable, Hashable, Codable {
  case namespace = "Namespace"
  case pod = "Pod"
  case serviceAccount = "ServiceAccount"
  case service = "Service"
  case configMap = "ConfigMap"
  case replicationController = "ReplicationController"
  case deployment = "Deployment"
  case statefulSet = "StatefulSet"
  case daemonSet = "DaemonSet"
  case replicaSet = "ReplicaSet"
  case job = "Job"
  case cronJob = "CronJob"
  case server = "Server"
  case serverAuthorization = "ServerAuthorization"
  case authorizationPolicy = "AuthorizationPolicy"
  case meshTLSAuthentication = "MeshTLSAuthentication"
  case networkAuthentication = "NetworkAuthentication"
  case linkerdHTTPRoute = "HTTPRoute.policy.linkerd.io"
  case gatewayHTTPRoute = "HTTPRoute.gateway.networking.k8s.io"
  case grpcRoute = "GRPCRoute"
  case httpLocalRateLimitPolicy = "HTTPLocalRateLimitPolicy"
  case egressNetwork = "EgressNetwork"
  case externalWorkload = "ExternalWorkload"

  /// The kind of an object, from the two fields that name it.
  ///
  /// - Parameters:
  ///   - apiVersion: `v1`, `policy.linkerd.io/v1beta3`, …
  ///   - kind: `Server`, `HTTPRoute`, …
  public init?(apiVersion: String, kind: String) {
    let group =
      apiVersion.split(separator: "/", maxSplits: 1).count == 2
      ? String(apiVersion.prefix { $0 != "/" }) : ""
    guard let match = Self.byName[kind]?.first(where: { $0.group == group }) else { return nil }
    self = match
  }

  private static let byName = Dictionary(grouping: allCases, by: \.kind)

  /// The `kind` field, without the group: `HTTPRoute` for the routes of both groups.
  public var kind: String {
    switch self {
    case .linkerdHTTPRoute, .gatewayHTTPRoute: "HTTPRoute"
    default: rawValue
    }
  }

  /// The API group; empty for the core group.
  public var group: String {
    switch self {
    case .namespace, .pod, .serviceAccount, .service, .configMap, .replicationController: ""
    case .deployment, .statefulSet, .daemonSet, .replicaSet: "apps"
    case .job, .cronJob: "batch"
    case .server, .serverAuthorization, .authorizationPolicy, .meshTLSAuthentication,
      .networkAuthentication, .linkerdHTTPRoute, .httpLocalRateLimitPolicy, .egressNetwork:
      "policy.linkerd.io"
    case .gatewayHTTPRoute, .grpcRoute: "gateway.networking.k8s.io"
    case .externalWorkload: "workload.linkerd.io"
    }
  }

  /// The versions that some release serves, newest first. Older views lose fields (`S-11`).
  public var servedVersions: [String] {
    switch self {
    case .server: ["v1beta3", "v1beta2", "v1beta1", "v1alpha1"]
    case .serverAuthorization: ["v1beta1", "v1alpha1"]
    case .linkerdHTTPRoute: ["v1beta3", "v1beta2", "v1beta1", "v1alpha1"]
    case .gatewayHTTPRoute: ["v1", "v1beta1", "v1alpha2"]
    case .grpcRoute: ["v1", "v1alpha2"]
    case .authorizationPolicy, .meshTLSAuthentication, .networkAuthentication,
      .httpLocalRateLimitPolicy, .egressNetwork:
      ["v1alpha1"]
    case .externalWorkload: ["v1beta1", "v1alpha1"]
    case .cronJob: ["v1", "v1beta1"]
    default: ["v1"]
    }
  }

  /// The `apiVersion` of the newest version that some release serves.
  public var newestAPIVersion: String {
    let version = servedVersions.first ?? "v1"
    return group.isEmpty ? version : "\(group)/\(version)"
  }

  /// The plural in API paths: `servers`, `networkauthentications`, …
  public var plural: String {
    let name = kind.lowercased()
    return name.hasSuffix("y") ? name.dropLast() + "ies" : name + "s"
  }

  /// Whether objects of this kind live in a namespace.
  public var isNamespaced: Bool { self != .namespace }

  /// Whether the kind makes pods from a template.
  public var isWorkload: Bool {
    switch self {
    case .deployment, .statefulSet, .daemonSet, .replicaSet, .job, .cronJob,
      .replicationController:
      true
    default: false
    }
  }

  /// kubectl's short name, as in `deploy/web`.
  public var shortName: String {
    switch self {
    case .namespace: "ns"
    case .pod: "po"
    case .serviceAccount: "sa"
    case .service: "svc"
    case .configMap: "cm"
    case .replicationController: "rc"
    case .deployment: "deploy"
    case .statefulSet: "sts"
    case .daemonSet: "ds"
    case .replicaSet: "rs"
    case .cronJob: "cj"
    case .server: "srv"
    case .serverAuthorization: "saz"
    case .authorizationPolicy: "authzpolicy"
    case .meshTLSAuthentication: "meshtlsauthn"
    case .networkAuthentication: "netauthn"
    default: kind.lowercased()
    }
  }
}
