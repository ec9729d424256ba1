import KubernetesSnapshot

/// Reads the one ConfigMap that matters, Linkerd's own, by its name, again and again.
///
/// ConfigMaps are never listed or watched: others may hold anything, and the right to read this one alone is
/// what Linkerd grants.
struct MeshConfigurationReader: Sendable {
  /// What is known of it.
  private(set) var status = Reflector.Status.starting
  /// The namespace of the control plane.
  private(set) var namespace = "linkerd"
  private let isOnce: Bool
  private let patience: Patience
  private var backoff: Backoff
  private var known: ResourceID?
  private var isMarkedUnreadable = false
  private static let triesOnce = 4

  init(isOnce: Bool, patience: Patience) {
    self.isOnce = isOnce
    self.patience = patience
    backoff = Backoff(patience)
  }

  /// Begins, or begins again because the control plane is found to be elsewhere.
  mutating func begin(in namespace: String) -> [Reflector.Effect] {
    self.namespace = namespace
    return [.list(path: path)]
  }

  private var path: String {
    "/api/v1/namespaces/\(namespace)/configmaps/\(LinkerdConfig.name)"
  }

  /// Takes in what happened: listed, failed, waited or reachable.
  mutating func handle(_ event: Reflector.Event, jitter: Double) -> [Reflector.Effect] {
    switch event {
    case .listed(let page):
      status = .current
      backoff.succeeded()
      return settle(page.resources.first)
    case .failed(let failure, _, _) where failure.cause == .notFound:
      status = .notInstalled
      return settle(nil)
    case .failed(let failure, _, _) where failure.cause == .forbidden:
      return giveUp(failure)
    case .failed(let failure, _, let pause):
      let wait = max(backoff.failed(jitter: jitter), pause ?? .zero)
      if isOnce, !failure.isAnswer || backoff.failures >= Self.triesOnce { return giveUp(failure) }
      status = .retrying(failure)
      return [.wait(wait)]
    case .waited: return [.list(path: path)]
    case .reachable:
      guard case .retrying = status else { return [] }
      return [.list(path: path)]
    default: return []
    }
  }

  private mutating func giveUp(_ failure: KubectlFailure) -> [Reflector.Effect] {
    status = .unreadable(failure)
    return settle(nil, isReadable: false)
  }

  private mutating func settle(
    _ resource: Resource?, isReadable: Bool = true
  ) -> [Reflector.Effect] {
    var changes: [SnapshotChange] = []
    if let known, known != resource?.id { changes.append(.delete(known)) }
    if let resource { changes.append(.upsert(resource)) }
    known = resource?.id
    if isMarkedUnreadable == isReadable {
      isMarkedUnreadable = !isReadable
      changes.append(.readable(.configMap, isReadable))
    }
    let next: Reflector.Effect = isOnce ? .rest : .wait(patience.recheck)
    return (changes.isEmpty ? [] : [.change(changes)]) + [next]
  }
}
