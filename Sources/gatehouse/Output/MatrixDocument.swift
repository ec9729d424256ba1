import KubernetesSnapshot
import LinkerdPolicy

/// A matrix as JSON (`AccessMatrix` in `docs/json.md`).
struct MatrixDocument: Encodable {
  /// What a column stands for.
  let by: String
  /// The rows.
  let clients: [Client]
  /// The columns.
  let targets: [Target]
  /// Each client with each target, by target and then client.
  let cells: [Cell]

  /// A row.
  struct Client: Encodable {
    let name: String
    let namespace: String?
    let kind: String
    let identity: String?
    let addresses: [String]?
  }

  /// A column.
  struct Target: Encodable {
    let name: String
    let namespace: String
    let kind: String
    let ports: [Port]

    /// A port that the column holds.
    struct Port: Encodable {
      let workload: String
      let port: UInt16
      let names: [String]
    }
  }

  /// What a client may do with a target.
  struct Cell: Encodable {
    let client: String
    let target: String
    let verdict: String
    let ports: [Port]

    /// What it may do with one port.
    struct Port: Encodable {
      let workload: String
      let port: UInt16
      let verdict: String
    }
  }

  init(_ view: MatrixView) {
    let matrix = view.matrix
    by = matrix.grouping.rawValue
    clients = view.clients.map(Client.init)
    targets = view.targets.map { Target(matrix.targets[$0]) }
    cells = view.targets.flatMap { target in
      view.clients.indices.map { client in
        Cell(
          client: view.clients[client].title, target: matrix.targets[target].title,
          verdict: matrix[client: client, target: target].rawValue,
          ports: matrix.portVerdicts(client: client, target: target).map { port, verdict in
            Cell.Port(
              workload: port.workload.qualifiedName, port: port.resolved.number,
              verdict: verdict.rawValue)
          })
      }
    }
  }
}

extension MatrixDocument.Client {
  init(_ client: MatrixClient) {
    name = client.title
    namespace = client.namespace
    var isGroup = false
    switch client.id {
    case .serviceAccount: kind = "ServiceAccount"
    case .externalWorkload: kind = "ExternalWorkload"
    case .unmeshed: kind = "Unmeshed"
    case .namespace:
      kind = "Namespace"
      isGroup = true
    case .unmeshedPod: kind = "UnmeshedPod"
    case .outside: kind = "Outside"
    case .kubelet: kind = "Kubelet"
    case .otherIdentity: kind = "OtherIdentity"
    }
    // A namespace has as many identities as accounts, and another identity is anybody's guess.
    identity = isGroup || client.id == .otherIdentity ? nil : client.client.identity
    if case .known(let known) = client.client.address, !isGroup {
      addresses = known.map(\.description)
    } else {
      addresses = nil
    }
  }
}

extension MatrixDocument.Target {
  init(_ target: MatrixTarget) {
    name = target.title
    namespace = target.namespace
    switch target.id {
    case .serviceAccount(_, let name):
      kind = name.hasPrefix("externalworkload/") ? "ExternalWorkload" : "ServiceAccount"
    case .namespace: kind = "Namespace"
    case .workload: kind = "Workload"
    case .port: kind = "Port"
    }
    ports = target.ports.filter { !$0.resolved.isProxyPort }.map { port in
      Port(
        workload: port.workload.qualifiedName, port: port.resolved.number,
        names: port.resolved.names)
    }
  }
}
