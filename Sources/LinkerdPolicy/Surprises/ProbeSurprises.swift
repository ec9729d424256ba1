import KubernetesSnapshot

extension DecisionContext {
  /// What surprises in health probes (`X-18` … `X-20`).
  var probeSurprises: [Reason] { openProbe + probeWithoutRoute + probeTakenAway }

  /// Whether the request is one of the pod's HTTP probes.
  private var isProbe: Bool {
    guard let request, request.method == "GET" else { return false }
    let path = request.path.split(separator: "?", omittingEmptySubsequences: false).first
    return workload.probePaths[port]?.contains(String(path ?? "")) ?? false
  }

  /// `X-18`: probe paths are open to the world.
  private var openProbe: [Reason] {
    guard evaluation.route == .probe, evaluation.outcome == .allow,
      evaluation.granted.contains(where: { $0.origin == .probe })
    else { return [] }
    return [
      Reason(
        "the paths of HTTP probes are open to everyone in the probe networks, mesh or not, also"
          + " under deny", rule: "R-22")
    ]
  }

  /// `X-19`: only HTTP probes, and only where HTTP is seen.
  private var probeWithoutRoute: [Reason] {
    guard evaluation.outcome == .deny || evaluation.outcome == .noRoute, let request else {
      return []
    }
    if isProbe, !server.protocol.usesHTTPRoutes {
      return [
        Reason(
          "the path is a probe's, but a \(server.protocol.rawValue) port has no exemption for"
            + " probes", rule: server.protocol == .grpc ? "R-24" : "D-12")
      ]
    }
    if request.path == "/grpc.health.v1.Health/Check" {
      return [
        Reason(
          "only probes with httpGet are let in by themselves: a grpc probe is not", rule: "P-9")
      ]
    }
    return []
  }

  /// `X-20`: the first accepted route takes the probe's away.
  private var probeTakenAway: [Reason] {
    guard isProbe, evaluation.route != .probe, server.protocol.usesHTTPRoutes,
      evaluation.outcome != .allow,
      server.httpRoutes.contains(where: { $0.reference.kind == "HTTPRoute" })
    else { return [] }
    return [
      Reason(
        "an accepted HTTPRoute takes the probe's own route away: the probe needs a route and an"
          + " authorization like any other request", rule: "R-23")
    ]
  }
}
