import KubernetesSnapshot

/// Keeps up with a whole cluster: the followers of all kinds, and what they wait for.
///
/// Like each of them it is a value without clock and connections.
struct ClusterFollowing: Sendable {
  /// Who asks for something, or is told something.
  enum Source: Sendable, Hashable {
    /// kubectl, through which all others ask.
    case proxy
    case groups
    case kind(ResourceKind)
    case configuration
  }

  /// Something to do.
  enum Effect: Sendable, Hashable {
    /// What a source asks for, in place of what it asked for before.
    case of(Source, Reflector.Effect)
    /// Start kubectl, in place of the one that runs.
    case startProxy
  }

  private(set) var reflectors: [ResourceKind: Reflector] = [:]
  private(set) var groups: APIGroups
  private(set) var configuration: MeshConfigurationReader
  /// Why kubectl does not serve; nil while it does, or starts for the first time.
  private(set) var proxyFailure: KubectlFailure?

  let options: KubectlOptions
  private let isOnce: Bool
  private let patience: Patience
  private var proxyBackoff: Backoff
  private var isServing = false
  /// Whether kubectl was started anew because of its credentials not long ago.
  private var hasFreshCredentials = false
  /// The namespaces that say that they hold the control plane.
  private var controlPlanes: Set<String> = []
  private var hasBegunConfiguration = false
  /// Whether kubectl's configuration changed, so that the next kubectl may show another cluster.
  private var mayBeReplaced = false

  /// A following that has not begun.
  ///
  /// - Parameters:
  ///   - options: Which cluster.
  ///   - isOnce: Whether to rest when everything is listed, or cannot be.
  ///   - patience: How long to wait for what.
  init(_ options: KubectlOptions, isOnce: Bool, patience: Patience) {
    self.options = options
    self.isOnce = isOnce
    self.patience = patience
    groups = APIGroups(isOnce: isOnce, patience: patience)
    configuration = MeshConfigurationReader(isOnce: isOnce, patience: patience)
    proxyBackoff = Backoff(patience)
    for kind in ResourceKind.allCases where kind != .configMap {
      reflectors[kind] = Reflector(
        kind, namespace: options.namespace, isOnce: isOnce, patience: patience)
    }
  }

  // MARK: kubectl

  /// Takes note that kubectl serves.
  mutating func proxyServes() -> [Effect] {
    isServing = true
    proxyFailure = nil
    proxyBackoff.succeeded()
    if mayBeReplaced {
      mayBeReplaced = false
      return tag(groups.begin(), .groups) + tellKinds(.replaced)
        + tag(configuration.handle(.waited, jitter: 0), .configuration)
    }
    guard groups.answer != .starting else { return tag(groups.begin(), .groups) }
    return hasFreshCredentials
      ? tell(.reachable) + [.of(.proxy, .wait(patience.recheck))] : tell(.reachable)
  }

  /// Takes note that kubectl has ended, or could not begin.
  mutating func proxyEnded(_ failure: KubectlFailure, jitter: Double) -> [Effect] {
    isServing = false
    proxyFailure = failure
    return isOnce ? [] : [.of(.proxy, .wait(proxyBackoff.failed(jitter: jitter)))]
  }

  /// Takes note that kubectl's configuration is not what it was when kubectl was started.
  mutating func configurationChanged() {
    mayBeReplaced = true
    isServing = false
  }

  /// Takes note that the machine was asleep: what seems to be connected may not be.
  mutating func woke() -> [Effect] { tellKinds(.doubted) + tell(.reachable) }

  // MARK: Events

  /// Takes in what happened to a source.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - source: To whom.
  ///   - jitter: A random number from 0 to 1.
  /// - Returns: What to do, in order.
  mutating func handle(_ event: Reflector.Event, to source: Source, jitter: Double) -> [Effect] {
    let before = status(of: source)
    var effects: [Effect] = []
    switch source {
    case .proxy:
      // Either kubectl may start again, or its credentials count as old again.
      if isServing { hasFreshCredentials = false } else { effects = [.startProxy] }
    case .groups:
      let (own, found) = groups.handle(
        event, isSomethingMissing: reflectors.values.contains(where: \.isMissing),
        jitter: jitter)
      effects = tag(own, .groups)
      if let found { effects += tellKinds(.discovered(found)) }
    case .kind(let kind):
      effects = tag(reflectors[kind]?.handle(event, jitter: jitter) ?? [], source)
      if kind == .namespace { effects += lookForControlPlane(effects) }
      // It may have gone to another version.
      if status(of: source) == .notInstalled, before.isRead, !groups.isAsking {
        effects += tag(groups.begin(), .groups)
      }
    case .configuration:
      effects = tag(configuration.handle(event, jitter: jitter), source)
    }
    if before.isOutOfReach, !status(of: source).isOutOfReach { effects += tell(.reachable) }
    if case .failed(let failure, _, _) = event {
      if failure.concernsWholeCluster { effects += tellKinds(.doubted) }
      if failure.cause == .unauthorized { effects += renewCredentials(before) }
    }
    return effects
  }

  /// Starts kubectl anew when its credentials are refused twice, since it reads its configuration only
  /// at its start, and the user may have logged in again.
  private mutating func renewCredentials(_ before: Reflector.Status) -> [Effect] {
    guard !isOnce, isServing, !hasFreshCredentials, case .retrying(let failure) = before,
      failure.cause == .unauthorized
    else { return [] }
    hasFreshCredentials = true
    isServing = false
    return [.startProxy]
  }

  private mutating func tell(_ event: Reflector.Event) -> [Effect] {
    let (own, _) = groups.handle(event, isSomethingMissing: false, jitter: 0)
    return tag(own, .groups) + tellKinds(event)
      + tag(configuration.handle(event, jitter: 0), .configuration)
  }

  private mutating func tellKinds(_ event: Reflector.Event) -> [Effect] {
    var effects: [Effect] = []
    for kind in ResourceKind.allCases {
      effects += tag(reflectors[kind]?.handle(event, jitter: 0) ?? [], .kind(kind))
    }
    return effects
  }

  private func tag(_ effects: [Reflector.Effect], _ source: Source) -> [Effect] {
    effects.map { .of(source, $0) }
  }

  /// Begins to read the mesh configuration once it is known where it is.
  private mutating func lookForControlPlane(_ effects: [Effect]) -> [Effect] {
    for case .of(_, .change(let changes)) in effects {
      for change in changes {
        switch change {
        case .upsert(.namespace(let namespace)):
          let isControlPlane = namespace.meta.labels["linkerd.io/is-control-plane"] == "true"
          if isControlPlane {
            controlPlanes.insert(namespace.meta.name)
          } else {
            controlPlanes.remove(namespace.meta.name)
          }
        case .delete(let id): controlPlanes.remove(id.name)
        default: break
        }
      }
    }
    switch reflectors[.namespace]?.status {
    case .current, .unreadable, .notInstalled: break
    default: return []
    }
    let place = options.controlPlaneNamespace ?? controlPlanes.min() ?? "linkerd"
    guard !hasBegunConfiguration || place != configuration.namespace else { return [] }
    hasBegunConfiguration = true
    return tag(configuration.begin(in: place), .configuration)
  }
}
