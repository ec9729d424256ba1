public import KubernetesSnapshot

/// The one question that the resolver answers: whether a client may do something.
public struct AccessRequest: Hashable, Sendable {
  /// Who asks.
  public var client: Client
  /// A pod or an external workload.
  public var target: ResourceID
  /// The port's number.
  public var port: UInt16
  /// What the client sends.
  public var traffic: Traffic

  /// What a client sends.
  public enum Traffic: Hashable, Sendable {
    /// A raw TCP connection that is not HTTP.
    case connection
    /// One HTTP request.
    case request(HTTPRequest)
  }

  /// A question from its parts.
  public init(client: Client, target: ResourceID, port: UInt16, traffic: Traffic) {
    self.client = client
    self.target = target
    self.port = port
    self.traffic = traffic
  }
}
