public import KubernetesSnapshot

extension ResolvedPolicy {
  /// Answers one question, with its chain of reasons.
  ///
  /// - Parameter request: The question.
  /// - Returns: The decision; nil when the snapshot has no such pod or external workload.
  public func decide(_ request: AccessRequest) -> AccessDecision? {
    guard let inbound = inboundWorkload(request.target) else { return nil }
    return decide(
      request.client, request.traffic, port: request.port, on: inbound,
      destination: address(of: request.target))
  }

  /// What the controller knows of a pod or an external workload, also of a finished pod.
  public func inboundWorkload(_ id: ResourceID) -> InboundWorkload? {
    switch snapshot[id] {
    case .pod(let pod):
      let contents = snapshot.namespaces[id.namespace]
      let created =
        pod.meta.isStored || pod.phase != ""
        ? pod : Injection(mesh: mesh).injected(pod, in: contents?.namespace)
      return InboundWorkload(created, mesh: mesh)
    case .externalWorkload(let workload):
      return InboundWorkload(workload, mesh: mesh, view: view)
    default: return nil
    }
  }

  /// How a port of a workload is guarded; any port, declared or not (`P-7`).
  public func guarding(port: UInt16, of workload: InboundWorkload) -> ResolvedPort.Guarding {
    let policy = namespaces[workload.namespace]?.policy ?? NamespacePolicy(mesh.rules)
    return policy.guarding(port: port, workload: workload, mesh: mesh)
  }

  /// What the controller would tell a proxy about a port, whether or not a proxy asks.
  public func inboundServer(port: UInt16, of workload: InboundWorkload) -> InboundServer {
    let policy = namespaces[workload.namespace]?.policy ?? NamespacePolicy(mesh.rules)
    return policy.inboundServer(port: port, workload: workload, mesh: mesh)
  }

  private func address(of id: ResourceID) -> IPAddress? {
    switch snapshot[id] {
    case .pod(let pod): pod.addresses.first
    case .externalWorkload(let workload): workload.addresses.first
    default: nil
    }
  }

  /// Answers one question about a workload that is at hand, with its chain of reasons.
  ///
  /// - Parameters:
  ///   - client: Who asks.
  ///   - traffic: What the client sends.
  ///   - port: The port, declared or not.
  ///   - workload: What the controller knows of the workload.
  ///   - destination: The workload's address, which stands in for a missing authority.
  /// - Returns: The decision.
  public func decide(
    _ client: Client, _ traffic: AccessRequest.Traffic, port: UInt16, on workload: InboundWorkload,
    destination: IPAddress?
  ) -> AccessDecision {
    switch guarding(port: port, of: workload) {
    case .unmeshed:
      // A label where an annotation belongs is a common slip (`X-44`).
      let slips = workload.labels.keys.filter {
        $0 == "linkerd.io/inject" || $0 == InboundWorkload.controlPlaneLabel
      }.sorted()
      return AccessDecision(
        outcome: .open, rule: "P-2",
        reasons: [Reason("the pod has no proxy, so nothing is enforced", rule: "P-2")]
          + slips.map { label in
            Reason(
              label == InboundWorkload.controlPlaneLabel
                ? "the label \(label) makes the pod known to the policy controller, but does not"
                  + " give it a proxy"
                : "the label \(label) does nothing: injection goes by the annotation of that name",
              rule: label == InboundWorkload.controlPlaneLabel ? "P-1" : "J-3")
          })
    case .skipped:
      return AccessDecision(
        outcome: .open, rule: "E-40",
        reasons: [
          Reason(
            "port \(port) skips the proxy, so nothing is enforced; this holds for pods that were"
              + " made with the annotation, while to a pod that runs already it only makes clients"
              + " come without mesh TLS", rule: "E-40")
        ])
    case .startupDefault:
      let reason = startupDefaultReason(port: port, on: workload)
      return AccessDecision(outcome: .unknown, rule: reason.rule, reasons: [reason])
    case .enforced(let server):
      return decision(
        server.evaluate(client, traffic, port: port, destination: destination), client, traffic,
        port: port, on: workload, server: server)
    }
  }

  /// Puts an evaluation into words.
  func decision(
    _ evaluation: AccessEvaluation, _ client: Client, _ traffic: AccessRequest.Traffic,
    port: UInt16, on workload: InboundWorkload, server: InboundServer
  ) -> AccessDecision {
    if evaluation.rule == "E-40" {
      let networks = server.skippedNetworks.map(\.cidr.description).joined(separator: ", ")
      return AccessDecision(
        outcome: evaluation.outcome, rule: evaluation.rule,
        reasons: [
          Reason(
            evaluation.outcome == .open
              ? "connections from \(networks) skip the proxy, so nothing is enforced"
              : "connections from \(networks) skip the proxy, and whether the client's address is"
                + " among these is not known", rule: "E-40")
        ])
    }
    let grant = evaluation.granted.min { $0.origin < $1.origin }
    var decision = AccessDecision(
      outcome: evaluation.outcome, rule: grant?.rule ?? evaluation.rule,
      server: server.invalid == nil ? server.reference : .invalid,
      protocol: server.invalid == nil ? server.protocol : .detect)
    decision.route = evaluation.route
    decision.authorizations = Set(evaluation.granted.map(\.origin)).sorted()
    decision.after = evaluation.after
    decision.symptom = evaluation.symptom
    decision.isInvalid = server.invalid != nil
    if !evaluation.chances.isEmpty {
      decision.server = nil
      decision.protocol = nil
      decision.isInvalid = false
    }
    decision.reasons = reasons(
      client, traffic, port: port, workload: workload, server: server, evaluation)
    applyDoubt(to: &decision)
    return decision
  }

  /// Makes a verdict unknown where something that could change it is not known.
  private func applyDoubt(to decision: inout AccessDecision) {
    guard let doubt, !(decision.outcome == .allow && doubt.sparesAllowed) else { return }
    decision.outcome = .unknown
    decision.rule = doubt.kinds.isEmpty ? "A.1" : "M-5"
    if !doubt.kinds.isEmpty {
      let kinds = doubt.kinds.map(\.kind).joined(separator: ", ")
      decision.reasons.append(Reason("not certain: \(kinds) could not be read", rule: "M-5"))
    }
    if let version = doubt.version {
      decision.reasons.append(
        Reason(
          "not certain: Linkerd's version \"\(version)\" is not understood, and the rules of"
            + " \(version.release) are only a guess", rule: "A.1"))
    }
  }
}

extension ResolvedPolicy {
  /// What becomes of a client, without the chain of reasons.
  ///
  /// - Parameters:
  ///   - client: Who asks.
  ///   - traffic: What the client sends.
  ///   - port: The port, declared or not.
  ///   - workload: The workload.
  /// - Returns: The outcome, as `decide` would give it.
  public func outcome(
    _ client: Client, _ traffic: AccessRequest.Traffic, port: UInt16, on workload: InboundWorkload
  ) -> AccessDecision.Outcome {
    switch guarding(port: port, of: workload) {
    case .unmeshed, .skipped: .open
    case .startupDefault: .unknown
    case .enforced(let server):
      server.evaluate(client, traffic, port: port, destination: nil).outcome
    }
  }
}
