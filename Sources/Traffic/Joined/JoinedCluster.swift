import LinkerdPolicy

/// A cluster as traffic is joined with it: where its proxies and clients are, and what was judged already.
struct JoinedCluster: Sendable {
  /// The pods with a proxy.
  let proxies: ProxyDirectory
  /// Who is at which address.
  let clients: ClientDirectory
  /// What the model said so far.
  var judgement: EdgeJudgement
  private let mesh: MeshConfiguration
  private let namespaces: [String: ResolvedNamespace]

  /// A cluster about which nothing was asked yet.
  ///
  /// - Complexity: O(pods).
  init(_ policy: ResolvedPolicy) {
    proxies = ProxyDirectory(policy)
    clients = ClientDirectory(policy)
    judgement = EdgeJudgement(policy, clients: clients)
    mesh = policy.mesh
    namespaces = policy.namespaces
  }

  /// Whether a policy says the same.
  func isOf(_ policy: ResolvedPolicy) -> Bool {
    mesh == policy.mesh && namespaces == policy.namespaces
  }
}
