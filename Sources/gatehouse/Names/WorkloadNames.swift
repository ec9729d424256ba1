import KubernetesSnapshot
import LinkerdPolicy

/// Finds workloads by the names that people give.
struct WorkloadNames {
  /// The cluster.
  let policy: ResolvedPolicy
  /// The namespace of names that do not say theirs; nil to look in all.
  let namespace: String?

  /// What a name means: a workload or a part of one, with the ports that belong to the name.
  struct Match {
    /// The workload with the variants that are meant.
    var workload: ResolvedWorkload
    /// The name as it is printed: `emojivoto/deploy/web`, `emojivoto/po/web-7c9`.
    var title: String
    /// The ports that a Service leads to; nil for every port.
    var ports: [UInt16]?
  }

  /// The workloads that a text means.
  ///
  /// - Parameter text: `deploy/web`, `emojivoto/deploy/web`, `po/x`, `sa/web`, `emojivoto/web`, …
  /// - Returns: At least one.
  /// - Throws: A `CommandError` that names what was near.
  func matches(_ text: String) throws(CommandError) -> [Match] {
    for reading in TypedName.readings(of: text) {
      let namespaces =
        (reading.namespace ?? namespace).map { [$0] } ?? policy.namespaces.keys.sorted()
      let found = namespaces.map { self.matches(reading, in: $0) }.filter { !$0.isEmpty }
      if found.count > 1, reading.kind != .namespace {
        let names = found.compactMap { $0.first?.workload.namespace }
        throw .input(
          "\(text) is in the namespaces \(names.joined(separator: ", ")); say which with -n")
      }
      if let first = found.first { return first }
    }
    // A bare name may mean a whole namespace, as a column of `matrix --by namespace`.
    if let contents = policy.namespaces[text] {
      return contents.workloads.map { Match(workload: $0, title: $0.id.qualifiedName) }
    }
    throw .input(
      "there is no \(text)" + place + Suggestion.question(for: text, among: known(near: text)))
  }

  private var place: String { namespace.map { " in namespace \($0)" } ?? "" }

  /// Names that would have been found, in the form that was typed.
  private func known(near text: String) -> [String] {
    let isQualified = text.split(separator: "/").count > 2
    return policy.workloads.flatMap { workload -> [String] in
      if let namespace, workload.namespace != namespace, !isQualified { return [] }
      let names =
        [workload.id.shortDescription] + workload.instances.map(\.id.shortDescription)
        + (workload.serviceAccount.isEmpty ? [] : ["sa/\(workload.serviceAccount)"])
      return Set(names).sorted().map { isQualified ? "\(workload.namespace)/\($0)" : $0 }
    }
  }

  private func matches(_ name: TypedName, in namespace: String) -> [Match] {
    guard let contents = policy.namespaces[namespace] else { return [] }
    switch name.kind {
    case .namespace:
      return name.name == namespace
        ? contents.workloads.map { Match(workload: $0, title: $0.id.qualifiedName) } : []
    case .service: return matches(service: name.name, in: contents)
    case .pod: return pod(name.name, in: contents).map { [$0] } ?? []
    case .serviceAccount, nil:
      return contents.workloads.filter { $0.serviceAccount == name.name }
        .map { Match(workload: $0, title: $0.id.qualifiedName) }
    case let kind?:
      return contents.workloads.filter { $0.id.kind == kind && $0.id.name == name.name }
        .map { Match(workload: $0, title: $0.id.qualifiedName) }
    }
  }

  /// One pod, with exactly its own labels; also one that has finished.
  private func pod(_ name: String, in contents: ResolvedNamespace) -> Match? {
    let id = ResourceID(kind: .pod, namespace: contents.name, name: name)
    guard case .pod(let pod) = policy.snapshot[id], let inbound = policy.inboundWorkload(id) else {
      return nil
    }
    let instance = ResolvedWorkload.Instance(
      id: id, address: pod.addresses.first, hostAddress: pod.hostAddress, isTemplate: false)
    let owner = contents.workloads.first { $0.instances.contains { $0.id == id } }
    let alike = owner?.variants.first { $0.pods.contains { $0.id == id } }
    let variant = ResolvedWorkload.Variant(
      inbound: inbound, pods: [instance], ports: alike?.ports ?? [], pod: pod)
    let part = ResolvedWorkload(
      id: owner?.id ?? id, serviceAccount: pod.spec.serviceAccountName, externalIdentity: nil,
      variants: [variant])
    return Match(workload: part, title: id.qualifiedName)
  }

  private func matches(service name: String, in contents: ResolvedNamespace) -> [Match] {
    guard let service = policy.snapshot.namespaces[contents.name]?.services[name] else { return [] }
    return contents.workloads.compactMap { workload in
      var part = workload
      part.variants = workload.variants.filter { service.selects($0.inbound) }
      guard !part.variants.isEmpty else { return nil }
      let ports = part.variants.flatMap { service.targetPorts(of: $0.inbound) }
      return Match(workload: part, title: workload.id.qualifiedName, ports: Set(ports).sorted())
    }
  }

  /// The ports that a name means when none is given; the proxy's own are left out.
  func ports(of match: Match) -> [UInt16] {
    match.ports ?? match.workload.portNumbers.filter { !InboundWorkload.proxyPorts.contains($0) }
  }

  /// The number of a port.
  ///
  /// - Parameters:
  ///   - text: A number, or a name of the workload's ports; for a Service, one of its own ports.
  ///   - match: The workload.
  ///   - name: What was typed for the workload.
  /// - Returns: The numbers, several where variants or Services map a name differently.
  /// - Throws: A `CommandError` that says which ports there are.
  func ports(_ text: String, of match: Match, named name: String) throws(CommandError) -> [UInt16] {
    if match.ports != nil, let reading = TypedName.readings(of: name).first,
      let service = policy.snapshot.namespaces[match.workload.namespace]?.services[reading.name]
    {
      let ports = service.ports.filter { $0.name == text || String($0.port) == text }
      let targets = match.workload.variants.flatMap { variant in
        ports.flatMap { service.targetPorts(of: variant.inbound, port: $0) }
      }
      guard targets.isEmpty else { return Set(targets).sorted() }
      let known = service.ports.map { $0.name ?? String($0.port) }
      throw .input("\(name) has no port \(text), only \(known.joined(separator: ", "))")
    }
    if let number = UInt16(text), number > 0 { return [number] }
    if Int(text) != nil { throw .usage("\(text) is no port: expected a number from 1 to 65535") }
    let numbers = match.workload.variants.flatMap { $0.inbound.portsByName[text] ?? [] }
    guard numbers.isEmpty else { return Set(numbers).sorted() }
    // The proxy's own ports have names too, which nobody looks for here.
    let known = match.workload.variants.flatMap { variant in
      variant.inbound.portsByName.filter { $0.value.isDisjoint(with: InboundWorkload.proxyPorts) }
        .keys
    }
    throw .input(
      "\(match.title) has no port named \(text)"
        + (known.isEmpty ? "" : ", only \(Set(known).sorted().joined(separator: ", "))"))
  }
}
