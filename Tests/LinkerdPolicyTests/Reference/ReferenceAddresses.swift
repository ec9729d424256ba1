import Foundation
import KubernetesSnapshot
import LinkerdPolicy

extension ReferenceResolver {
  /// Addresses that stand for all that a client may have.
  ///
  /// Whether an address is inside a block changes only at the block's ends. So the first and the last
  /// address of every block that occurs anywhere, and their neighbours, show all that can happen.
  func representatives(of address: ClientAddress) -> [IPAddress] {
    switch address {
    case .known(let addresses): return addresses
    case .inside(let networks):
      let inside = networks.map(\.description)
      return ends(of: inside).filter { candidate in
        inside.contains { ReferenceGrant.contains($0, candidate) }
      }.compactMap { IPAddress($0) }
    case .outside(let networks):
      let inside = networks.map(\.description)
      return ends(of: inside).filter { candidate in
        !inside.contains { ReferenceGrant.contains($0, candidate) }
      }.compactMap { IPAddress($0) }
    }
  }

  private func ends(of texts: [String]) -> Set<String> {
    var all = texts + ["0.0.0.0/0", "::/0", "::ffff:0:0/96"]
    all += (mesh.clusterNetworks + mesh.probeNetworks).map(\.description)
    let blocks =
      networkAuthentications.flatMap(\.networks)
      + serverAuthorizations.flatMap { $0.client.networks ?? [] }
    for id in pods.map(\.meta) + workloads.map(\.template.metadata) + namespaces.map(\.meta) {
      let subnets = id.annotations["config.linkerd.io/skip-subnets"] ?? ""
      all += subnets.components(separatedBy: ",")
    }
    for block in blocks { all += [block.cidr.description] + block.except.map(\.description) }
    // A client is never this pod itself, and never has an IPv4 address in IPv6 clothes (E-11).
    return Set(all.flatMap(Self.ends)).filter { $0 != "127.0.0.1" && $0 != "::1" }
      .filter { !ReferenceGrant.contains("::ffff:0:0/96", $0) }
  }

  /// The first and the last address of a block, and the ones before and after.
  private static func ends(of cidr: String) -> [String] {
    let parts = cidr.components(separatedBy: "/")
    guard let address = ReferenceGrant.bytes(parts[0]), parts.count == 2,
      let length = Int(parts[1])
    else { return [] }
    var (first, last) = (address, address)
    for bit in length..<address.count * 8 {
      first[bit / 8] &= ~ReferenceGrant.mask(bit)
      last[bit / 8] |= ReferenceGrant.mask(bit)
    }
    return [first, last, before(first), after(last)].map(text)
  }

  /// The next address down; the ends of the address space meet.
  private static func before(_ address: [UInt8]) -> [UInt8] {
    var address = address
    for index in address.indices.reversed() {
      address[index] &-= 1
      if address[index] != 255 { break }
    }
    return address
  }

  /// The next address up.
  private static func after(_ address: [UInt8]) -> [UInt8] {
    var address = address
    for index in address.indices.reversed() {
      address[index] &+= 1
      if address[index] != 0 { break }
    }
    return address
  }

  private static func text(_ address: [UInt8]) -> String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = address.count == 4 ? AF_INET : AF_INET6
    inet_ntop(family, address, &buffer, socklen_t(buffer.count))
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
  }
}
