/// The part of a pod or a pod template that policy reads.
public struct PodSpec: Hashable, Sendable {
  /// The containers.
  public var containers: [Container]
  /// The init containers; native sidecars are among them.
  public var initContainers: [Container]
  /// The ServiceAccount, whose name the mesh identity carries (`J-8`).
  public var serviceAccountName: String
  /// Whether the pod shares the node's network, so that it cannot be meshed (`J-4`).
  public var hostNetwork: Bool

  /// A pod spec from its parts.
  public init(
    containers: [Container] = [], initContainers: [Container] = [],
    serviceAccountName: String = "default", hostNetwork: Bool = false
  ) {
    self.containers = containers
    self.initContainers = initContainers
    self.serviceAccountName = serviceAccountName
    self.hostNetwork = hostNetwork
  }
}

extension PodSpec: Codable {
  private enum CodingKeys: String, CodingKey {
    case containers, initContainers, serviceAccountName, serviceAccount, hostNetwork
  }

  /// Reads a pod's `spec`.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    containers = try fields.decodeIfPresent([Container].self, forKey: .containers) ?? []
    initContainers = try fields.decodeIfPresent([Container].self, forKey: .initContainers) ?? []
    // The deprecated alias still appears in old manifests.
    let name =
      try fields.decodeIfPresent(String.self, forKey: .serviceAccountName)
      ?? fields.decodeIfPresent(String.self, forKey: .serviceAccount) ?? ""
    serviceAccountName = name.isEmpty ? "default" : name
    hostNetwork = try fields.decodeIfPresent(Bool.self, forKey: .hostNetwork) ?? false
  }

  /// Writes a pod's `spec`.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(containers, forKey: .containers)
    if !initContainers.isEmpty { try fields.encode(initContainers, forKey: .initContainers) }
    try fields.encode(serviceAccountName, forKey: .serviceAccountName)
    if hostNetwork { try fields.encode(true, forKey: .hostNetwork) }
  }
}
