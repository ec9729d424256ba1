import LinkerdPolicy

extension ClusterGenerator {
  /// A request that a route of the namespace is meant for, or perhaps two, or any other.
  mutating func request(_ namespace: String) -> HTTPRequest {
    let routes = made("HTTPRoute", in: namespace) + made("GRPCRoute", in: namespace)
    let matches = routes.flatMap { route in
      Self.list(route["spec"]["rules"]).flatMap { Self.list($0["matches"]) }.map { (route, $0) }
    }
    var request = request()
    guard !matches.isEmpty, random.chance(50) else { return request }
    let (route, match) = random.pick(matches)
    let others = random.chance(50) ? [random.pick(matches).1] : []
    if route["kind"] == "GRPCRoute" {
      let method = match["method"]
      request.method = "POST"
      request.path =
        "/\(Self.text(method["service"]) ?? "pkg.Svc")"
        + "/\(Self.text(method["method"]) ?? "Get")"
    } else {
      if let method = Self.text(match["method"]) { request.method = method }
      if let path = Self.text(match["path"]["value"]), path.hasPrefix("/"), !path.contains("[") {
        request.path = path.contains("|") ? "/ab" : path + random.pick(["", "", "/", "/b"])
      }
      let query = ([match] + others).flatMap { Self.list($0["queryParams"]) }.compactMap(Self.pair)
        .map { "\($0.name)=\($0.value)".split(separator: " ").joined(separator: "+") }
      if !query.isEmpty { request.path += "?" + query.joined(separator: "&") }
    }
    for header in ([match] + others).flatMap({ Self.list($0["headers"]) }).compactMap(Self.pair)
    where random.chance(90) {
      request.headers.append(
        .init(name: header.name, value: header.value == "r.d" ? "red" : header.value))
    }
    let hosts = Self.list(route["spec"]["hostnames"]).compactMap(Self.text)
    if !hosts.isEmpty, random.chance(80) {
      let host = random.pick(hosts)
      request.host = host.hasPrefix("*") ? "a" + host.dropFirst() : host
    }
    return request
  }

  /// The name and value of a header or query match.
  private static func pair(_ match: JSONValue) -> (name: String, value: String)? {
    guard let name = text(match["name"]), let value = text(match["value"]) else { return nil }
    return (name, value)
  }

  private mutating func request() -> HTTPRequest {
    let calls = [
      "/pkg.Svc/Get", "/pkg.Svc/List", "/pkg.Other/List", "/pkg.Svc/Get/more", "/pkg.Svc/",
      "/pkg.Svc",
    ]
    let paths =
      Self.paths + [
        "/a?x=1", "/a?x=2&y=a+b", "/?a%20b=1&x=", "/a#f", "/b/c", "/abc", "/bar", "/ready", "//x/y",
        "/%61", "*",
      ]
    let hosts = [
      "web.example.com", "WEB.example.com:8080", "example.com", "a.b.example.com",
      "web.example.com.", "other", "10.42.0.11:8080",
    ]
    var headers: [HTTPRequest.Header] = []
    if random.chance(40) {
      headers.append(.init(name: "X-Team", value: random.pick(["red", "blue", "réd"])))
    }
    if random.chance(15) { headers.append(.init(name: "x-team", value: "blue")) }
    if random.chance(15) { headers.append(.init(name: "x-mode", value: "dark")) }
    let isCall = random.chance(30)
    if isCall, random.chance(70) {
      headers.append(.init(name: "content-type", value: "application/grpc"))
    }
    return HTTPRequest(
      method: isCall ? "POST" : random.pick(["GET", "GET", "GET", "POST", "PUT", "get"]),
      path: random.pick(isCall ? calls : paths),
      host: random.chance(90) ? random.pick(hosts) : nil, headers: headers)
  }
}
