import KubernetesSnapshot
import LinkerdPolicy

extension ReferenceResolver {
  /// What a client may do with a port as a whole, at each of the addresses that it may have.
  ///
  /// - Parameters:
  ///   - client: Who asks; neither anonymous nor on this pod's own addresses.
  ///   - target: A pod, an external workload, or a workload's template.
  ///   - port: The port.
  /// - Returns: The verdicts; none for a target that does not exist.
  func matrixVerdicts(
    _ client: Client, on target: ResourceID, port: UInt16
  ) -> Set<Verdict> {
    guard let workload = workload(target) else { return [] }
    if !workload.hasProxy { return [.open] }
    if !workload.isWatched { return [.unknown] }
    if workload.skips(Int(port)) { return [.open] }
    let policy = portPolicy(workload, Int(port))
    return Set(
      representatives(of: client.address).map { address in
        let client = ReferenceClient(client.tls, address)
        if workload.skips(client, port: Int(port)) { return .open }
        if policy.isInvalid { return .deny }
        if policy.protocol == "Opaque" || policy.protocol == "TLS" {
          return verdict(policy.grants, client)
        }
        // Probes are open to everyone by design, and a route without rules leads nowhere.
        let routes = policy.routes.filter { $0.reference.kind != "probe" && !$0.rules.isEmpty }
        let verdicts = Set(routes.map { verdict($0.grants + policy.grants, client) })
        return routes.isEmpty ? .deny : Self.combined(verdicts)
      })
  }

  /// What becomes of the probes on a port, at each of the addresses that the kubelet may have.
  func probeVerdicts(
    _ client: Client, on target: ResourceID, port: UInt16, pod: Pod?
  ) -> Set<Verdict> {
    let containers = (pod?.spec.containers ?? []) + (pod?.spec.initContainers ?? [])
    let probes = containers.flatMap { container in
      container.probes.compactMap { traffic(of: $0, in: container, port: Int(port)) }
    }
    return Set(
      representatives(of: client.address).map { address in
        Self.combined(
          Set(
            probes.map { traffic in
              // A probe that only opens a connection succeeds, because the proxy accepts first.
              guard let traffic else { return .allow }
              let question = AccessRequest(
                client: client, target: target, port: port, traffic: traffic)
              switch answer(question, from: address)?.verdict {
              case "allow", "open": return .allow
              case "unknown": return .unknown
              default: return .deny
              }
            }))
      })
  }

  /// What the kubelet sends to a port for a probe; nothing where the probe is for another port.
  private func traffic(
    of probe: Probe, in container: Container, port: Int
  ) -> AccessRequest.Traffic?? {
    // P-10: the controller looks a name of HTTP probes up without case; for the kubelet it counts.
    func number(_ target: IntOrString, ignoringCase: Bool) -> Int? {
      switch target {
      case .number(let number): return number
      case .name(let name):
        let ports = container.ports.filter {
          $0.protocol == nil || $0.protocol?.lowercased() == "tcp"
        }
        return ports.first {
          $0.name == name || (ignoringCase && $0.name?.lowercased() == name.lowercased())
        }?.containerPort
      }
    }
    switch probe.action {
    case .exec: return nil
    case .tcpSocket(let target):
      return number(target, ignoringCase: false) == port ? .some(nil) : nil
    case .grpc(let target):
      let request = HTTPRequest(method: "POST", path: "/grpc.health.v1.Health/Check")
      return target == port ? .request(request) : nil
    case .httpGet(let target, let path, let scheme):
      guard number(target, ignoringCase: true) == port,
        ReferenceWorkload.pathComponent(path ?? "/") != nil
      else {
        return nil
      }
      // the proxy cannot look into TLS that is not the mesh's.
      return scheme == "HTTPS" ? .connection : .request(HTTPRequest(path: path ?? "/"))
    }
  }

  private func verdict(_ grants: [ReferenceGrant], _ client: ReferenceClient) -> Verdict {
    let names = grants.filter { $0.admits(client) }.map(\.origin)
    if names.isEmpty { return .deny }
    return names.allSatisfy { $0.kind == "default" && $0.name == "audit" } ? .audit : .allow
  }

  /// Verdicts of several things in one word.
  static func combined(_ verdicts: Set<Verdict>) -> Verdict {
    let verdicts = verdicts.subtracting([.none])
    guard let first = verdicts.first else { return .none }
    if verdicts.count == 1 { return first }
    let admits = !verdicts.isDisjoint(with: [.allow, .audit, .open, .partial])
    let refuses = !verdicts.isDisjoint(with: [.deny, .partial])
    if admits, refuses { return .partial }
    if verdicts.contains(.unknown) { return .unknown }
    return verdicts.contains(.audit) ? .audit : .allow
  }
}
