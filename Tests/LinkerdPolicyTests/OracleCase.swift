import Foundation
import KubernetesSnapshot
import LinkerdPolicy

/// A described cluster with questions and the answers that Linkerd's own code gave.
struct OracleCase: Decodable {
  var name: String
  var cluster: Cluster
  var items: [Item]
  var questions: [Question]
  var answers: [Answer]
  var policies: [Policy]
  /// Kinds that the release's controller never gets to see, as `Kind.group`.
  var stalled: [String]?
  /// Every answer that the release may give, where it leaves it to chance, by question number.
  var undefined: [String: [Answer]]?
  /// Ports whose policy was not recorded, since the release leaves it to chance.
  var undefinedPolicies: [String]?

  struct Cluster: Decodable {
    var defaultPolicy: String
    var clusterNetworks: [String]
    var probeNetworks: [String]
    var identityTrustDomain: String
    var controlPlaneNamespace: String
    var linkerdVersion: String?
  }

  /// An object, kept as JSON so that the product's own decoder reads it.
  struct Item: Decodable {
    var json: Data

    init(from decoder: any Decoder) throws {
      json = try JSONEncoder().encode(JSONValue(from: decoder))
    }
  }

  struct Question: Decodable {
    var pod: String?
    var externalWorkload: String?
    var port: UInt16
    var client: Client
    var request: Request?

    struct Client: Decodable {
      var ip: String
      var tls: String
      var identity: String?
    }

    struct Request: Decodable {
      var method: String
      var path: String
      var host: String?
      var headers: [String: OneOrMore]?
    }
  }

  struct Answer: Decodable, Equatable, CustomStringConvertible {
    var verdict: String
    var server: Reference?
    var `protocol`: String?
    var route: Reference?
    var authorizations: [Reference]?
    var after: String?
    var invalid: Bool?

    var description: String {
      "\(verdict) server=\(server.text) \(`protocol` ?? "-") route=\(route.text)"
        + " authorizations=\(authorizations?.map(\.description).joined(separator: ",") ?? "-")"
        + (after.map { " after=\($0)" } ?? "")
    }
  }

  struct Reference: Decodable, Equatable, CustomStringConvertible {
    var kind: String
    var group: String?
    var name: String

    var description: String { "\(kind)/\(name)" }
  }

  enum OneOrMore: Decodable {
    case one(String)
    case more([String])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self = .one(text)
      } else {
        self = .more(try value.decode([String].self))
      }
    }

    var values: [String] {
      switch self {
      case .one(let value): [value]
      case .more(let values): values
      }
    }
  }

  /// The policy of some ports, kept as JSON text with sorted keys.
  struct Policy: Decodable {
    var ports: [String]
    var json: String

    init(from decoder: any Decoder) throws {
      guard case .object(var fields) = try JSONValue(from: decoder),
        case .list(let ports)? = fields.removeValue(forKey: "for")
      else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "expected a policy"))
      }
      self.ports = ports.compactMap { if case .text(let port) = $0 { port } else { nil } }
      json = try OracleCase.text(of: JSONValue.object(fields))
    }
  }

  /// Reads a file of cases, one a line.
  static func cases(in file: URL) throws -> [OracleCase] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(OracleCase.self, from: Data($0.utf8))
    }
  }
}

extension InboundPolicyDocument {
  /// The policy as it was recorded of release 2.11: without the names of objects, which it told in
  /// other words, without routes, and with gRPC passed off as HTTP/2, since the proxy that judged
  /// would else have asked for routes.
  fileprivate var asRecordedOf211: InboundPolicyDocument {
    var copy = self
    if server.kind == "default" { copy.server.name = "default:" + server.name }
    copy.server.kind = ""
    copy.server.group = ""
    for index in copy.authorizations.indices {
      copy.authorizations[index].kind = ""
      copy.authorizations[index].group = ""
      copy.authorizations[index].name = ""
    }
    if copy.protocol == "gRPC" { copy.protocol = "HTTP/2" }
    copy.httpRoutes = httpRoutes == nil && grpcRoutes == nil ? nil : []
    copy.grpcRoutes = nil
    return copy
  }
}

extension OracleCase.Reference? {
  fileprivate var text: String { self?.description ?? "-" }
}

extension OracleCase.Question: CustomStringConvertible {
  /// The port asked about, as the recorded policies call it.
  var target: String {
    "\(pod ?? externalWorkload.map { "externalWorkload/\($0)" } ?? "-"):\(port)"
  }

  var description: String {
    let who = "\(client.ip) \(client.identity ?? client.tls)"
    let what =
      request.map { "\($0.method) \($0.host ?? "")\($0.path) \($0.headers ?? [:])" } ?? "raw"
    return "\(who) -> \(target) \(what)"
  }
}

extension OracleCase {
  /// The cluster of the case, resolved.
  func resolve() -> ResolvedPolicy { ResolvedPolicy(snapshot, mesh: mesh) }

  /// The objects of the case that the product can read.
  var resources: [Resource] {
    let decoder = ResourceDecoder()
    return items.compactMap { item in
      guard case .resource(let resource) = decoder.decode(item.json) else { return nil }
      return resource
    }
  }

  var snapshot: Snapshot { Snapshot(resources) }

  /// What the control plane of the case is configured with.
  var mesh: MeshConfiguration {
    var mesh = MeshConfiguration(version: cluster.linkerdVersion.map { LinkerdVersion($0) })
    mesh.clusterNetworks = cluster.clusterNetworks.compactMap(IPNetwork.init)
    mesh.probeNetworks = cluster.probeNetworks.compactMap(IPNetwork.init)
    mesh.defaultInboundPolicy = DefaultInboundPolicy(rawValue: cluster.defaultPolicy) ?? .deny
    mesh.identityTrustDomain = cluster.identityTrustDomain
    mesh.controlPlaneNamespace = cluster.controlPlaneNamespace
    return mesh
  }

  /// The resolver's policy of a port, with those of other Servers that may own it.
  static func inboundServer(_ port: String, _ policy: ResolvedPolicy) -> InboundServer? {
    let parts = port.split(whereSeparator: { "/:".contains($0) }).map(String.init)
    guard parts.count >= 3, let number = UInt16(parts[parts.count - 1]) else { return nil }
    let id = ResourceID(
      kind: parts.count == 3 ? .pod : .externalWorkload, namespace: parts[parts.count - 3],
      name: parts[parts.count - 2])
    return policy.inboundWorkload(id).map { policy.inboundServer(port: number, of: $0) }
  }

  /// The resolver's policy of a port, as JSON text with sorted keys.
  ///
  /// - Parameters:
  ///   - port: `ns/pod:port` or `externalWorkload/ns/name:port`.
  ///   - policy: The resolved cluster.
  /// - Returns: The text; nil when there is no such pod or external workload.
  /// - Throws: What encoding throws.
  func inboundPolicy(_ port: String, _ policy: ResolvedPolicy) throws -> String? {
    guard let server = Self.inboundServer(port, policy) else { return nil }
    let document = InboundPolicyDocument(server, mesh: policy.mesh)
    return try Self.text(of: cluster.linkerdVersion == "2.11" ? document.asRecordedOf211 : document)
  }

  /// Whether an answer is one that the release gives; where chance decides, `unknown` is right if
  /// verdicts differ.
  func accepts(_ actual: Answer?, to question: Int) -> Bool {
    guard let possible = undefined?[String(question)] else { return actual == answers[question] }
    return Set(possible.map(\.verdict)).count == 1
      ? possible.contains { $0 == actual } : actual == Answer(verdict: "unknown")
  }

  fileprivate static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// What the resolver answers to one of the questions, in the words of the recorded answers.
  static func answer(_ question: Question, _ policy: ResolvedPolicy) -> Answer? {
    question.accessRequest.flatMap(policy.decide).map(Answer.init)
  }
}

extension OracleCase.Question {
  /// The question as the resolver takes it; nil when it names no target or address.
  var accessRequest: AccessRequest? {
    let name = (pod ?? externalWorkload ?? "").split(separator: "/")
    guard name.count == 2, let address = IPAddress(client.ip) else { return nil }
    let tls: LinkerdPolicy.Client.TLS =
      switch client.tls {
      case "identity": .identity(client.identity ?? "")
      case "anonymous": .anonymous
      default: .none
      }
    let request = request.map { request in
      HTTPRequest(
        method: request.method, path: request.path, host: request.host,
        headers: (request.headers ?? [:]).flatMap { name, value in
          value.values.map { HTTPRequest.Header(name: name, value: $0) }
        })
    }
    return AccessRequest(
      client: LinkerdPolicy.Client(address: .known(address), tls: tls),
      target: ResourceID(
        kind: pod == nil ? .externalWorkload : .pod, namespace: String(name[0]),
        name: String(name[1])),
      port: port, traffic: request.map { .request($0) } ?? .connection)
  }
}

extension OracleCase.Answer {
  /// A decision in the words of the recorded answers.
  init(_ decision: AccessDecision) {
    self.init(verdict: decision.outcome.rawValue)
    guard let server = decision.server else { return }
    self.server = .init(kind: server.kind, name: server.name)
    `protocol` = decision.protocol?.rawValue
    route = decision.route.map { .init(kind: $0.kind, group: $0.group, name: $0.name) }
    authorizations = decision.authorizations.map {
      .init(kind: $0.kind, group: $0.group, name: $0.name)
    }
    after = decision.after?.rawValue
    invalid = decision.isInvalid ? true : nil
  }
}
