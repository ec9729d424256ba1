import KubernetesSnapshot

/// A row of the matrix: who connects.
public struct MatrixClient: Hashable, Sendable, Identifiable {
  /// What the row stands for.
  public enum ID: Hashable, Sendable {
    /// The meshed pods of a ServiceAccount.
    case serviceAccount(namespace: String, name: String)
    /// An external workload, which has an identity of its own.
    case externalWorkload(namespace: String, name: String)
    /// The pods of a namespace that have no proxy.
    case unmeshed(namespace: String)
    /// Every client of a namespace, where rows are namespaces.
    case namespace(String)
    /// Any pod without a proxy.
    case unmeshedPod
    /// Any address that is not the cluster's.
    case outside
    /// The kubelet, which makes health probes and nothing else where there are any.
    case kubelet
    /// A mesh client whose identity no policy names.
    case otherIdentity
  }

  /// What the row stands for.
  public var id: ID
  /// How a server's proxy sees the client.
  public var client: Client

  /// A row from its parts.
  public init(id: ID, client: Client) {
    self.id = id
    self.client = client
  }

  /// The namespace, for rows that have one.
  public var namespace: String? {
    switch id {
    case .serviceAccount(let namespace, _), .externalWorkload(let namespace, _),
      .unmeshed(let namespace), .namespace(let namespace):
      namespace
    default: nil
    }
  }

  /// The row's name without the namespace.
  public var name: String {
    switch id {
    case .serviceAccount(_, let name): name
    case .externalWorkload(_, let name): "externalworkload/\(name)"
    case .unmeshed: "(unmeshed)"
    case .namespace(let name): name
    case .unmeshedPod: "unmeshed pod in the cluster"
    case .outside: "outside the cluster"
    case .kubelet: "kubelet"
    case .otherIdentity: "another mesh identity"
    }
  }

  /// The name that commands accept and print: `emojivoto/web`, `kubelet`.
  public var title: String {
    switch id {
    case .serviceAccount, .externalWorkload, .unmeshed: "\(namespace ?? "")/\(name)"
    default: name
    }
  }

  /// The rows of a cluster: accounts with meshed pods, external workloads, what is unmeshed, and the
  /// clients that every cluster has.
  ///
  /// - Parameter policy: The resolved cluster.
  /// - Returns: The rows, by namespace and name, pseudo-clients last.
  /// - Complexity: O(pods).
  public static func clients(of policy: ResolvedPolicy) -> [MatrixClient] {
    MatrixRows(policy).clients
  }
}
