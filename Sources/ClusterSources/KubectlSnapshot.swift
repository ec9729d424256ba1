import Foundation
package import KubernetesSnapshot

/// Loads a snapshot of a cluster, once, through kubectl.
package struct KubectlSnapshot {
  /// The name of the source in problems.
  package static let sourceName = "cluster"
  private static let parallelCalls = 4

  private let options: KubectlOptions
  private let onProgress: (LoadProgress, Snapshot) -> Void
  private let isCancelled: () -> Bool

  /// A loader.
  ///
  /// - Parameters:
  ///   - options: Which cluster.
  ///   - onProgress: Told several times a second how far it is and what is there already; it runs on
  ///     the thread that loads.
  ///   - isCancelled: Asked as often; once true, the calls are ended.
  package init(
    options: KubectlOptions,
    onProgress: @escaping (LoadProgress, Snapshot) -> Void = { _, _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) {
    self.options = options
    self.onProgress = onProgress
    self.isCancelled = isCancelled
  }

  /// Lists every kind that decides or is shown.
  ///
  /// It waits for the cluster, and belongs on a thread of its own where somebody waits for it.
  ///
  /// - Returns: The objects; a kind that cannot be read is in the report, and the rest goes on.
  /// - Throws: `KubectlFailure` when there is no kubectl or no cluster to talk to.
  package func load() throws(KubectlFailure) -> LoadResult {
    var kubectl = try Kubectl(options: options)
    var collector = LoadCollector()
    collector.progress.source = "API groups"
    let served = try servedVersions(&kubectl, collector)
    // ConfigMaps are never listed: only Linkerd's own is asked for, by its name.
    var listings = ResourceKind.allCases.filter { $0 != .configMap }
      .map { KubectlListing($0, served: served, namespace: options.namespace) }
    try run(&listings, &kubectl, &collector)
    for listing in listings {
      guard let reason = listing.missing else { continue }
      note(listing.kind, reason, isUnreadable: listing.isUnreadable, in: &collector)
    }
    try readLinkerdConfig(&kubectl, &collector)
    return collector.finish()
  }

  /// Which context the objects come from; nil when kubectl does not say.
  ///
  /// - Throws: `KubectlFailure` when there is no kubectl.
  package func contextName() throws(KubectlFailure) -> String? {
    if let context = options.context { return context }
    var kubectl = try Kubectl(options: options)
    let call = try kubectl.currentContext()
    guard case .success(let output) = try answer(of: call, &kubectl, nil) else { return nil }
    let name = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).first
    return name.map(String.init)
  }

  /// The versions of each API group; nil when the user may not know.
  private func servedVersions(
    _ kubectl: inout Kubectl, _ collector: LoadCollector
  ) throws(KubectlFailure) -> [String: [String]]? {
    struct Groups: Decodable {
      struct Version: Decodable { var version: String }
      struct Group: Decodable {
        var name: String
        var versions: [Version]
      }
      var groups: [Group]
    }
    let call = try kubectl.get("/apis")
    switch try answer(of: call, &kubectl, collector) {
    case .success(let output):
      guard let groups = try? JSONDecoder().decode(Groups.self, from: Data(output)).groups else {
        throw KubectlFailure(.other, lastLine: "the server's answer to /apis is not Kubernetes'")
      }
      return Dictionary(
        groups.map { ($0.name, $0.versions.map(\.version)) }, uniquingKeysWith: { $0 + $1 })
    case .failure(let failure) where failure.cause == .forbidden:
      return nil
    case .failure(let failure):
      throw failure
    }
  }

  private func answer(
    of call: Int, _ kubectl: inout Kubectl, _ collector: LoadCollector?
  ) throws(KubectlFailure) -> Kubectl.Answer {
    while true {
      if let (_, answer) = kubectl.wait().first(where: { $0.id == call }) { return answer }
      if isCancelled() { throw KubectlFailure(.cancelled) }
      if let collector { onProgress(collector.progress, collector.result.snapshot) }
    }
  }

  /// Carries the listings out, some side by side.
  private func run(
    _ listings: inout [KubectlListing], _ kubectl: inout Kubectl, _ collector: inout LoadCollector
  ) throws(KubectlFailure) {
    var waiting = Array(listings.indices.reversed())
    var running: [Int: Int] = [:]
    var hasAnswered = false
    while !waiting.isEmpty || !running.isEmpty {
      while running.count < Self.parallelCalls, let index = waiting.popLast() {
        guard let path = listings[index].path else { continue }
        running[try kubectl.get(path)] = index
      }
      guard !running.isEmpty else { continue }
      for (id, answer) in kubectl.wait() {
        guard let index = running.removeValue(forKey: id) else { continue }
        collector.progress.source = listings[index].kind.plural
        switch answer {
        case .success(let output):
          hasAnswered = true
          let next = read(output, of: listings[index].kind, into: &collector)
          listings[index].received(next: next)
        case .failure(let failure):
          listings[index].failed(failure)
          // A cluster that went away takes the other kinds along; what was read stays.
          if failure.concernsWholeCluster, !hasAnswered { throw failure }
        }
        if listings[index].path != nil { waiting.append(index) }
      }
      collector.progress.bytesRead = kubectl.bytesRead
      onProgress(collector.progress, collector.result.snapshot)
      if isCancelled() { throw KubectlFailure(.cancelled) }
    }
    collector.drain()
  }

  /// Reads one page.
  ///
  /// - Returns: The token of the next page.
  private func read(
    _ output: [UInt8], of kind: ResourceKind, into collector: inout LoadCollector
  ) -> String? {
    var scanner = JSONItemScanner()
    let source = "\(Self.sourceName) (\(kind.plural))"
    do throws(JSONItemScanner.Failure) {
      try scanner.scan(output)
      try scanner.finish()
    } catch {
      collector.add(SourceProblem(source: source, position: error.position, message: error.message))
    }
    collector.submit(scanner.takeBatch(of: source))
    return scanner.lists.first?.continuation
  }

  private func note(
    _ kind: ResourceKind, _ reason: String, isUnreadable: Bool, in collector: inout LoadCollector
  ) {
    if isUnreadable { collector.result.snapshot.apply(.readable(kind, false)) }
    collector.add(
      SourceProblem(
        source: Self.sourceName,
        object: kind.group.isEmpty ? kind.plural : "\(kind.plural).\(kind.group)", message: reason,
        severity: isUnreadable ? .error : .note))
  }

  /// Reads the one ConfigMap that matters.
  private func readLinkerdConfig(
    _ kubectl: inout Kubectl, _ collector: inout LoadCollector
  ) throws(KubectlFailure) {
    let labelled = collector.result.snapshot.namespaceNames.first { name in
      let id = ResourceID(kind: .namespace, namespace: "", name: name)
      return collector.result.snapshot[id]?.meta.labels["linkerd.io/is-control-plane"] == "true"
    }
    let namespace = options.controlPlaneNamespace ?? labelled ?? "linkerd"
    collector.progress.source = LinkerdConfig.name
    let call = try kubectl.get(
      "/api/v1/namespaces/\(namespace)/configmaps/\(LinkerdConfig.name)")
    switch try answer(of: call, &kubectl, collector) {
    case .success(let output):
      _ = read(output, of: .configMap, into: &collector)
    case .failure(let failure):
      let isAbsent = failure.cause == .notFound
      note(
        .configMap,
        isAbsent ? "there is no linkerd-config in namespace \(namespace)" : failure.description,
        isUnreadable: !isAbsent, in: &collector)
    }
  }
}
