public import KubernetesSnapshot

/// What a Server gets of what it asks for.
public struct ServerClaim: Hashable, Sendable {
  /// The Server.
  public var server: ResourceID
  /// How many ports of workloads it owns.
  public var owned: Int
  /// The ports that another Server owns, each once: an older one (`S-15`), or any as chance has it
  /// (`O-1`).
  public var hiddenBy: [HiddenPort]
  /// Workloads that the Server selects, but which have no port of the name that it gives (`P-7`);
  /// sorted.
  public var withoutPort: [ResourceID]
  /// Whether the release leaves it to chance which of several Servers owns a port (`O-1`).
  public var isLeftToChance: Bool

  /// A port that belongs, or may belong, to another Server.
  public struct HiddenPort: Hashable, Sendable, Comparable {
    /// The port.
    public var port: UInt16
    /// The Server that owns it.
    public var owner: String

    /// By port, then owner.
    public static func < (a: HiddenPort, b: HiddenPort) -> Bool {
      (a.port, a.owner) < (b.port, b.owner)
    }
  }
}

extension ResolvedNamespace {
  /// What each Server gets, sorted by name.
  public var serverClaims: [ServerClaim] {
    let isLeftToChance = !policy.rules.oldestServerOwnsPort
    var owned: [String: Int] = [:]
    var hidden: [String: Set<ServerClaim.HiddenPort>] = [:]
    var without: [String: Set<ResourceID>] = [:]
    for (workload, variant) in workloads.flatMap({ workload in
      workload.variants.map { (workload.id, $0) }
    }) {
      for (server, _) in policy.serversWithoutPort(on: variant.inbound) {
        without[server.meta.name, default: []].insert(workload)
      }
      let selecting = policy.selecting(variant.inbound)
      for port in variant.ports {
        let claimants = selecting.claimants(of: port.number, on: variant.inbound)
        let names = claimants.map(\.server.meta.name)
        guard let owner = names.first else { continue }
        let owners = isLeftToChance ? names : [owner]
        if owners.count == 1 { owned[owner, default: 0] += 1 }
        for owner in owners {
          for loser in names where loser != owner {
            hidden[loser, default: []].insert(.init(port: port.number, owner: owner))
          }
        }
      }
    }
    return policy.servers.map(\.server.meta.name).sorted().map { server in
      ServerClaim(
        server: ResourceID(kind: .server, namespace: name, name: server),
        owned: owned[server] ?? 0, hiddenBy: (hidden[server] ?? []).sorted(),
        withoutPort: (without[server] ?? []).sorted(), isLeftToChance: isLeftToChance)
    }
  }
}

extension ResolvedPolicy {
  /// Running pods whose default policy is not the one that their namespace would give them (`D-5`).
  ///
  /// - Parameter namespace: The namespace.
  /// - Returns: The pods, sorted; none where the namespace sets no valid default.
  public func podsWithAnotherDefault(in namespace: String) -> [ResourceID] {
    let key = DefaultInboundPolicy.annotation
    guard let mode = setting(at: .namespace(namespace)),
      let contents = snapshot.namespaces[namespace]
    else { return [] }
    return (namespaces[namespace]?.workloads ?? []).flatMap { workload -> [ResourceID] in
      if contents.workloads[workload.id]?.template.metadata.annotations[key] != nil { return [] }
      return workload.instances.filter { instance in
        guard !instance.isTemplate, let pod = contents.pods[instance.id.name], pod.hasProxy else {
          return false
        }
        return pod.meta.annotations[key] != mode.rawValue
          && (pod.meta.annotations[key] == nil || contents.workloads[workload.id] != nil)
      }.map(\.id)
    }.sorted()
  }
}
