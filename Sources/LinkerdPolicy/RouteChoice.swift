import KubernetesSnapshot

/// The route that a request takes, and what comes with it (`R-16`, `R-17`).
struct RouteChoice {
  var route: RouteReference
  var authorizations: [ClientAuthorization]
  var answer: AccessDecision.FilterAnswer?
  /// Whether every comparison that mattered could be made.
  var isCertain: Bool
  /// A later route that matches just as well (`R-17`).
  var tied: RouteReference?
}

extension InboundServer {
  /// The route of a request; nil when none matches.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - authority: The host, perhaps with a port; nil where the proxy does not know it.
  /// - Returns: The best route with its authorizations.
  func choose(_ request: HTTPRequest, authority: String?) -> RouteChoice? {
    let host = authority.map(Self.hostWithoutPort)
    switch self.protocol {
    case .detect, .http1, .http2:
      return best(httpRoutes, host: host, anything: HTTPRouteMatch.Rank.anything) {
        $0.rank(request)
      }
    case .grpc:
      return best(grpcRoutes, host: host, anything: GRPCRouteMatch.Rank.anything) {
        $0.rank(request)
      }
    case .opaque, .tls:
      return nil
    }
  }

  private func best<Match, Rank: Comparable>(
    _ routes: [InboundRoute<Match>], host: String?, anything: Rank,
    rank: (Match) -> (rank: Rank, matches: Truth)
  ) -> RouteChoice? {
    if let route = routes.first(where: \.mayBeVoid) {
      return RouteChoice(
        route: route.reference, authorizations: [], answer: nil, isCertain: false)
    }
    var winner: (host: HostMatch.Rank, rank: Rank, choice: RouteChoice)?
    var doubtful: [(host: HostMatch.Rank, rank: Rank)] = []
    for route in routes {
      guard let hostRank = hostRank(route.hosts, host) else { continue }
      for rule in route.rules {
        var ranks: [Rank] = rule.matches.isEmpty ? [anything] : []
        var matched: Match?
        for match in rule.matches {
          let (value, truth) = rank(match)
          if truth == .maybe { doubtful.append((hostRank, value)) }
          guard truth == .yes else { continue }
          // Of equal ones the last stands for the rule, as the proxy's comparison has it.
          if ranks.allSatisfy({ $0 <= value }) { matched = match }
          ranks.append(value)
        }
        guard let best = ranks.max() else { continue }
        if let current = winner, (current.host, current.rank) >= (hostRank, best) {
          let isTie = (current.host, current.rank) == (hostRank, best)
          if isTie, current.choice.tied == nil, current.choice.route != route.reference {
            winner?.choice.tied = route.reference
          }
          continue
        }
        winner = (
          hostRank, best,
          RouteChoice(
            route: route.reference, authorizations: route.authorizations,
            answer: Self.answer(of: rule.filters, match: matched), isCertain: true)
        )
      }
    }
    guard var choice = winner?.choice else {
      guard !doubtful.isEmpty, let first = routes.first else { return nil }
      return RouteChoice(
        route: first.reference, authorizations: [], answer: nil, isCertain: false)
    }
    if let winner {
      choice.isCertain = doubtful.allSatisfy { ($0.host, $0.rank) < (winner.host, winner.rank) }
    }
    return choice
  }

  private func hostRank(_ hosts: [HostMatch], _ host: String?) -> HostMatch.Rank? {
    if hosts.isEmpty { return .noHost }
    guard let host else { return nil }
    return hosts.compactMap { $0.rank(of: host, ignoringCase: proxy.ignoresCaseOfHosts) }.max()
  }

  private static func answer<Match>(
    of filters: [RouteFilter], match: Match?
  ) -> AccessDecision.FilterAnswer? {
    guard let redirect = filters.lazy.compactMap(\.requestRedirect).first else { return nil }
    guard redirect.path?.replacePrefixMatch != nil else { return .redirect }
    // Only a prefix can be replaced; where no path was asked for, that is `/` (`R-17`).
    switch (match as? HTTPRouteMatch)?.path {
    case .prefix, nil: return .redirect
    case .exact, .regex: return .invalidRedirect
    }
  }

  /// `web` of `web:8080`; a bracketed IPv6 address keeps its brackets.
  private static func hostWithoutPort(_ authority: String) -> String {
    let host = authority.split(separator: "@").last.map(String.init) ?? authority
    if host.hasPrefix("[") {
      return host.firstIndex(of: "]").map { String(host[...$0]) } ?? host
    }
    return host.firstIndex(of: ":").map { String(host[..<$0]) } ?? host
  }
}
