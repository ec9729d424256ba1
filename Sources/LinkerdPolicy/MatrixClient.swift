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
    var rows: [MatrixClient] = []
    var nodes: Set<IPAddress> = []
    for namespace in policy.namespaces.keys.sorted() {
      var meshed: [String: Addresses] = [:]
      var unmeshed = Addresses()
      var externals: [MatrixClient] = []
      for workload in policy.namespaces[namespace]?.workloads ?? [] {
        for variant in workload.variants {
          if let identity = workload.externalIdentity {
            var addresses = Addresses()
            addresses.add(variant.pods)
            externals.append(
              MatrixClient(
                id: .externalWorkload(namespace: namespace, name: workload.id.name),
                client: Client(address: addresses.address(policy.mesh), tls: .identity(identity))))
            continue
          }
          nodes.formUnion(variant.pods.compactMap(\.hostAddress))
          if variant.inbound.enforcement == .unmeshed {
            unmeshed.add(variant.pods)
          } else {
            meshed[workload.serviceAccount, default: Addresses()].add(variant.pods)
          }
        }
      }
      for account in meshed.keys.sorted() {
        let identity = policy.mesh.identity(serviceAccount: account, namespace: namespace)
        rows.append(
          MatrixClient(
            id: .serviceAccount(namespace: namespace, name: account),
            client: Client(
              address: meshed[account]?.address(policy.mesh) ?? .inside([]),
              tls: .identity(identity))))
      }
      rows += externals
      if !unmeshed.isEmpty {
        rows.append(
          MatrixClient(
            id: .unmeshed(namespace: namespace),
            client: Client(address: unmeshed.address(policy.mesh), tls: .none)))
      }
    }
    return rows + pseudoClients(mesh: policy.mesh, nodes: nodes)
  }

  private static func pseudoClients(
    mesh: MeshConfiguration, nodes: Set<IPAddress>
  ) -> [MatrixClient] {
    let cluster = ClientAddress.inside(mesh.clusterNetworks)
    // Without nodes nothing is known of the kubelet's address: any will do.
    let kubelet: ClientAddress = nodes.isEmpty ? .outside([]) : .known(nodes.sorted())
    return [
      MatrixClient(id: .unmeshedPod, client: Client(address: cluster, tls: .none)),
      MatrixClient(
        id: .outside, client: Client(address: .outside(mesh.clusterNetworks), tls: .none)),
      MatrixClient(id: .kubelet, client: Client(address: kubelet, tls: .none)),
      MatrixClient(
        id: .otherIdentity,
        client: Client(address: cluster, tls: .identity("another.mesh.identity.invalid"))),
    ]
  }

  /// The addresses of a row's pods.
  private struct Addresses {
    var known: Set<IPAddress> = []
    var isEmpty = true

    mutating func add(_ pods: [ResolvedWorkload.Instance]) {
      isEmpty = isEmpty && pods.isEmpty
      known.formUnion(pods.compactMap(\.address))
    }

    func address(_ mesh: MeshConfiguration) -> ClientAddress {
      known.isEmpty ? .inside(mesh.clusterNetworks) : .known(known.sorted())
    }
  }
}
