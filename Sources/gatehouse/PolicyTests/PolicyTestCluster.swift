import KubernetesSnapshot
import LinkerdPolicy

/// A cluster under one mesh configuration, which answers tests.
///
/// Clients and targets are looked up once, however many tests name them.
struct PolicyTestCluster {
  private let policy: ResolvedPolicy
  /// The namespace of workloads that do not say theirs.
  private let namespace: String?
  private var clients: [PolicyTest.Origin: Client] = [:]
  private var places: [PolicyTest.Target: [Place]] = [:]

  /// Why a test has no answer.
  struct Unanswerable: Error {
    /// The field of the test that is to blame.
    var field: String
    /// What is wrong, and what was expected.
    var message: String
  }

  /// A port of pods that are alike.
  private struct Place {
    var workload: InboundWorkload
    var port: UInt16
    var address: IPAddress?
    var pod: ResourceID
  }

  /// A cluster.
  ///
  /// - Parameters:
  ///   - policy: What the proxies enforce.
  ///   - namespace: The namespace of workloads that do not say theirs; nil to look in all.
  init(_ policy: ResolvedPolicy, namespace: String?) {
    self.policy = policy
    self.namespace = namespace
  }

  /// Answers a test.
  ///
  /// - Parameter test: The test.
  /// - Returns: The decision, and for which pod; where pods differ, one that is not as expected.
  /// - Throws: `Unanswerable` when the cluster has no such client or target.
  mutating func answer(
    _ test: PolicyTest
  ) throws(Unanswerable) -> (decision: AccessDecision, pod: ResourceID) {
    let client = try client(test.from)
    var answer: (decision: AccessDecision, pod: ResourceID)?
    for place in try places(test.to) {
      let decision = policy.decide(
        client, test.traffic, port: place.port, on: place.workload, destination: place.address)
      if decision.outcome != test.expect { return (decision, place.pod) }
      answer = answer ?? (decision, place.pod)
    }
    guard let answer else {
      throw Unanswerable(field: "to", message: "it stands for no pod")
    }
    return answer
  }

  private mutating func client(_ origin: PolicyTest.Origin) throws(Unanswerable) -> Client {
    switch origin {
    case .address(let address, let tls):
      return Client(address: .known(address), tls: tls)
    case .serviceAccount(let namespace, let name):
      if let known = clients[origin] { return known }
      let names = ClientNames(policy: policy, namespace: nil, request: RequestOptions())
      do throws(CommandError) {
        let client = try names.matches("\(namespace)/sa/\(name)")[0].client.client
        clients[origin] = client
        return client
      } catch { throw Unanswerable(field: "from.serviceAccount", message: error.message) }
    }
  }

  private mutating func places(_ target: PolicyTest.Target) throws(Unanswerable) -> [Place] {
    if let known = places[target] { return known }
    let found = try find(target)
    places[target] = found
    return found
  }

  private func find(_ target: PolicyTest.Target) throws(Unanswerable) -> [Place] {
    switch target.kind {
    case .pod: try single(.pod, target)
    case .externalWorkload: try single(.externalWorkload, target)
    case .workload: try several(target.name, target)
    case .service: try several("\(target.namespace ?? "")/svc/\(target.name)", target)
    }
  }

  /// One object by its own name.
  private func single(
    _ kind: ResourceKind, _ target: PolicyTest.Target
  ) throws(Unanswerable) -> [Place] {
    let id = ResourceID(kind: kind, namespace: target.namespace ?? "", name: target.name)
    guard let workload = policy.inboundWorkload(id) else {
      let names = policy.snapshot.namespaces[id.namespace].map { contents in
        kind == .pod ? Array(contents.pods.keys) : Array(contents.externalWorkloads.keys)
      }
      let known = (names ?? []).map { "\(id.namespace)/\($0)" }
      let written = "\(id.namespace)/\(id.name)"
      throw Unanswerable(
        field: "to.\(target.kind.rawValue)",
        message: "there is no \(kind.kind) \(written)"
          + Suggestion.question(for: written, among: known))
    }
    let address = policy.snapshot[id].flatMap(Self.address)
    let places = ports(target, of: workload).map {
      Place(workload: workload, port: $0, address: address, pod: id)
    }
    guard !places.isEmpty else { throw noPort(target, of: [workload]) }
    return places
  }

  /// The pods of a workload or of a Service, alike ones once.
  private func several(
    _ name: String, _ target: PolicyTest.Target
  ) throws(Unanswerable) -> [Place] {
    let names = WorkloadNames(policy: policy, namespace: target.namespace ?? namespace)
    let matches: [WorkloadNames.Match]
    do throws(CommandError) { matches = try names.matches(name) } catch {
      throw Unanswerable(field: "to.\(target.kind.rawValue)", message: error.message)
    }
    let variants = matches.flatMap(\.workload.variants)
    let places = variants.flatMap { variant -> [Place] in
      guard let pod = variant.pods.first else { return [] }
      return ports(target, of: variant.inbound).map {
        Place(workload: variant.inbound, port: $0, address: pod.address, pod: pod.id)
      }
    }
    guard !places.isEmpty else { throw noPort(target, of: variants.map(\.inbound)) }
    return places
  }

  /// The numbers of the port on a workload; none where it has no port of that name.
  private func ports(_ target: PolicyTest.Target, of workload: InboundWorkload) -> [UInt16] {
    guard let service = service(target, in: workload.namespace) else {
      return workload.ports(claimedBy: target.port).sorted()
    }
    return service.ports
      .filter { target.port == .number($0.port) || target.port.description == $0.name }
      .flatMap { service.targetPorts(of: workload, port: $0) }
  }

  private func service(_ target: PolicyTest.Target, in namespace: String) -> Service? {
    target.kind == .service ? policy.snapshot.namespaces[namespace]?.services[target.name] : nil
  }

  private func noPort(_ target: PolicyTest.Target, of workloads: [InboundWorkload]) -> Unanswerable
  {
    let namespace = workloads.first?.namespace ?? ""
    let known =
      service(target, in: namespace)?.ports.map { $0.name ?? String($0.port) }
      ?? Set(workloads.flatMap(Self.portNames)).sorted()
    return Unanswerable(
      field: "to.port",
      message: "there is no port \(target.port)"
        + (known.isEmpty ? "" : ", only \(known.joined(separator: ", "))"))
  }

  /// The names of a workload's ports, but for the proxy's own.
  private static func portNames(of workload: InboundWorkload) -> [String] {
    workload.portsByName.filter { $0.value.isDisjoint(with: InboundWorkload.proxyPorts) }
      .map(\.key)
  }

  private static func address(of resource: Resource) -> IPAddress? {
    switch resource {
    case .pod(let pod): pod.addresses.first
    case .externalWorkload(let workload): workload.addresses.first
    default: nil
    }
  }
}
