/// A Server: it claims a port of the workloads that it selects (`S-1`).
public struct Server: Hashable, Sendable {
  /// Name, labels (which ServerAuthorizations select by), creation time.
  public var meta: ObjectMeta
  /// The workloads that it selects.
  public var selector: Selector
  /// The port, by number or by name.
  public var port: IntOrString
  /// What the port speaks.
  public var proxyProtocol: ProxyProtocol
  /// Who is let in beside those whom policies authorize; as written, absent means `deny` (`S-11`).
  public var accessPolicy: String?

  /// Pods or external workloads, never both (`S-2`, `S-3`).
  public enum Selector: Hashable, Sendable {
    case pods(LabelSelector)
    case externalWorkloads(LabelSelector)

    /// The selection by labels, of whichever kind.
    public var labels: LabelSelector {
      switch self {
      case .pods(let selector), .externalWorkloads(let selector): selector
      }
    }
  }

  /// The protocols that a Server can declare (`S-9`).
  public enum ProxyProtocol: String, Hashable, Sendable, CaseIterable {
    case unknown
    case http1 = "HTTP/1"
    case http2 = "HTTP/2"
    case grpc = "gRPC"
    case opaque
    case tls = "TLS"
  }

  /// The API versions whose schema has no `accessPolicy` (`S-11`).
  public static let versionsWithoutAccessPolicy: Set<String> = ["v1alpha1", "v1beta1", "v1beta2"]

  /// A Server from its parts.
  public init(
    meta: ObjectMeta, selector: Selector, port: IntOrString,
    proxyProtocol: ProxyProtocol = .unknown,
    accessPolicy: String? = nil
  ) {
    self.meta = meta
    self.selector = selector
    self.port = port
    self.proxyProtocol = proxyProtocol
    self.accessPolicy = accessPolicy
  }
}

extension Server: Codable {
  private enum CodingKeys: String, CodingKey { case metadata, spec }
  private enum SpecKeys: String, CodingKey {
    case podSelector, externalWorkloadSelector, port, proxyProtocol, accessPolicy
  }

  /// Reads a Server as the policy controller does (`S-2`, `S-8`, `S-9`).
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let spec = try fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    meta = try fields.decode(ObjectMeta.self, forKey: .metadata)
    // The controller takes the selector whose key comes first, and stored keys are sorted.
    if spec.contains(.externalWorkloadSelector) {
      selector = .externalWorkloads(
        try spec.decode(LabelSelector.self, forKey: .externalWorkloadSelector))
    } else {
      selector = .pods(try spec.decode(LabelSelector.self, forKey: .podSelector))
    }
    port = try spec.decode(IntOrString.self, forKey: .port)
    if case .number(let number) = port, !(1...65_535).contains(number) {
      throw DecodingError.dataCorruptedError(
        forKey: .port, in: spec,
        debugDescription: "expected a number from 1 to 65535 or a port's name, found \(number)")
    }
    let protocolText = try spec.decodeIfPresent(String.self, forKey: .proxyProtocol) ?? "unknown"
    guard let value = ProxyProtocol(rawValue: protocolText) else {
      let choices = ProxyProtocol.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: .proxyProtocol, in: spec,
        debugDescription: "expected one of \(choices), found \"\(protocolText)\"")
    }
    proxyProtocol = value
    accessPolicy = try spec.decodeIfPresent(String.self, forKey: .accessPolicy)
  }

  /// Writes the object as the API has it.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    var spec = fields.nestedContainer(keyedBy: SpecKeys.self, forKey: .spec)
    try fields.encode(meta, forKey: .metadata)
    switch selector {
    case .pods(let labels): try spec.encode(labels, forKey: .podSelector)
    case .externalWorkloads(let labels): try spec.encode(labels, forKey: .externalWorkloadSelector)
    }
    try spec.encode(port, forKey: .port)
    try spec.encode(proxyProtocol.rawValue, forKey: .proxyProtocol)
    try spec.encodeIfPresent(accessPolicy, forKey: .accessPolicy)
  }
}
