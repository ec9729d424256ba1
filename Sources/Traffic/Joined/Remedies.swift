import KubernetesSnapshot
import LinkerdPolicy

/// What would have to change for a refused client to be let in.
enum Remedies {
  /// The objects that a decision speaks of, the likeliest to change first.
  ///
  /// - Parameters:
  ///   - decision: Why the client is refused.
  ///   - workload: The target, whose template or namespace carries the default policy.
  /// - Returns: At least one object.
  static func objects(for decision: AccessDecision?, of workload: ResourceID) -> [ResourceID] {
    guard let decision else { return [workload] }
    // Policies that were meant for the port and do not count stand last in the chain.
    let named = decision.reasons.compactMap(\.object)
    let limits = named.filter { $0.kind == .httpLocalRateLimitPolicy }
    if !limits.isEmpty { return limits }
    let voids = decision.reasons.filter { $0.text.contains(" does not count: ") }
      .compactMap(\.object).filter { $0.kind != .server }
    let grants = named.filter {
      $0.kind == .authorizationPolicy || $0.kind == .serverAuthorization
    }
    let routes = named.filter {
      [.linkerdHTTPRoute, .gatewayHTTPRoute, .grpcRoute].contains($0.kind)
    }
    let servers = named.filter { $0.kind == .server }.prefix(1)
    let isAboutRoutes = decision.outcome == .noRoute || decision.isInvalid
    var ordered =
      isAboutRoutes ? voids + routes + servers + grants : voids + grants + routes + servers
    if ordered.isEmpty { ordered = [workload] }
    var seen: Set<ResourceID> = []
    return ordered.filter { seen.insert($0).inserted }
  }
}
