import KubernetesSnapshot

/// The rows of a matrix, kept apart by namespace, so that a change costs what it touches.
struct MatrixRows: Sendable, Equatable {
  /// The rows, by namespace and name, pseudo-clients last.
  let clients: [MatrixClient]
  private let namespaces: [String: NamespaceRows]

  /// The rows of a cluster.
  ///
  /// - Parameters:
  ///   - policy: The resolved cluster.
  ///   - previous: Earlier rows, from which namespaces that did not change are taken over.
  /// - Complexity: O(pods); O(namespaces) when the rows are the same as before.
  init(_ policy: ResolvedPolicy, previous: (rows: MatrixRows, policy: ResolvedPolicy)? = nil) {
    let reusable = previous.flatMap { $0.policy.mesh == policy.mesh ? $0 : nil }
    var namespaces: [String: NamespaceRows] = [:]
    for (name, namespace) in policy.namespaces {
      if let reusable, reusable.policy.namespaces[name] == namespace {
        namespaces[name] = reusable.rows.namespaces[name]
      } else {
        namespaces[name] = NamespaceRows(namespace, mesh: policy.mesh)
      }
    }
    self.namespaces = namespaces
    if let reusable, reusable.rows.namespaces == namespaces {
      clients = reusable.rows.clients
      return
    }
    let ordered = namespaces.keys.sorted().compactMap { namespaces[$0] }
    let nodes = ordered.reduce(into: Set<IPAddress>()) { $0.formUnion($1.nodes) }
    clients = ordered.flatMap(\.clients) + Self.pseudoClients(mesh: policy.mesh, nodes: nodes)
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
}

extension [MatrixClient] {
  /// The rows that other clients have than before.
  ///
  /// - Parameter previous: The rows before.
  /// - Returns: Their positions; nil when the rows stand for something else than before.
  func changedRows(since previous: [MatrixClient]) -> [Int]? {
    if self == previous { return [] }
    guard count == previous.count else { return nil }
    var rows: [Int] = []
    for (row, (client, before)) in zip(self, previous).enumerated() {
      if client.id != before.id { return nil }
      if client != before { rows.append(row) }
    }
    return rows
  }
}

/// The rows that come from one namespace.
private struct NamespaceRows: Sendable, Equatable {
  /// Accounts with meshed pods, external workloads, then what is unmeshed.
  var clients: [MatrixClient] = []
  /// The addresses of the pods' nodes.
  var nodes: Set<IPAddress> = []

  init(_ namespace: ResolvedNamespace, mesh: MeshConfiguration) {
    var meshed: [String: Addresses] = [:]
    var unmeshed = Addresses()
    var externals: [MatrixClient] = []
    for workload in namespace.workloads {
      for variant in workload.variants {
        if let identity = workload.externalIdentity {
          var addresses = Addresses()
          addresses.add(variant.pods)
          externals.append(
            MatrixClient(
              id: .externalWorkload(namespace: namespace.name, name: workload.id.name),
              client: Client(address: addresses.address(mesh), tls: .identity(identity))))
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
    for (account, addresses) in meshed.sorted(by: { $0.key < $1.key }) {
      let identity = mesh.identity(serviceAccount: account, namespace: namespace.name)
      clients.append(
        MatrixClient(
          id: .serviceAccount(namespace: namespace.name, name: account),
          client: Client(address: addresses.address(mesh), tls: .identity(identity))))
    }
    clients += externals
    if !unmeshed.isEmpty {
      clients.append(
        MatrixClient(
          id: .unmeshed(namespace: namespace.name),
          client: Client(address: unmeshed.address(mesh), tls: .none)))
    }
  }
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
