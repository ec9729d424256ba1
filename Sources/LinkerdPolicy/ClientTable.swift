import KubernetesSnapshot

/// The clients of a matrix, so that an authorization judges all of them at once.
///
/// Authorizations name few identities, and the same networks again and again. So who has an identity
/// is looked up, and who connects from some networks is worked out once.
struct ClientTable: Sendable {
  /// The clients, in the order of the rows.
  let clients: [Client]
  private let withTLS: [Int]
  /// Those whose identity is a DNS name, of which endings speak.
  private let withName: [(row: Int, identity: String)]
  private let byIdentity: [String: [Int]]
  private var byNetworks: [[NetworkBlock]: [Admission]] = [:]
  private var byEnding: [String: [Int]] = [:]

  /// How far a client gets, worst first; what one authorization admits, no other takes back.
  private enum Admission: UInt8, Comparable {
    case refused, unknown, audited, admitted

    static func < (a: Admission, b: Admission) -> Bool { a.rawValue < b.rawValue }

    init(isInside: Truth) {
      switch isInside {
      case .no: self = .refused
      case .maybe: self = .unknown
      case .yes: self = .admitted
      }
    }

    var verdict: Verdict {
      switch self {
      case .refused: .deny
      case .unknown: .unknown
      case .audited: .audit
      case .admitted: .allow
      }
    }
  }

  /// How many networks and endings it remembers.
  var memory: Int { byNetworks.count + byEnding.count }

  /// A table of some clients.
  init(_ clients: [Client]) {
    self.clients = clients
    withTLS = clients.indices.filter { clients[$0].tls != .none }
    withName = clients.indices.compactMap { row in
      clients[row].identity.flatMap { IdentityMatch.isURI($0) ? nil : (row, $0) }
    }
    byIdentity = Dictionary(
      grouping: clients.indices.filter { clients[$0].identity != nil },
      by: { clients[$0].identity ?? "" })
  }

  /// What some authorizations, taken together, let each client do.
  ///
  /// - Parameter authorizations: The authorizations of a port or a route.
  /// - Returns: By client `allow`, `audit`, `deny`, or `unknown` where an address decides that is not
  ///   known.
  /// - Complexity: O(clients), and as much again for each authorization that names no identities.
  mutating func verdicts(_ authorizations: [ClientAuthorization]) -> [Verdict] {
    var best = Array(repeating: Admission.refused, count: clients.count)
    for authorization in authorizations {
      let inside = admissions(inside: authorization.networks)
      let most = authorization.origin == .default(.audit) ? Admission.audited : .admitted
      func admit(_ rows: some Sequence<Int>) {
        for row in rows { best[row] = max(best[row], min(inside[row], most)) }
      }
      switch authorization.authentication {
      case .unauthenticated: admit(clients.indices)
      case .anyTLS: admit(withTLS)
      case .identities(let match):
        for identity in match.exact { admit(byIdentity[identity] ?? []) }
        for ending in match.suffixes { admit(clients(endingIn: ending)) }
      }
    }
    return best.map(\.verdict)
  }

  private mutating func admissions(inside networks: [NetworkBlock]) -> [Admission] {
    if let known = byNetworks[networks] { return known }
    let inside = clients.map { Admission(isInside: $0.address.isInside(networks)) }
    byNetworks[networks] = inside
    return inside
  }

  private mutating func clients(endingIn ending: String) -> [Int] {
    if let known = byEnding[ending] { return known }
    let rows = withName.filter { $0.identity.hasSuffix(ending) }.map(\.row)
    byEnding[ending] = rows
    return rows
  }
}

extension ClientTable: Equatable {
  /// What has been worked out so far makes no difference.
  static func == (a: ClientTable, b: ClientTable) -> Bool { a.clients == b.clients }
}
