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
    if random.chance(10), let (port, path) = probe(of: target) {
      return AccessRequest(
        client: client(), target: id, port: port,
        traffic: .request(HTTPRequest(method: random.chance(85) ? "GET" : "HEAD", path: path)))
    }
    return AccessRequest(
      client: client(), target: id, port: port(of: target, id.namespace),
      traffic: random.chance(18) ? .connection : .request(request(id.namespace)))
  }

  /// The port and path of one of the target's HTTP probes.
  private mutating func probe(of target: JSONValue) -> (UInt16, String)? {
    let probes = Self.containers(of: target).flatMap { container in
      ["livenessProbe", "readinessProbe", "startupProbe"].map { probe in
        (get: container[probe]["httpGet"], ports: Self.list(container["ports"]))
      }
    }.filter { $0.get != .null }
    guard !probes.isEmpty else { return nil }
    let (get, ports) = random.pick(probes)
    let named = Self.text(get["port"]).flatMap { name in
      ports.first { Self.text($0["name"]) == name.lowercased() }
    }
    guard case .integer(let number) = named?["containerPort"] ?? get["port"],
      let port = UInt16(exactly: number), port > 0
    else { return nil }
    let path = Self.text(get["path"]) ?? "/"
    return (port, path.hasPrefix("/") ? path : "/")
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

  static func list(_ value: JSONValue) -> [JSONValue] {
    if case .list(let values) = value { values } else { [] }
  }

  static func text(_ value: JSONValue) -> String? {
    if case .text(let text) = value { text } else { nil }
  }

  /// A client at one known address; now and then at one of several, or somewhere.
  mutating func client() -> Client {
    let account = random.pick(Self.accounts)
    let namespace = random.pick(namespaces)
    let tls: Client.TLS =
      switch random.below(12) {
      case 0..<3: .none
      case 3, 6: .anonymous
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
}
