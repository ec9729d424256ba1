import LinkerdPolicy

/// The inbound policy of one port as JSON (`InboundPolicy` in `docs/json.md`).
struct PolicyDocument: Encodable {
  /// The namespace.
  var namespace: String
  /// The workload: `deploy/web`.
  var workload: String
  /// One of its pods; nil where there is none yet, and for external workloads.
  var pod: String?
  /// The external workload.
  var externalWorkload: String?
  /// The port.
  var port: UInt16
  /// Whether a proxy enforces it: `enforced`, `unmeshed`, `skipped`, `startup-default`.
  var enforcement: String
  /// What the controller tells a proxy.
  var policy: InboundPolicyDocument

  private enum CodingKeys: String, CodingKey {
    case namespace, workload, pod, externalWorkload, port, enforcement
  }

  /// Writes the policy's own fields beside those that say whose it is.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(namespace, forKey: .namespace)
    try fields.encode(workload, forKey: .workload)
    try fields.encodeIfPresent(pod, forKey: .pod)
    try fields.encodeIfPresent(externalWorkload, forKey: .externalWorkload)
    try fields.encode(port, forKey: .port)
    try fields.encode(enforcement, forKey: .enforcement)
    try policy.encode(to: encoder)
  }
}

extension PolicyDocument {
  /// The policy of a port of pods that are alike.
  init(
    _ variant: ResolvedWorkload.Variant, of workload: ResolvedWorkload, port: UInt16,
    in resolved: ResolvedPolicy
  ) {
    namespace = workload.namespace
    self.workload = workload.id.shortDescription
    if let instance = variant.pods.first, !instance.isTemplate {
      switch instance.id.kind {
      case .externalWorkload: externalWorkload = instance.id.name
      default: pod = instance.id.name
      }
    }
    self.port = port
    enforcement =
      switch resolved.guarding(port: port, of: variant.inbound) {
      case .enforced: "enforced"
      case .unmeshed: "unmeshed"
      case .skipped: "skipped"
      case .startupDefault: "startup-default"
      }
    policy = InboundPolicyDocument(
      resolved.inboundServer(port: port, of: variant.inbound), mesh: resolved.mesh)
  }
}
