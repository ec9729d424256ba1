import KubernetesSnapshot
import LinkerdPolicy

extension ClusterGenerator {
  /// Questions about every kind of client, port and request, near to what the policies speak of.
  mutating func questions() -> [AccessRequest] {
    let kinds: [(ResourceKind, String)] = [
      (.pod, "Pod"), (.externalWorkload, "ExternalWorkload"),
    ]
    var questions: [AccessRequest] = []
    for namespace in namespaces {
      for (kind, name) in kinds {
        for object in made(name, in: namespace) {
          guard case .text(let name) = object["metadata"]["name"] else { continue }
          let id = ResourceID(kind: kind, namespace: namespace, name: name)
          for _ in 0..<15 { questions.append(question(about: object, id)) }
        }
      }
    }
    return questions
  }

  private mutating func question(about target: JSONValue, _ id: ResourceID) -> AccessRequest {
    let probes = Self.containers(of: target).flatMap { container in
      ["livenessProbe", "readinessProbe", "startupProbe"].map { container[$0]["httpGet"] }
    }.filter { $0 != .null }
    if !probes.isEmpty, random.chance(10) {
      let probe = random.pick(probes)
      if case .integer(let number) = probe["port"], let port = UInt16(exactly: number), port > 0 {
        let path =
          if case .text(let path) = probe["path"], path.hasPrefix("/") { path } else { "/" }
        return AccessRequest(
          client: client(), target: id, port: port,
          traffic: .request(HTTPRequest(method: random.chance(85) ? "GET" : "HEAD", path: path)))
      }
    }
    return AccessRequest(
      client: client(), target: id, port: port(of: target, id.namespace),
      traffic: random.chance(18) ? .connection : .request(request(id.namespace)))
  }

  /// Mostly a port that a Server of the namespace names.
  private mutating func port(of target: JSONValue, _ namespace: String) -> UInt16 {
    let declared = Self.ports(of: target)
    let served = made("Server", in: namespace).flatMap { server -> [JSONValue] in
      let port = server["spec"]["port"]
      if case .integer = port { return [port] }
      return declared.filter { $0["name"] == port }.flatMap { [$0["containerPort"], $0["port"]] }
    }
    let numbers = served.compactMap { port in
      if case .integer(let number) = port { UInt16(exactly: number) } else { nil }
    }
    switch random.below(20) {
    case 0: return 4191
    case 1: return random.pick([4567, 9999, 1, 65535])
    case 2..<10 where !numbers.isEmpty: return numbers[0]
    case 10..<17 where !numbers.isEmpty: return random.pick(numbers)
    default: return UInt16(random.pick(Self.portNumbers))
    }
  }

  /// The ports that a pod or an external workload declares.
  static func ports(of target: JSONValue) -> [JSONValue] {
    list(target["spec"]["ports"]) + containers(of: target).flatMap { list($0["ports"]) }
  }

  private static func containers(of target: JSONValue) -> [JSONValue] {
    list(target["spec"]["containers"]) + list(target["spec"]["initContainers"])
  }

  private static func list(_ value: JSONValue) -> [JSONValue] {
    if case .list(let values) = value { values } else { [] }
  }

  /// A client at one known address; now and then at one of several, or somewhere.
  mutating func client() -> Client {
    let account = random.pick(Self.accounts)
    let namespace = random.pick(namespaces)
    let tls: Client.TLS =
      switch random.below(10) {
      case 0..<3: .none
      case 3: .anonymous
      case 4: .identity("spiffe://root.example/vm-1")
      case 5: .identity(random.pick(["vm-1.vm.example", "another.mesh.identity.invalid"]))
      default: .identity(identity(account, namespace))
      }
    let texts = [
      "10.42.0.11", "10.42.0.17", "10.42.0.200", "10.42.3.9", "10.200.0.1", "203.0.113.9",
      "203.0.113.10", "192.168.7.1", "fd00::10", "2001:db8::1", "::ffff:10.42.0.17",
    ]
    let text = random.chance(4) ? random.pick(["127.0.0.1", "::1"]) : random.pick(texts)
    guard let address = IPAddress(text), let other = IPAddress(random.pick(texts)) else {
      return Client(address: .known([]), tls: tls)
    }
    switch random.below(20) {
    case 0 where texts.contains(text):
      return Client(address: .known([address.unmapped, other.unmapped]), tls: tls)
    case 1:
      let networks = random.some(["10.0.0.0/8", "10.42.0.0/24", "fd00::/8"], percent: 60)
      return Client(address: .inside(networks.compactMap(IPNetwork.init)), tls: tls)
    case 2:
      let networks = random.some(["10.0.0.0/8", "192.168.0.0/16", "fd00::/8"], percent: 60)
      return Client(address: .outside(networks.compactMap(IPNetwork.init)), tls: tls)
    default: return Client(address: .known(address), tls: tls)
    }
  }

  /// A request that a route of the namespace is meant for, or any other.
  private mutating func request(_ namespace: String) -> HTTPRequest {
    let routes = made("HTTPRoute", in: namespace) + made("GRPCRoute", in: namespace)
    let matches = routes.flatMap { route in
      Self.list(route["spec"]["rules"]).flatMap { Self.list($0["matches"]) }.map { (route, $0) }
    }
    var request = request()
    guard !matches.isEmpty, random.chance(50) else { return request }
    let (route, match) = random.pick(matches)
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
      let query = Self.list(match["queryParams"]).compactMap { parameter -> String? in
        guard let name = Self.text(parameter["name"]), let value = Self.text(parameter["value"])
        else { return nil }
        return "\(name)=\(value)".split(separator: " ").joined(separator: "+")
      }
      if !query.isEmpty { request.path += "?" + query.joined(separator: "&") }
    }
    for header in Self.list(match["headers"]) where random.chance(90) {
      guard let name = Self.text(header["name"]), let value = Self.text(header["value"]) else {
        continue
      }
      request.headers.append(.init(name: name, value: value == "r.d" ? "red" : value))
    }
    let hosts = Self.list(route["spec"]["hostnames"]).compactMap(Self.text)
    if !hosts.isEmpty, random.chance(80) {
      let host = random.pick(hosts)
      request.host = host.hasPrefix("*") ? "a" + host.dropFirst() : host
    }
    return request
  }

  private static func text(_ value: JSONValue) -> String? {
    if case .text(let text) = value { text } else { nil }
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
