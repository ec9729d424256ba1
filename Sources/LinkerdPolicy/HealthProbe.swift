public import KubernetesSnapshot

/// A probe that the kubelet makes over the network, as the proxy meets it (`P-9`, `X-19`, `X-21`).
public struct HealthProbe: Hashable, Sendable {
  /// What the probe is for.
  public var purpose: Probe.Purpose
  /// The container that it looks after.
  public var container: String
  /// The port.
  public var port: UInt16
  /// What the kubelet sends; nil for a probe that only opens a connection, which always succeeds,
  /// because the proxy accepts before it judges (`E-28`).
  public var traffic: AccessRequest.Traffic?

  /// The probes of a pod that go over the network.
  public static func probes(of pod: Pod) -> [HealthProbe] {
    (pod.spec.initContainers + pod.spec.containers).flatMap { container in
      container.probes.compactMap { HealthProbe($0, of: container) }
    }
  }

  private init?(_ probe: Probe, of container: Container) {
    purpose = probe.purpose
    self.container = container.name
    switch probe.action {
    case .httpGet(let target, let path, let scheme):
      guard let port = InboundWorkload.port(of: target, in: container),
        ProbePath.path(of: path ?? "/") != nil
      else { return nil }
      self.port = port
      // The proxy cannot look into an HTTPS probe, so it judges the connection.
      traffic =
        scheme?.uppercased() == "HTTPS" ? .connection : .request(HTTPRequest(path: path ?? "/"))
    case .grpc(let port):
      guard let port = UInt16(exactly: port) else { return nil }
      self.port = port
      traffic = .request(
        HTTPRequest(
          method: "POST", path: "/grpc.health.v1.Health/Check",
          headers: [.init(name: "content-type", value: "application/grpc")]))
    case .tcpSocket(let target):
      let number: Int? =
        switch target {
        case .number(let number): number
        case .name(let name):
          container.ports.first { $0.isTCP && $0.name == name }?.containerPort
        }
      guard let number, let port = UInt16(exactly: number) else { return nil }
      self.port = port
      traffic = nil
    case .exec: return nil
    }
  }

  /// `GET /healthz`, or what else is asked.
  public var words: String {
    switch traffic {
    case .request(let request): "\(request.method) \(request.path)"
    case .connection: "HTTPS"
    case nil: "TCP"
    }
  }
}
