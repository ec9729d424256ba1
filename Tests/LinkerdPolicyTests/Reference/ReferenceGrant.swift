import Foundation
import KubernetesSnapshot
import LinkerdPolicy

/// 0.2: an authorization: origin, networks, authentication.
struct ReferenceGrant {
  var origin: OracleCase.Reference
  /// The texts of the blocks, each with its exceptions.
  var networks: [(cidr: String, except: [String])]
  var authentication: Authentication

  enum Authentication {
    case unauthenticated
    case anyTLS
    /// Texts as in Z-6.
    case identities([String])
  }

  /// M-4: the proxy's own rule for its pod.
  static let localhost = ReferenceGrant(
    origin: .init(kind: "default", group: "", name: "localhost"),
    networks: [("127.0.0.1/32", []), ("::1/128", [])], authentication: .unauthenticated)

  /// E-17 … E-20.
  func admits(_ client: ReferenceClient) -> Bool {
    let isInside = networks.contains { block in
      Self.contains(block.cidr, client.address)
        && !block.except.contains { Self.contains($0, client.address) }
    }
    guard isInside else { return false }
    switch authentication {
    case .unauthenticated: return true
    case .anyTLS: return client.isMeshed
    case .identities(let texts):
      guard client.isMeshed, let identity = client.identity else { return false }
      return texts.contains { Self.fits($0, identity) }
    }
  }

  /// Z-6, E-20: `*` and `*.ending` mean DNS names; everything else is meant exactly.
  static func fits(_ text: String, _ identity: String) -> Bool {
    if text == identity { return true }
    if identity.contains("://") { return false }
    return text == "*" || (text.hasPrefix("*.") && identity.hasSuffix(text.dropFirst()))
  }

  /// Z-4, E-18: whether the leading bits agree; the families are never mixed.
  static func contains(_ cidr: String, _ address: String) -> Bool {
    let parts = cidr.components(separatedBy: "/")
    guard let block = bytes(parts[0]), let bytes = bytes(address), block.count == bytes.count else {
      return false
    }
    let length = parts.count == 2 ? Int(parts[1]) ?? 0 : block.count * 8
    for bit in 0..<length where mask(bit) & block[bit / 8] != mask(bit) & bytes[bit / 8] {
      return false
    }
    return true
  }

  /// A bit's place in its byte.
  static func mask(_ bit: Int) -> UInt8 { 0x80 >> UInt8(bit % 8) }

  /// The bytes of an address: 4 or 16.
  static func bytes(_ address: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, address, &bytes) == 1 { return Array(bytes.prefix(4)) }
    return inet_pton(AF_INET6, address, &bytes) == 1 ? bytes : nil
  }
}

/// E-11, E-12: a client as the proxy sees it.
struct ReferenceClient {
  var address: String
  var isMeshed: Bool
  var identity: String?

  init(_ tls: Client.TLS, _ address: IPAddress) {
    // IPv4-mapped IPv6 is unwrapped.
    let text = address.description
    self.address =
      text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    isMeshed = tls != .none
    if case .identity(let identity) = tls { self.identity = identity }
  }
}

extension ReferenceResolver {
  /// all that opens a Server.
  func grants(on server: Server) -> [ReferenceGrant] {
    let namespace = server.meta.namespace
    var grants: [ReferenceGrant] = []
    for object in serverAuthorizations where object.meta.namespace == namespace {
      // Z-1: by name, or by the Server's labels.
      let selects =
        switch object.server {
        case .name(let name): name == server.meta.name
        case .selector(let selector): Self.matches(selector, server.meta.labels)
        }
      if selects, let grant = grant(of: object) { grants.append(grant) }
    }
    for policy in authorizationPolicies where policy.meta.namespace == namespace {
      // the Server by name, or the Namespace kind, whose name nobody checks.
      let isServer =
        names(policy.target, kind: "Server", group: "policy.linkerd.io")
        && policy.target.name == server.meta.name
      let isNamespace = names(policy.target, kind: "Namespace", group: "core")
      if isServer || isNamespace, let grant = grant(of: policy) { grants.append(grant) }
    }
    // S-11: absent or invalid behaves as `deny`; S-12: whatever it grants comes on top.
    return grants + self.grants(ofMode: server.accessPolicy ?? "deny")
  }

  /// what opens a route beside what opens its Server.
  func grants(onRoute name: String, kind: String, group: String, namespace: String)
    -> [ReferenceGrant]
  {
    authorizationPolicies.filter { policy in
      policy.meta.namespace == namespace && names(policy.target, kind: kind, group: group)
        && policy.target.name.lowercased() == name.lowercased()
    }.compactMap(grant(of:))
  }

  /// D-2: what a mode yields; `deny` and what is no mode yield nothing.
  func grants(ofMode mode: String) -> [ReferenceGrant] {
    let cluster = mesh.clusterNetworks.map { (cidr: $0.description, except: [String]()) }
    let networks = mode.hasPrefix("cluster-") ? cluster : Self.everywhere
    let origin = OracleCase.Reference(kind: "default", group: "", name: mode)
    switch mode {
    case "all-unauthenticated", "cluster-unauthenticated", "audit":
      return [.init(origin: origin, networks: networks, authentication: .unauthenticated)]
    case "all-authenticated", "cluster-authenticated":
      return [.init(origin: origin, networks: networks, authentication: .identities(["*"]))]
    default: return []
    }
  }

  private static let everywhere: [(cidr: String, except: [String])] = [
    ("0.0.0.0/0", []), ("::/0", []),
  ]

  /// Z-3 … Z-7.
  private func grant(of object: ServerAuthorization) -> ReferenceGrant? {
    let client = object.client
    let authentication: ReferenceGrant.Authentication
    if client.unauthenticated == true {
      authentication = .unauthenticated
    } else if let meshTLS = client.meshTLS {
      if meshTLS.unauthenticatedTLS == true {
        authentication = .anyTLS
      } else {
        let accounts = (meshTLS.serviceAccounts ?? []).map {
          identity($0.name, $0.namespace ?? object.meta.namespace)
        }
        let all = (meshTLS.identities ?? []) + accounts
        // Z-5, 4: present but no identity: ignored entirely.
        if all.isEmpty { return nil }
        authentication = .identities(all)
      }
    } else {
      // Z-5, 5
      return nil
    }
    let written = (client.networks ?? []).map(texts)
    return ReferenceGrant(
      origin: .init(
        kind: "serverauthorization", group: "policy.linkerd.io", name: object.meta.name),
      networks: written.isEmpty ? mesh.clusterNetworks.map { ($0.description, []) } : written,
      authentication: authentication)
  }

  /// A-5 … A-9; nil when the whole policy is ignored.
  private func grant(of policy: AuthorizationPolicy) -> ReferenceGrant? {
    var identities: [[String]] = []
    var networks: [[(cidr: String, except: [String])]] = []
    for reference in policy.requiredAuthentications {
      let namespace = reference.namespace ?? policy.meta.namespace
      if names(reference, kind: "MeshTLSAuthentication", group: "policy.linkerd.io") {
        let found = meshTLSAuthentications.first {
          $0.meta.namespace == namespace && $0.meta.name == reference.name
        }
        // one that does not exist or is itself invalid.
        guard let found, let texts = self.identities(of: found) else { return nil }
        identities.append(texts)
      } else if names(reference, kind: "NetworkAuthentication", group: "policy.linkerd.io") {
        let found = networkAuthentications.first {
          $0.meta.namespace == namespace && $0.meta.name == reference.name
        }
        // an empty one is invalid.
        guard let found, !found.networks.isEmpty else { return nil }
        networks.append(found.networks.map(texts))
      } else if names(reference, kind: "ServiceAccount", group: "core") {
        identities.append([identity(reference.name, namespace)])
      } else {
        return nil
      }
    }
    // at most one of each sort.
    guard identities.count <= 1, networks.count <= 1 else { return nil }
    return ReferenceGrant(
      origin: .init(
        kind: "authorizationpolicy", group: "policy.linkerd.io", name: policy.meta.name),
      networks: networks.first ?? Self.everywhere,
      authentication: identities.first.map { .identities($0) } ?? .unauthenticated)
  }

  /// A-10 … A-12; nil when the authentication is invalid.
  private func identities(of object: MeshTLSAuthentication) -> [String]? {
    var texts = object.identities
    for reference in object.identityRefs {
      if names(reference, kind: "ServiceAccount", group: "core") {
        texts.append(identity(reference.name, reference.namespace ?? object.meta.namespace))
      } else if names(reference, kind: "Namespace", group: "core") {
        texts.append(identity("*", reference.name))
      } else {
        return nil
      }
    }
    return texts.isEmpty ? nil : texts
  }

  /// N-1, N-2.
  private func identity(_ account: String, _ namespace: String) -> String {
    [
      account, namespace, "serviceaccount", "identity", mesh.controlPlaneNamespace,
      mesh.identityTrustDomain,
    ].joined(separator: ".")
  }

  private func texts(_ block: NetworkBlock) -> (cidr: String, except: [String]) {
    (block.cidr.description, block.except.map(\.description))
  }
}
