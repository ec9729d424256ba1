import KubernetesSnapshot
import LinkerdPolicy

/// Finds out who an observed client may be.
struct ClientDirectory {
  /// Someone whom the client may be, and how the proxy sees them.
  struct Candidate: Hashable {
    /// The row of the matrix; nil for clients that have none.
    var row: MatrixClient.ID?
    /// How the proxy sees them.
    var client: Client
  }

  private let mesh: MeshConfiguration
  private let rows: [MatrixClient]
  private let byIdentity: [String: MatrixClient]
  private let rowOfAddress: [IPAddress: MatrixClient.ID]
  private let meshedAddresses: [IPAddress]

  /// A row with more addresses is judged as a whole only.
  private static let longestList = 64

  init(_ policy: ResolvedPolicy) {
    mesh = policy.mesh
    rows = MatrixClient.clients(of: policy)
    byIdentity = Dictionary(
      rows.filter { $0.id != .otherIdentity }.compactMap { row in
        row.client.identity.map { ($0, row) }
      }, uniquingKeysWith: { first, _ in first })
    var rowOfAddress: [IPAddress: MatrixClient.ID] = [:]
    var meshed: [IPAddress] = []
    for row in rows {
      guard case .known(let addresses) = row.client.address else { continue }
      for address in addresses {
        // Pods of the host's network share the node's address.
        if rowOfAddress[address] == nil || row.id == .kubelet { rowOfAddress[address] = row.id }
        if row.client.identity != nil { meshed.append(address) }
      }
    }
    self.rowOfAddress = rowOfAddress
    meshedAddresses = meshed
  }

  /// Who a client may be.
  ///
  /// - Parameters:
  ///   - series: What was counted.
  ///   - addresses: The client's addresses, where the proxy's log names them.
  /// - Returns: The likeliest first; never none.
  func candidates(for series: TrafficSeries, at addresses: [IPAddress]) -> [Candidate] {
    if series.isLoopback { return [Candidate(row: nil, client: Self.loopback)] }
    switch series.client {
    case .identity(let identity):
      if let row = byIdentity[identity] {
        return [Candidate(row: row.id, client: row.client)]
          + each(row.client).map { Candidate(row: row.id, client: $0) }
      }
      return anywhere(.identity(identity)).map { Candidate(row: .otherIdentity, client: $0) }
    case .anonymous:
      return addresses.map {
        Candidate(row: row(at: $0), client: Client(address: .known($0), tls: .anonymous))
      }
        + anywhere(.anonymous).map { Candidate(row: nil, client: $0) }
    case .plain, .foreignTLS:
      if !addresses.isEmpty {
        return addresses.map {
          Candidate(row: row(at: $0), client: Client(address: .known($0), tls: .none))
        }
      }
      let unmeshed = rows.filter { $0.client.tls == .none }
      let named = unmeshed.flatMap { row in
        ([row.client] + each(row.client)).map { Candidate(row: row.id, client: $0) }
      }
      // A meshed pod that skips the port, or its own proxy, comes without mesh TLS (`E-13`).
      let bare = meshedAddresses.map {
        Candidate(row: rowOfAddress[$0], client: Client(address: .known($0), tls: .none))
      }
      let inside =
        series.port == InboundWorkload.adminPort ? [Candidate(row: nil, client: Self.loopback)] : []
      return named + bare + inside
    }
  }

  /// The same client at other addresses than its pods', as behind NAT, a node or a gateway.
  func elsewhere(_ candidate: Candidate) -> [Candidate] {
    anywhere(candidate.client.tls).map { Candidate(row: candidate.row, client: $0) }
  }

  /// The row of a client at an address without mesh TLS.
  func row(at address: IPAddress) -> MatrixClient.ID {
    rowOfAddress[address]
      ?? (mesh.clusterNetworks.contains { $0.contains(address) } ? .unmeshedPod : .outside)
  }

  private func anywhere(_ tls: Client.TLS) -> [Client] {
    let nodes = rows.filter { $0.id == .kubelet }.map(\.client.address)
    return
      ([.inside(mesh.clusterNetworks), .outside(mesh.clusterNetworks)] + nodes)
      .map { Client(address: $0, tls: tls) }
      + meshedAddresses.prefix(Self.longestList).map { Client(address: .known($0), tls: tls) }
      + rows.filter { $0.client.tls == .none }.flatMap { each($0.client) }
      .map { Client(address: $0.address, tls: tls) }
  }

  /// A client with several addresses, at each of them.
  private func each(_ client: Client) -> [Client] {
    guard case .known(let addresses) = client.address,
      (2...Self.longestList).contains(addresses.count)
    else { return [] }
    return addresses.map { Client(address: .known($0), tls: client.tls) }
  }

  private static let loopback = Client(
    address: .known(["127.0.0.1"].compactMap { IPAddress($0) }), tls: .none)
}
