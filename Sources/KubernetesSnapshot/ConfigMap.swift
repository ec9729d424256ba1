import Foundation

/// A ConfigMap; only Linkerd's own configuration is ever kept.
public struct ConfigMap: Hashable, Sendable {
  /// Name and namespace.
  public var meta: ObjectMeta
  /// The entries.
  public var data: [String: String]
  /// The parsed `values` entry of `linkerd-config`, filled in by whoever can read YAML.
  public var values: LinkerdConfigValues?

  /// A ConfigMap from its parts.
  public init(meta: ObjectMeta, data: [String: String], values: LinkerdConfigValues? = nil) {
    self.meta = meta
    self.data = data
    self.values = values
  }
}

extension ConfigMap: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, data }

  /// Reads a ConfigMap; entries of any but `linkerd-config` are dropped, since they may hold secrets.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    let data =
      meta.name == "linkerd-config"
      ? try fields.decodeIfPresent([String: String].self, forKey: .data) ?? [:] : [:]
    self.init(meta: meta, data: data)
  }

  /// Writes of the object what was understood, since the rest may be anything.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(meta, forKey: .metadata)
    guard let values else { return }
    // JSON is YAML, too.
    let text = String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
    try fields.encode(["values": text], forKey: .data)
  }
}

/// The Helm values that `linkerd-config` records, as far as they decide policy (`0.1`).
public struct LinkerdConfigValues: Hashable, Sendable, Codable {
  /// Comma list of the cluster's networks.
  public var clusterNetworks: String?
  /// The trust domain of identities.
  public var identityTrustDomain: String?
  /// The cluster's DNS domain, which stands in for a missing trust domain.
  public var clusterDomain: String?
  /// The release that was installed.
  public var linkerdVersion: String?
  /// The proxy's values.
  public var proxy: Proxy?
  /// The policy controller's values.
  public var policyController: PolicyController?
  /// The init container's values.
  public var proxyInit: ProxyInit?

  /// Values below `proxy`.
  public struct Proxy: Hashable, Sendable, Codable {
    /// The cluster's default inbound policy.
    public var defaultInboundPolicy: String?
    /// Comma list of ports that are opaque by default.
    public var opaquePorts: String?
    /// Whether the proxy is a native sidecar.
    public var nativeSidecar: Bool?
  }

  /// Values below `policyController`.
  public struct PolicyController: Hashable, Sendable, Codable {
    /// Networks from which probes are allowed.
    public var probeNetworks: [String]?
    /// The cluster's default policy in release 2.11.
    public var defaultAllowPolicy: String?
  }

  /// Values below `proxyInit`.
  public struct ProxyInit: Hashable, Sendable, Codable {
    /// Comma list of inbound ports that skip the proxy.
    public var ignoreInboundPorts: String?
  }
}
