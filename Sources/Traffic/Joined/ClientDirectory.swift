import KubernetesSnapshot
import LinkerdPolicy

/// Finds out who an observed client may be.
struct ClientDirectory: Sendable {
  /// Someone whom the client may be, and how the proxy sees them.
  ///
  /// It may stand for many: whoever comes from the cluster's networks is judged at once, and apart only
  /// where the address decides.
  struct Candidate: Sendable, Hashable {
    /// The rows of the matrix that it stands for; none for clients that have no row.
    var rows: [MatrixClient.ID]
    /// How the proxy sees them.
    var client: Client
    /// The addresses at which they are known to be, where the proxy may see them as apart.
    var addresses: [IPAddress] = []
  }

  private let mesh: MeshConfiguration
  private let byIdentity: [String: MatrixClient]
  private let rowOfAddress: [IPAddress: MatrixClient.ID]
  /// Whoever may come without mesh TLS: from the cluster's networks, from outside, and rows that are in both.
  private let unmeshed: [Candidate]

  init(_ policy: ResolvedPolicy) {
    mesh = policy.mesh
    let rows = MatrixClient.clients(of: policy)
    byIdentity = Dictionary(
      rows.filter { $0.id != .otherIdentity }.compactMap { row in
        row.client.identity.map { ($0, row) }
      }, uniquingKeysWith: { first, _ in first })
    var rowOfAddress: [IPAddress: MatrixClient.ID] = [:]
    for row in rows {
      guard case .known(let addresses) = row.client.address else { continue }
      for address in addresses where rowOfAddress[address] == nil || row.id == .kubelet {
        // Pods of the host's network share the node's address.
        rowOfAddress[address] = row.id
      }
    }
    self.rowOfAddress = rowOfAddress
    unmeshed = Self.unmeshed(rows, policy.mesh)
  }

  /// Who may come without mesh TLS, each network's clients as one.
  ///
  /// A meshed pod that skips the port, or its own proxy, comes so, too (`E-13`); but it has no row there.
  private static func unmeshed(
    _ rows: [MatrixClient], _ mesh: MeshConfiguration
  ) -> [Candidate] {
    func isInside(_ address: IPAddress) -> Bool {
      mesh.clusterNetworks.contains { $0.contains(address) }
    }
    var inside = Candidate(
      rows: [], client: Client(address: .inside(mesh.clusterNetworks), tls: .none))
    var outside = Candidate(
      rows: [], client: Client(address: .outside(mesh.clusterNetworks), tls: .none))
    var mixed: [Candidate] = []
    for row in rows {
      switch row.client.address {
      case .known(let addresses):
        let outer = addresses.filter { !isInside($0) }
        inside.addresses += outer.isEmpty ? addresses : addresses.filter(isInside)
        outside.addresses += outer
        guard row.client.tls == .none else { continue }
        if outer.isEmpty {
          inside.rows.append(row.id)
        } else if outer.count == addresses.count {
          outside.rows.append(row.id)
        } else {
          mixed.append(Candidate(rows: [row.id], client: row.client, addresses: addresses))
        }
      case .inside where row.client.tls == .none: inside.rows.append(row.id)
      case .outside(mesh.clusterNetworks) where row.client.tls == .none: outside.rows.append(row.id)
      case .outside where row.client.tls == .none:
        mixed.append(Candidate(rows: [row.id], client: row.client))
      case .inside, .outside: continue
      }
    }
    return [inside, outside] + mixed
  }

  /// Who a client may be.
  ///
  /// - Parameters:
  ///   - series: What was counted.
  ///   - addresses: The client's addresses, where the proxy's log names them.
  /// - Returns: The likeliest first; never none.
  func candidates(for series: TrafficSeries, at addresses: [IPAddress]) -> [Candidate] {
    if series.isLoopback { return [Self.loopback] }
    switch series.client {
    case .identity(let identity):
      guard let row = byIdentity[identity] else {
        return anywhere(.identity(identity), rows: [.otherIdentity])
      }
      return [Candidate(rows: [row.id], client: row.client, addresses: row.client.knownAddresses)]
    case .anonymous:
      return addresses.map {
        Candidate(rows: [row(at: $0)], client: Client(address: .known($0), tls: .anonymous))
      } + anywhere(.anonymous, rows: [])
    case .plain, .foreignTLS:
      if !addresses.isEmpty {
        return addresses.map { address in
          Self.loopbackNetworks.contains { $0.contains(address) }
            ? Self.loopback
            : Candidate(
              rows: [row(at: address)], client: Client(address: .known(address), tls: .none))
        }
      }
      return series.port == InboundWorkload.adminPort ? unmeshed + [Self.loopback] : unmeshed
    }
  }

  /// The same client at other addresses than its pods', as behind NAT, a node or a gateway.
  func elsewhere(_ candidate: Candidate) -> [Candidate] {
    anywhere(candidate.client.tls, rows: candidate.rows)
  }

  /// A candidate's addresses apart, as far as networks tell them apart.
  ///
  /// - Parameters:
  ///   - candidate: The candidate.
  ///   - blocks: The networks by which a port's policy decides.
  /// - Returns: A candidate for each set of addresses that lie in the same networks.
  /// - Complexity: O(addresses · networks).
  func parts(of candidate: Candidate, by blocks: [NetworkBlock]) -> [Candidate] {
    var order: [[Int]] = []
    var groups: [[Int]: [IPAddress]] = [:]
    for address in candidate.addresses {
      let key = blocks.indices.filter { blocks[$0].contains(address.unmapped) }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(address)
    }
    return order.map { key in
      let addresses = groups[key] ?? []
      var rows = candidate.rows
      if candidate.client.tls == .none {
        var seen: Set<MatrixClient.ID> = []
        rows = addresses.map(row).filter { seen.insert($0).inserted }
      }
      return Candidate(
        rows: rows, client: Client(address: .known(addresses), tls: candidate.client.tls))
    }
  }

  /// The row of a client at an address without mesh TLS.
  func row(at address: IPAddress) -> MatrixClient.ID {
    rowOfAddress[address]
      ?? (mesh.clusterNetworks.contains { $0.contains(address) } ? .unmeshedPod : .outside)
  }

  private func anywhere(_ tls: Client.TLS, rows: [MatrixClient.ID]) -> [Candidate] {
    unmeshed.prefix(2).map {
      Candidate(
        rows: rows, client: Client(address: $0.client.address, tls: tls), addresses: $0.addresses)
    }
  }

  private static let loopbackNetworks = ["127.0.0.0/8", "::1/128"].compactMap(IPNetwork.init)
  private static let loopback = Candidate(
    rows: [],
    client: Client(address: .known(["127.0.0.1"].compactMap { IPAddress($0) }), tls: .none))
}

extension Client {
  /// The addresses, where they are known.
  fileprivate var knownAddresses: [IPAddress] {
    if case .known(let addresses) = address { addresses } else { [] }
  }
}
