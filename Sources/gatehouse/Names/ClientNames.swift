import KubernetesSnapshot
import LinkerdPolicy

/// Finds clients by the names that people give, and that the matrix prints.
struct ClientNames {
  /// The cluster.
  let policy: ResolvedPolicy
  /// The namespace of names that do not say theirs; nil to look in all.
  let namespace: String?
  /// What a client proves that is named by its address.
  let request: RequestOptions

  /// A client, and how it is printed.
  struct Match {
    /// The client.
    var client: MatrixClient
    /// Its name.
    var title: String
  }

  /// The clients that a text means.
  ///
  /// - Parameter text: `sa/web`, `emojivoto/web`, `po/x`, `kubelet`, `10.1.2.3`, …
  /// - Returns: At least one; several for a namespace, or for a workload with several accounts.
  /// - Throws: A `CommandError` that names what was near.
  func matches(_ text: String) throws(CommandError) -> [Match] {
    if let address = IPAddress(text) { return [client(at: address, text)] }
    if request.identity != nil || request.tls != nil {
      throw .usage("--identity and --tls go with an address; \(text) says who it is by itself")
    }
    let rows = MatrixClient.clients(of: policy)
    if let row = rows.first(where: { Self.keywords[text] == $0.id || $0.title == text }) {
      return [Match(client: row, title: row.title)]
    }
    for reading in TypedName.readings(of: text) {
      let namespaces =
        (reading.namespace ?? namespace).map { [$0] } ?? policy.namespaces.keys.sorted()
      let found = namespaces.map { matches(reading, in: $0, rows: rows) }.filter { !$0.isEmpty }
      if found.count > 1 {
        throw .input(
          "\(text) means several: "
            + "\(found.compactMap { $0.first?.title }.joined(separator: ", ")); say which with -n")
      }
      if let first = found.first { return first }
    }
    let members = rows.filter { $0.namespace == text }
    if !members.isEmpty { return members.map { Match(client: $0, title: $0.title) } }
    throw .input("there is no client \(text)" + question(for: text, rows: rows))
  }

  private static let keywords: [String: MatrixClient.ID] = [
    "unmeshed": .unmeshedPod, "outside": .outside, "kubelet": .kubelet, "other": .otherIdentity,
  ]

  private func question(for text: String, rows: [MatrixClient]) -> String {
    let accounts = rows.compactMap { row -> [String]? in
      guard case .serviceAccount(_, let name) = row.id else { return nil }
      return [row.title, "sa/\(name)"]
    }
    let workloads = policy.workloads.map(\.id.shortDescription)
    let all = Set(accounts.joined() + workloads + rows.map(\.title) + Self.keywords.keys)
    return Suggestion.question(for: text, among: all)
  }

  private func client(at address: IPAddress, _ text: String) -> Match {
    let tls: Client.TLS =
      if let identity = request.identity {
        .identity(identity)
      } else {
        request.tls == "anonymous" ? .anonymous : .none
      }
    let proof =
      switch tls {
      case .none: ""
      case .anonymous: " (mesh TLS without an identity)"
      case .identity(let identity): " (\(identity))"
      }
    return Match(
      client: MatrixClient(id: .unmeshedPod, client: Client(address: .known(address), tls: tls)),
      title: text + proof)
  }

  private func matches(
    _ name: TypedName, in namespace: String, rows: [MatrixClient]
  ) -> [Match] {
    guard let contents = policy.namespaces[namespace] else { return [] }
    switch name.kind {
    case .serviceAccount, nil: return account(name.name, in: namespace, rows: rows)
    case .externalWorkload:
      return rows.filter { $0.id == .externalWorkload(namespace: namespace, name: name.name) }
        .map { Match(client: $0, title: $0.title) }
    case .namespace:
      return name.name == namespace
        ? rows.filter { $0.id == .unmeshed(namespace: namespace) }
          .map { Match(client: $0, title: $0.title) } : []
    case .service: return []
    case let kind?:
      return contents.workloads.flatMap { workload in
        workload.variants.compactMap { variant -> Match? in
          let pods = variant.pods.filter { kind != .pod || $0.id.name == name.name }
          let isMeant =
            kind == .pod
            ? !pods.isEmpty && !variant.pods[0].isTemplate
            : workload.id.kind == kind && workload.id.name == name.name
          return isMeant ? pod(pods, variant, workload, as: name) : nil
        }
      }
    }
  }

  /// An account with meshed pods, or one that exists without any.
  private func account(
    _ name: String, in namespace: String, rows: [MatrixClient]
  ) -> [Match] {
    let id = MatrixClient.ID.serviceAccount(namespace: namespace, name: name)
    if let row = rows.first(where: { $0.id == id }) {
      return [Match(client: row, title: row.title)]
    }
    let contents = policy.snapshot.namespaces[namespace]
    let isUsed = policy.namespaces[namespace]?.workloads.contains { $0.serviceAccount == name }
    guard contents?.serviceAccounts[name] != nil || isUsed == true else { return [] }
    let identity = policy.mesh.identity(serviceAccount: name, namespace: namespace)
    let client = Client(
      address: .inside(policy.mesh.clusterNetworks), tls: .identity(identity))
    return [
      Match(client: MatrixClient(id: id, client: client), title: "\(namespace)/\(name)")
    ]
  }

  /// Pods as clients: their addresses, and what they prove.
  private func pod(
    _ pods: [ResolvedWorkload.Instance], _ variant: ResolvedWorkload.Variant,
    _ workload: ResolvedWorkload, as name: TypedName
  ) -> Match {
    let addresses = pods.compactMap(\.address)
    let isMeshed = variant.inbound.enforcement != .unmeshed
    let identity = policy.mesh.identity(
      serviceAccount: workload.serviceAccount, namespace: workload.namespace)
    let client = Client(
      address: addresses.isEmpty
        ? .inside(policy.mesh.clusterNetworks) : .known(addresses.map(\.unmapped)),
      tls: isMeshed ? .identity(identity) : .none)
    let id: MatrixClient.ID =
      isMeshed
      ? .serviceAccount(namespace: workload.namespace, name: workload.serviceAccount)
      : .unmeshed(namespace: workload.namespace)
    let short = name.kind.map { "\($0.shortName)/\(name.name)" } ?? name.name
    return Match(
      client: MatrixClient(id: id, client: client), title: "\(workload.namespace)/\(short)")
  }
}
