/// A pod, as far as policy reads it.
public struct Pod: Hashable, Sendable {
  /// Name, labels, annotations, owners.
  public var meta: ObjectMeta
  /// Containers, account and network of the pod.
  public var spec: PodSpec
  /// The pod's addresses; empty before it is scheduled, and in manifests.
  public var addresses: [IPAddress]
  /// The address of the pod's node, from which the kubelet probes.
  public var hostAddress: IPAddress?
  /// `Running`, `Succeeded`, …; empty in manifests.
  public var phase: String

  /// A pod from its parts.
  public init(
    meta: ObjectMeta, spec: PodSpec, addresses: [IPAddress] = [], hostAddress: IPAddress? = nil,
    phase: String = ""
  ) {
    self.meta = meta
    self.spec = spec
    self.addresses = addresses
    self.hostAddress = hostAddress
    self.phase = phase
  }

  /// Whether the pod has run to its end; it still counts for the policy controller (`P-1`).
  public var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }
}

extension Pod: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec, status }
  private struct Status: Codable {
    struct Address: Codable { var ip: String? }
    var podIP: String?
    var podIPs: [Address]?
    var hostIP: String?
    var phase: String?
  }

  /// Reads a pod object.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let status = try fields.decodeIfPresent(Status.self, forKey: .status)
    var addresses: [IPAddress] = []
    for text in [status?.podIP].compactMap({ $0 }) + (status?.podIPs ?? []).compactMap(\.ip) {
      if let address = IPAddress(text), !addresses.contains(address) { addresses.append(address) }
    }
    self.init(
      meta: try fields.decode(ObjectMeta.self, forKey: .metadata),
      spec: try fields.decodeIfPresent(PodSpec.self, forKey: .spec) ?? PodSpec(),
      addresses: addresses,
      hostAddress: status?.hostIP.flatMap { IPAddress($0) },
      phase: status?.phase ?? "")
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    try fields.encode(spec, forKey: .spec)
    let status = Status(
      podIPs: addresses.map { .init(ip: $0.description) }, hostIP: hostAddress?.description,
      phase: phase)
    try fields.encode(status, forKey: .status)
  }
}
