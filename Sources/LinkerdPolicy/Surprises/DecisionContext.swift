import KubernetesSnapshot

/// What a decision was made of, for what is to be said beside its chain.
struct DecisionContext {
  let client: Client
  let traffic: AccessRequest.Traffic
  let port: UInt16
  let workload: InboundWorkload
  let server: InboundServer
  let evaluation: AccessEvaluation
  let policy: NamespacePolicy
  let snapshot: Snapshot
  let mesh: MeshConfiguration

  /// What even a careful reader of the chain would not expect, in plain words (§13).
  ///
  /// Each is said only where it bears on the decision.
  var surprises: [Reason] {
    policySurprises + probeSurprises + routeSurprises + enforcementSurprises
  }

  /// The objects of the workload's namespace.
  var contents: NamespaceContents {
    snapshot.namespaces[workload.namespace] ?? NamespaceContents()
  }

  /// The Server that owns the port; nil under the default policy.
  var owner: ServerPolicy? {
    guard case .server(let name) = server.reference else { return nil }
    return policy.servers.first { $0.server.meta.name == name }
  }

  /// The request; nil for a raw connection.
  var request: HTTPRequest? {
    if case .request(let request) = traffic { request } else { nil }
  }

  /// An object of the workload's namespace.
  func id(_ kind: ResourceKind, _ name: String) -> ResourceID {
    ResourceID(kind: kind, namespace: workload.namespace, name: name)
  }
}
