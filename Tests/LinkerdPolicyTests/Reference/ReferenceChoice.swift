import Foundation
import KubernetesSnapshot

@testable import LinkerdPolicy

/// The engine of regular expressions, which the twin shares with the resolver.
enum ReferencePattern {
  static func isValid(_ pattern: String) -> Bool { RoutePattern(pattern) != nil }

  /// R-18: the leftmost-first match must start at 0 and end at the end.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    RoutePattern(pattern)?.matchesWhole(text) == .yes
  }
}

extension ReferenceResolver {
  /// R-16: the greatest (host, summary) wins; on equality the earlier in list and rule order.
  ///
  /// - Parameters:
  ///   - routes: The port's routes, in order.
  ///   - request: The request.
  ///   - authority: The host, perhaps with a port; nil where none is known.
  /// - Returns: The route, its rule, and the match that fitted best; nil when none fits.
  func choose(
    _ routes: [ReferenceRoute], _ request: HTTPRequest, authority: String?
  ) -> (ReferenceRoute, ReferenceRule, ReferenceMatch?)? {
    var best: (key: [Int], route: ReferenceRoute, rule: ReferenceRule, match: ReferenceMatch?)?
    for route in routes {
      guard let host = hostKey(route.hostnames, authority) else { continue }
      for rule in route.rules {
        // A rule without matches fits every request, as little as can be.
        var fitting: [(key: [Int], match: ReferenceMatch?)] = []
        if rule.matches.isEmpty { fitting = [(protocolDefault(routes), nil)] }
        for match in rule.matches {
          if let key = key(of: match, request) { fitting.append((key, match)) }
        }
        // Of equal matches of one rule the last stands for it; only redirects can tell them apart.
        guard var (key, match) = fitting.first else { continue }
        for other in fitting where !other.key.lexicographicallyPrecedes(key) {
          (key, match) = other
        }
        if let best, !best.key.lexicographicallyPrecedes(host + key) { continue }
        best = (host + key, route, rule, match)
      }
    }
    return best.map { ($0.route, $0.rule, $0.match) }
  }

  /// The summary of a rule without matches: (path 1, headers 0, query 0, no method), or zeros.
  private func protocolDefault(_ routes: [ReferenceRoute]) -> [Int] {
    routes.contains { $0.reference.kind == "GRPCRoute" } ? [0, 0, 0, 0] : [1, 0, 0, 0]
  }

  /// R-17, 1: no host < suffix < exact; within a class more characters.
  ///
  /// - Returns: The key; nil when no host fits, so that the route is out.
  private func hostKey(_ hostnames: [String], _ authority: String?) -> [Int]? {
    if hostnames.isEmpty { return [0, 0] }
    guard let authority else { return nil }
    let host = authority.components(separatedBy: ":")[0].lowercased()
    var keys: [[Int]] = []
    for pattern in hostnames.map({ $0.lowercased() }) {
      // One trailing dot of the request is ignored unless the pattern has one.
      let name = host.hasSuffix(".") && !pattern.hasSuffix(".") ? String(host.dropLast()) : host
      if pattern.hasPrefix("*.") {
        // At least one extra label.
        let ending = String(pattern.dropFirst())
        if name.hasSuffix(ending) { keys.append([1, ending.count]) }
      } else if name == pattern {
        keys.append([2, pattern.count])
      }
    }
    return keys.max { $0.lexicographicallyPrecedes($1) }
  }

  /// R-17, 2: how well a match fits; nil when it does not.
  private func key(of match: ReferenceMatch, _ request: HTTPRequest) -> [Int]? {
    switch match {
    case .http(let match):
      if let method = match.method, method != request.method { return nil }
      guard let length = length(of: match.path, pathComponent(request)) else { return nil }
      guard match.headers.allSatisfy({ fits($0, request) }) else { return nil }
      let query = parameters(request)
      for wanted in match.queryParams {
        // Any occurrence of the name may match; all listed are required.
        guard query.contains(where: { $0.name == wanted.name && fits(wanted, text: $0.value) })
        else {
          return nil
        }
      }
      return [length, match.headers.count, match.queryParams.count, match.method == nil ? 0 : 1]
    case .grpc(let match):
      // R-18: POST and `/<service>/<method>[/…]`.
      let parts = pathComponent(request).components(separatedBy: "/")
      guard request.method == "POST", parts.count >= 3, parts[0].isEmpty else { return nil }
      if let service = match.method?.service, service != parts[1] { return nil }
      if let method = match.method?.method, method != parts[2] { return nil }
      guard match.headers.allSatisfy({ fits($0, request) }) else { return nil }
      return [
        match.method?.service?.count ?? 0, match.method?.method?.count ?? 0, match.headers.count, 0,
      ]
    }
  }

  /// R-17, R-18: the length of a path match; a match without a path is a prefix of length 1.
  private func length(of match: ValueMatch?, _ path: String) -> Int? {
    guard let match else { return 1 }
    switch match.type ?? "PathPrefix" {
    case "Exact": return match.value == path ? match.value.count : nil
    case "RegularExpression":
      return ReferencePattern.matches(match.value, path) ? path.count : nil
    default:
      if match.value == "/" { return 1 }
      let prefix = withoutSlashes(match.value)
      let text = withoutSlashes(path)
      // It must continue with the end or `/`.
      return text == prefix || text.hasPrefix(prefix + "/") ? prefix.count : nil
    }
  }

  private func withoutSlashes(_ text: String) -> String {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }

  /// The raw path; query and fragment are cut.
  private func pathComponent(_ request: HTTPRequest) -> String {
    request.path.components(separatedBy: CharacterSet(charactersIn: "?#"))[0]
  }

  /// Form-decoded: `+` is a blank, `%20` too.
  private func parameters(_ request: HTTPRequest) -> [(name: String, value: String)] {
    let whole = request.path.components(separatedBy: "#")[0]
    guard let start = whole.firstIndex(of: "?") else { return [] }
    func decoded(_ text: String) -> String {
      let blanks = text.replacingOccurrences(of: "+", with: " ")
      return blanks.removingPercentEncoding ?? blanks
    }
    return whole[whole.index(after: start)...].components(separatedBy: "&")
      .filter { !$0.isEmpty }.map { pair in
        let parts = pair.components(separatedBy: "=")
        return (decoded(parts[0]), decoded(parts.dropFirst().joined(separator: "=")))
      }
  }

  /// Any of the request's values for that name, whatever the name's case.
  private func fits(_ match: NamedMatch, _ request: HTTPRequest) -> Bool {
    request.headers.contains { header in
      guard header.name.lowercased() == match.name.lowercased() else { return false }
      // Values that are not visible ASCII never match a pattern.
      let isVisible = header.value.unicodeScalars.allSatisfy {
        ($0.value >= 32 && $0.value < 127) || $0 == "\t"
      }
      return (isVisible || match.type != "RegularExpression") && fits(match, text: header.value)
    }
  }

  private func fits(_ match: NamedMatch, text: String) -> Bool {
    match.type == "RegularExpression"
      ? ReferencePattern.matches(match.value, text) : match.value == text
  }
}
