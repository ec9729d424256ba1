/// A container of a pod.
public struct Container: Hashable, Sendable {
  /// The container's name.
  public var name: String
  /// The image, which tells a sidecar from an application.
  public var image: String
  /// The declared ports.
  public var ports: [ContainerPort]
  /// The liveness, readiness and startup probes that are set, in this order.
  public var probes: [Probe]
  /// `Always` makes an init container a native sidecar (`P-2`).
  public var restartPolicy: String?
  /// The arguments of the policy controller's container; not kept for any other.
  public var args: [String]

  /// A container from its parts.
  public init(
    name: String, image: String = "", ports: [ContainerPort] = [], probes: [Probe] = [],
    restartPolicy: String? = nil, args: [String] = []
  ) {
    self.name = name
    self.image = image
    self.ports = ports
    self.probes = probes
    self.restartPolicy = restartPolicy
    self.args = args
  }
}

extension Container: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, image, ports, livenessProbe, readinessProbe, startupProbe, restartPolicy, args
  }

  /// Reads one entry of `containers` or `initContainers`.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decodeIfPresent(String.self, forKey: .name) ?? ""
    image = try fields.decodeIfPresent(String.self, forKey: .image) ?? ""
    ports = try fields.decodeIfPresent([ContainerPort].self, forKey: .ports) ?? []
    probes = try [
      (.liveness, CodingKeys.livenessProbe), (.readiness, .readinessProbe),
      (.startup, .startupProbe),
    ].compactMap { (purpose: Probe.Purpose, key) in
      guard let fields = try fields.decodeIfPresent(Probe.Fields.self, forKey: key) else {
        return nil
      }
      return Probe(purpose: purpose, fields: fields)
    }
    restartPolicy = try fields.decodeIfPresent(String.self, forKey: .restartPolicy)
    args =
      name == "policy" ? try fields.decodeIfPresent([String].self, forKey: .args) ?? [] : []
  }

  /// Writes an entry of `containers` or `initContainers`.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    try fields.encode(image, forKey: .image)
    if !ports.isEmpty { try fields.encode(ports, forKey: .ports) }
    for probe in probes {
      let key: CodingKeys =
        switch probe.purpose {
        case .liveness: .livenessProbe
        case .readiness: .readinessProbe
        case .startup: .startupProbe
        }
      try fields.encode(Probe.Fields(probe.action), forKey: key)
    }
    try fields.encodeIfPresent(restartPolicy, forKey: .restartPolicy)
    if !args.isEmpty { try fields.encode(args, forKey: .args) }
  }
}

/// A port that a container declares.
public struct ContainerPort: Hashable, Sendable, Codable {
  /// The number.
  public var containerPort: Int
  /// The name, by which Servers and Services may call it.
  public var name: String?
  /// `TCP` when absent.
  public var `protocol`: String?

  /// A port from its parts.
  public init(containerPort: Int, name: String? = nil, protocol: String? = nil) {
    self.containerPort = containerPort
    self.name = name
    self.protocol = `protocol`
  }

  /// Whether the port is a TCP port with a valid number (`P-4`).
  public var isTCP: Bool {
    (1...65_535).contains(containerPort) && (`protocol`?.uppercased() ?? "TCP") == "TCP"
  }
}
