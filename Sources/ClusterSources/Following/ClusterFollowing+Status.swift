import KubernetesSnapshot

/// How well the source keeps up with its cluster.
package enum Connection: Sendable, Hashable {
  /// Not everything has been read yet.
  case connecting
  /// Changes come in as they happen.
  case live
  /// What is there may be old, for this reason; it is being tried again.
  case lost(KubectlFailure)
}

extension ClusterFollowing {
  /// What is known of a source.
  func status(of source: Source) -> Reflector.Status {
    switch source {
    case .proxy: proxyFailure.map(Reflector.Status.retrying) ?? .current
    case .groups: groups.answer
    case .kind(let kind): reflectors[kind]?.status ?? .notInstalled
    case .configuration: configuration.status
    }
  }

  /// Everything that is followed, in a fixed order.
  var sources: [Source] {
    [.proxy, .groups] + ResourceKind.allCases.filter { $0 != .configMap }.map(Source.kind)
      + [.configuration]
  }

  /// How well it keeps up: the first source that is behind counts.
  var connection: Connection {
    var isComplete = true
    for source in sources {
      switch status(of: source) {
      case .retrying(let failure): return .lost(failure)
      case .starting, .listing: isComplete = false
      case .current, .polled, .notInstalled, .unreadable: break
      }
    }
    return isComplete ? .live : .connecting
  }

  /// Whether every source has said something, if only that it cannot be read.
  var isComplete: Bool { sources.allSatisfy(isSettled) }

  /// Whether a first picture can be drawn: something was read, and of each kind that decides about
  /// connections it is known what there is, or that it cannot be known.
  var isReady: Bool {
    var hasRead = false
    for (kind, reflector) in reflectors where kind.isNeededFirst {
      switch reflector.status {
      case .starting, .listing: return false
      case .current, .polled: hasRead = true
      case .retrying, .notInstalled, .unreadable: break
      }
    }
    return hasRead && configuration.status != .starting
  }

  private func isSettled(_ source: Source) -> Bool {
    switch status(of: source) {
    case .starting, .listing, .retrying: false
    case .current, .polled, .notInstalled, .unreadable: true
    }
  }

  /// How many objects have come, and how many are known to be still on their way.
  var objectsOnTheWay: (received: Int, remaining: Int) {
    reflectors.values.reduce(into: (0, 0)) { sum, reflector in
      if case .listing(let received, let remaining) = reflector.status {
        sum.0 += received
        sum.1 += remaining ?? 0
      }
    }
  }

  /// What cannot be read, or is not there, in words.
  var problems: [SourceProblem] {
    // What keeps all kinds from being read is said once.
    let common = commonFailure
    let shared = common.map { failure in
      SourceProblem(
        source: KubectlSnapshot.sourceName, message: "what is shown may be old: \(failure)",
        severity: .warning)
    }
    return (shared.map { [$0] } ?? []) + problems(except: common)
  }

  /// The failure for which several kinds that were read before are not kept up with.
  private var commonFailure: KubectlFailure? {
    let failures = reflectors.values.compactMap { reflector -> KubectlFailure? in
      guard reflector.wasListed, case .retrying(let failure) = reflector.status else { return nil }
      return failure
    }
    let counts = Dictionary(failures.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.filter { $0.value > 1 && $0.key.concernsWholeCluster }
      .max { ($0.value, $1.key.lastLine) < ($1.value, $0.key.lastLine) }?.key
  }

  private func problems(except common: KubectlFailure?) -> [SourceProblem] {
    sources.compactMap { source in
      let name: String
      var message: String?
      var severity = SourceProblem.Severity.error
      switch source {
      case .proxy, .groups: return nil
      case .kind(let kind): name = kind.fullName
      case .configuration: name = "configmaps"
      }
      switch status(of: source) {
      case .unreadable(let failure): message = failure.description
      case .polled(let failure):
        message = "listed now and then, since it cannot be watched: \(failure.description)"
      case .retrying(let failure):
        let isOld: Bool
        if case .kind(let kind) = source {
          isOld = reflectors[kind]?.wasListed ?? false
        } else {
          isOld = true
        }
        if isOld, failure == common { return nil }
        message = isOld ? "may be old: \(failure)" : "not read yet: \(failure)"
        severity = isOld ? .warning : .error
      case .notInstalled:
        severity = .note
        message =
          source == .configuration
          ? "there is no \(LinkerdConfig.name) in namespace \(configuration.namespace)"
          : "not installed in this cluster"
      case .current, .starting, .listing: break
      }
      if case .kind(let kind) = source, let reflector = reflectors[kind], reflector.isNarrowed,
        message == nil
      {
        message = "not permitted in the whole cluster; only in namespace \(options.namespace ?? "")"
        severity = reflector.isTheWholeTruth ? .note : .error
      }
      return message.map {
        SourceProblem(
          source: KubectlSnapshot.sourceName, object: name, message: $0, severity: severity)
      }
    }
  }
}

extension ResourceKind {
  /// Whether the first picture has to wait for the kind; others fill in later.
  fileprivate var isNeededFirst: Bool {
    switch self {
    case .namespace, .pod, .serviceAccount: true
    default: group == ResourceKind.server.group || group == ResourceKind.grpcRoute.group
    }
  }
}
