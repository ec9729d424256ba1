/// A health probe that the kubelet runs against a container.
public struct Probe: Hashable, Sendable {
  /// What the probe is for.
  public enum Purpose: String, Hashable, Sendable {
    case liveness, readiness, startup
  }

  /// How the probe asks.
  public enum Action: Hashable, Sendable {
    /// An HTTP GET; the path is as written, absent means `/`.
    case httpGet(port: IntOrString, path: String?, scheme: String?)
    /// A gRPC health check.
    case grpc(port: Int)
    /// Opening a connection.
    case tcpSocket(port: IntOrString)
    /// Running a command; the network is not involved.
    case exec
  }

  /// What the probe is for.
  public var purpose: Purpose
  /// How the probe asks.
  public var action: Action

  /// A probe from its parts.
  public init(purpose: Purpose, action: Action) {
    self.purpose = purpose
    self.action = action
  }

  struct Fields: Codable {
    struct HTTPGet: Codable {
      var port: IntOrString
      var path: String?
      var scheme: String?
    }
    struct GRPC: Codable { var port: Int }
    struct TCPSocket: Codable { var port: IntOrString }
    var httpGet: HTTPGet?
    var grpc: GRPC?
    var tcpSocket: TCPSocket?

    init(_ action: Action) {
      switch action {
      case .httpGet(let port, let path, let scheme):
        httpGet = HTTPGet(port: port, path: path, scheme: scheme)
      case .grpc(let port): grpc = GRPC(port: port)
      case .tcpSocket(let port): tcpSocket = TCPSocket(port: port)
      // What is run may hold anything.
      case .exec: break
      }
    }
  }

  init(purpose: Purpose, fields: Fields) {
    self.purpose = purpose
    if let httpGet = fields.httpGet {
      action = .httpGet(port: httpGet.port, path: httpGet.path, scheme: httpGet.scheme)
    } else if let grpc = fields.grpc {
      action = .grpc(port: grpc.port)
    } else if let tcpSocket = fields.tcpSocket {
      action = .tcpSocket(port: tcpSocket.port)
    } else {
      action = .exec
    }
  }
}
