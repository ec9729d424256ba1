import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import Testing

/// Each surprise of the rule book's list (§13) is said in the chain of a decision that it bears on.
@Suite struct SurpriseTests {
  /// A cluster, a question, and what the chain must say.
  struct Case: CustomTestStringConvertible {
    let id: String
    let objects: [String]
    var pod = Pods.plain
    var client = Clients.meshed
    var port: UInt16 = 8080
    var traffic = AccessRequest.Traffic.request(HTTPRequest())
    let outcome: AccessDecision.Outcome
    let says: String

    var testDescription: String { id }
  }

  /// The pods that questions are about; all are `ns/p`.
  enum Pods {
    static func pod(
      annotations: String = "", labels: String = #""linkerd.io/control-plane-ns":"linkerd""#,
      app: String = "", proxy: String = #",{"name":"linkerd-proxy"}"#,
      ports: String = #"{"name":"http","containerPort":8080}"#
    ) -> String {
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"ns","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"a",\(labels)},"annotations":{\(annotations)}},"spec":{"containers":[{"name":"app","ports":[\(ports)]\(app)}\(proxy)]},"status":{"podIP":"10.1.0.9"}}
      """
    }
    static let plain = pod()
    static let deny = pod(annotations: #""config.linkerd.io/default-inbound-policy":"deny""#)
    static let probed = pod(
      annotations: #""config.linkerd.io/default-inbound-policy":"deny""#,
      app: #","livenessProbe":{"httpGet":{"path":"/healthz","port":8080}}"#)
  }

  enum Clients {
    static func client(_ address: String, _ tls: Client.TLS) -> Client {
      Client(address: IPAddress(address).map(ClientAddress.known) ?? .inside([]), tls: tls)
    }
    static let meshed = client(
      "10.1.0.6", .identity("m.other.serviceaccount.identity.linkerd.cluster.local"))
    static let unmeshed = client("10.1.0.5", .none)
    static let outside = client("203.0.113.9", .none)
    static let spiffe = client("10.1.0.7", .identity("spiffe://root/vm"))
    static let foreign = client(
      "10.1.0.8", .identity("m.other.serviceaccount.identity.linkerd.far.away"))
    static let overIPv6 = client("fd00::5", .none)
  }

  /// Objects of namespace `ns`, as short as they can be.
  enum Objects {
    static func server(
      _ name: String = "s", spec: String = #""podSelector":{},"port":"http""#,
      version: String = "v1beta3"
    ) -> String {
      """
      {"apiVersion":"policy.linkerd.io/\(version)","kind":"Server","metadata":{"name":"\(name)","namespace":"ns"},"spec":{\(spec)}}
      """
    }
    static func grant(_ name: String, to target: String, refs: String) -> String {
      """
      {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"\(name)","namespace":"ns"},"spec":{"targetRef":{\(target)},"requiredAuthenticationRefs":[\(refs)]}}
      """
    }
    static func authorization(client: String) -> String {
      """
      {"apiVersion":"policy.linkerd.io/v1beta1","kind":"ServerAuthorization","metadata":{"name":"z","namespace":"ns"},"spec":{"server":{"name":"s"},"client":{\(client)}}}
      """
    }
    static func route(
      _ name: String = "r", group: String = "policy.linkerd.io/v1beta3", kind: String = "HTTPRoute",
      namespace: String = "ns", parent: String = #""group":"policy.linkerd.io","kind":"Server""#,
      server: String = #""name":"s""#,
      rule: String = #""matches":[{"path":{"type":"PathPrefix","value":"/a"}}]"#
    ) -> String {
      """
      {"apiVersion":"\(group)","kind":"\(kind)","metadata":{"name":"\(name)","namespace":"\(namespace)"},"spec":{"parentRefs":[{\(parent),\(server)}],"rules":[{\(rule)}]}}
      """
    }
    static let toServer = #""group":"policy.linkerd.io","kind":"Server","name":"s""#
    static let toRoute = #""group":"policy.linkerd.io","kind":"HTTPRoute","name":"r""#
    static let toNamespace = #""kind":"Namespace","name":"ns""#
    static let client = #"{"kind":"ServiceAccount","name":"m","namespace":"other"}"#
    static let open = #""podSelector":{},"port":"http","accessPolicy":"all-unauthenticated""#
  }

  @Test("the chain says the surprise", arguments: cases)
  func theChainSaysTheSurprise(_ one: Case) throws {
    let decoder = ResourceDecoder()
    let resources = ([one.pod] + one.objects).compactMap { text -> Resource? in
      guard case .resource(let resource) = decoder.decode(Data(text.utf8)) else { return nil }
      return resource
    }
    #expect(resources.count == one.objects.count + 1)
    let policy = ResolvedPolicy(Snapshot(resources), mesh: MeshConfiguration())
    let request = AccessRequest(
      client: one.client, target: ResourceID(kind: .pod, namespace: "ns", name: "p"),
      port: one.port, traffic: one.traffic)
    let decision = try #require(policy.decide(request))
    #expect(decision.outcome == one.outcome)
    #expect(decision.rule != "")
    let chain = decision.reasons.map(\.text).joined(separator: "\n")
    #expect(chain.contains(one.says), "\(chain)")
  }

  private static func get(_ path: String, _ method: String = "GET") -> AccessRequest.Traffic {
    .request(HTTPRequest(method: method, path: path))
  }

  private static let namespaceOfDeny = """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns","annotations":{"config.linkerd.io/default-inbound-policy":"deny"}}}
    """
  private static let call = AccessRequest.Traffic.request(
    HTTPRequest(
      method: "POST", path: "/pkg.S/M",
      headers: [.init(name: "content-type", value: "application/grpc")]
    ))

  static let policyCases: [Case] = [
    Case(
      id: "X-1", objects: [Objects.grant("n", to: Objects.toNamespace, refs: Objects.client)],
      pod: Pods.deny, outcome: .deny, says: "counts only on ports that a Server selects"),
    Case(
      id: "X-2", objects: [Objects.server()], outcome: .deny,
      says: "the default policy all-unauthenticated would decide here"),
    Case(
      id: "X-3",
      objects: [
        Objects.server(spec: Objects.open),
        Objects.grant("p", to: Objects.toServer, refs: Objects.client),
      ], client: Clients.unmeshed, outcome: .allow,
      says: "accessPolicy all-unauthenticated is added to what policies allow"),
    Case(
      id: "X-4",
      objects: [
        Objects.server(), Objects.route(),
        Objects.grant("on-server", to: Objects.toServer, refs: Objects.client),
        Objects.grant(
          "on-route", to: Objects.toRoute, refs: #"{"kind":"ServiceAccount","name":"x"}"#),
      ], traffic: get("/a"), outcome: .allow, says: "policies that target a route only add clients"),
    Case(
      id: "X-5", objects: [Objects.server(), Objects.grant("p", to: Objects.toServer, refs: "")],
      client: Clients.outside, outcome: .allow, says: "an empty list of authentications"),
    Case(
      id: "X-6",
      objects: [
        Objects.server(),
        Objects.grant("p", to: Objects.toServer, refs: "\(Objects.client),\(Objects.client)"),
      ], outcome: .deny, says: "refers to more than one kind of identity"),
    Case(
      id: "X-7",
      objects: [Objects.server(), Objects.authorization(client: #""unauthenticated":true"#)],
      client: Clients.outside, outcome: .deny, says: "which means the cluster's networks"),
    Case(
      id: "X-8", objects: [Objects.server(), Objects.authorization(client: "")], outcome: .deny,
      says: "names no clients"),
    Case(
      id: "X-9, a number", objects: [Objects.server(spec: #""podSelector":{},"port":9999"#)],
      port: 9999, outcome: .deny, says: "a Server's number counts as it is"),
    Case(
      id: "X-9, a text", objects: [Objects.server(spec: #""podSelector":{},"port":"8080""#)],
      outcome: .allow, says: "a port in quotes is a name, not a number"),
    Case(
      id: "X-10", objects: [Objects.server("a"), Objects.server("b", spec: Objects.open)],
      outcome: .deny, says: "Server b selects the port too, but is younger"),
    Case(
      id: "X-11",
      objects: [
        Objects.server(
          spec:
            #""podSelector":{"matchExpressions":[{"key":"app","operator":"Exists","values":[]}]},"port":"http""#
        )
      ], outcome: .allow, says: "Server s selects nothing"),
    Case(
      id: "X-12",
      objects: [
        Objects.server(
          spec: #""podSelector":{},"port":"http","accessPolicy":"all-authenticated""#)
      ], client: Clients.spiffe, outcome: .deny, says: "only where it is spelled out"),
    Case(
      id: "X-12, another cluster",
      objects: [
        Objects.server(
          spec: #""podSelector":{},"port":"http","accessPolicy":"all-authenticated""#)
      ], client: Clients.foreign, outcome: .allow, says: "another cluster's too"),
    Case(
      id: "X-13",
      objects: [
        Objects.server(), Objects.grant("p", to: Objects.toServer, refs: Objects.client),
      ], client: Clients.foreign, outcome: .deny, says: "mean this mesh alone"),
    Case(
      id: "X-14", objects: [Objects.server(spec: Objects.open, version: "v1beta1")],
      outcome: .deny, says: "written as v1beta1, which has no accessPolicy"),
    Case(
      id: "X-15, opaque", objects: [Objects.server(spec: Objects.open)],
      pod: Pods.pod(annotations: #""config.linkerd.io/opaque-ports":"8080""#), outcome: .allow,
      says: "but Server s counts"),
    Case(
      id: "X-15, audit", objects: [],
      pod: Pods.pod(
        annotations:
          #""config.linkerd.io/default-inbound-policy":"audit","config.linkerd.io/proxy-require-identity-inbound-ports":"8080""#
      ), client: Clients.unmeshed, outcome: .allow, says: "changes nothing under audit"),
    Case(
      id: "X-16", objects: [],
      pod: Pods.pod(annotations: #""config.linkerd.io/opaque-ports":"http,8080""#),
      outcome: .allow, says: "empties the whole list"),
    Case(
      id: "X-17", objects: [], port: 3306, outcome: .allow,
      says: "only where the pod declares it"),
    Case(
      id: "X-30", objects: [namespaceOfDeny], outcome: .allow,
      says: "namespace ns says deny, but that is copied to pods when they are made"),
    Case(
      id: "X-42", objects: [Objects.server(spec: #""podSelector":{},"port":0"#)],
      outcome: .allow, says: "keeps that until it restarts"),
    Case(
      id: "X-43",
      objects: [
        Objects.server(spec: #""podSelector":{},"port":"http","accessPolicy":"audit""#),
        Objects.grant("p", to: Objects.toServer, refs: Objects.client),
      ], outcome: .allow, says: "which of these the proxy reports is left to chance"),
  ]

  static let probeCases: [Case] = [
    Case(
      id: "X-18", objects: [], pod: Pods.probed, client: Clients.outside,
      traffic: get("/healthz"), outcome: .allow, says: "open to everyone in the probe networks"),
    Case(
      id: "X-19",
      objects: [Objects.server(spec: #""podSelector":{},"port":"http","proxyProtocol":"gRPC""#)],
      pod: Pods.probed, client: Clients.outside, traffic: get("/healthz"), outcome: .noRoute,
      says: "a gRPC port has no exemption for probes"),
    Case(
      id: "X-20", objects: [Objects.server(), Objects.route()], pod: Pods.probed,
      client: Clients.outside, traffic: get("/healthz"), outcome: .noRoute,
      says: "takes the probe's own route away"),
  ]

  static let routeCases: [Case] = [
    Case(
      id: "X-22",
      objects: [
        Objects.server(), Objects.route(),
        Objects.route(
          "g", group: "gateway.networking.k8s.io/v1", kind: "GRPCRoute", namespace: "far",
          server: #""name":"s","namespace":"ns""#, rule: ""),
        Objects.grant("p", to: Objects.toRoute, refs: Objects.client),
      ], traffic: get("/a"), outcome: .deny,
      says: "GRPCRoute far/g names Server s too, which un-accepts all HTTPRoutes"),
    Case(
      id: "X-23",
      objects: [
        Objects.server(
          spec:
            #""podSelector":{},"port":"http","proxyProtocol":"gRPC","accessPolicy":"all-unauthenticated""#
        ),
        Objects.route(
          "g", group: "gateway.networking.k8s.io/v1", kind: "GRPCRoute",
          rule: #""matches":[{"headers":[{"name":"x","value":"y"}]}]"#),
      ], traffic: call, outcome: .deny, says: "refuses everyone"),
    Case(
      id: "X-24, X-25",
      objects: [
        Objects.server(spec: Objects.open),
        Objects.route(server: #""name":"s","sectionName":"x""#),
      ], traffic: get("/b"), outcome: .allow,
      says: "does not count, whatever its status says: it names a port or a section"),
    Case(
      id: "X-26",
      objects: [
        Objects.server(spec: Objects.open),
        Objects.route(group: "gateway.networking.k8s.io/v1", parent: #""kind":"Server""#),
      ], traffic: get("/b"), outcome: .allow, says: "does not spell the group policy.linkerd.io"),
    Case(
      id: "X-27",
      objects: [
        Objects.server(spec: Objects.open), Objects.route("a"),
        Objects.route("b", rule: #""matches":[{"path":{"type":"Exact","value":"/a"}}]"#),
      ], traffic: get("/a"), outcome: .allow,
      says: "HTTPRoute b matches just as well: only lengths count"),
    Case(
      id: "X-29",
      objects: [
        Objects.server(spec: Objects.open),
        Objects.route(rule: #""matches":[{"path":{"value":"/"}}]"#)
          .replacing(#""rules""#, with: #""hostnames":["shop.example"],"rules""#),
      ],
      pod: Pods.pod(annotations: #""linkerd.io/proxy-version":"stable-2.14.0""#),
      traffic: .request(HTTPRequest(path: "/", host: "Shop.example")), outcome: .noRoute,
      says: "differs from Shop.example in case alone"),
    Case(
      id: "X-28", objects: [Objects.server(), Objects.route()], traffic: get("/b"),
      outcome: .noRoute, says: "decided before any authorization"),
  ]

  static let enforcementCases: [Case] = [
    Case(
      id: "X-31", objects: [], port: 9000, outcome: .allow,
      says: "under the default that it started with"),
    Case(
      id: "X-32",
      objects: [Objects.server(spec: #""podSelector":{},"port":"http","proxyProtocol":"gRPC""#)],
      traffic: call, outcome: .deny, says: "HTTP 200 with grpc-status 7"),
    Case(
      id: "X-33", objects: [Objects.server()], outcome: .deny,
      says: "streams and WebSockets that run already are not cut"),
    Case(
      id: "X-34",
      objects: [
        Objects.server(spec: #""podSelector":{},"port":"http","proxyProtocol":"opaque""#),
        Objects.grant("p", to: Objects.toServer, refs: Objects.client),
      ], client: Clients.unmeshed, traffic: .connection, outcome: .deny,
      says: "only clients that use the mesh's transport header show an identity"),
    Case(
      id: "X-35",
      objects: [Objects.server(spec: Objects.open + #","proxyProtocol":"HTTP/1""#)],
      traffic: .connection, outcome: .deny, says: "so a raw connection is never let in"),
    Case(
      id: "X-36",
      objects: [
        Objects.server(spec: #""podSelector":{},"port":3306,"accessPolicy":"all-unauthenticated""#)
      ],
      port: 3306, outcome: .allow, says: "routes, their 404 and rate limits do not apply to it"),
    Case(
      id: "X-37", objects: [], client: Clients.unmeshed, traffic: .connection, outcome: .allow,
      says: "cut after 10 seconds"),
    Case(
      id: "X-38", objects: [], pod: Pods.deny, client: Clients.overIPv6, outcome: .deny,
      says: "nothing is enforced on it"),
    Case(
      id: "X-39", objects: [], pod: Pods.deny, client: Clients.unmeshed, port: 4191,
      traffic: get("/metrics"), outcome: .deny, says: "metrics are not scraped"),
    Case(
      id: "X-40",
      objects: [Objects.server(), Objects.authorization(client: #""unauthenticated":true"#)],
      client: Clients.outside, outcome: .deny, says: "arrive with a node's address"),
    Case(
      id: "X-41", objects: [Objects.server()],
      pod: Pods.pod(annotations: #""config.linkerd.io/skip-inbound-ports":"8080""#),
      outcome: .open, says: "to a pod that runs already it only makes clients come without mesh TLS"
    ),
    Case(
      id: "X-44, the label alone", objects: [], pod: Pods.pod(proxy: ""), outcome: .open,
      says: "does not give it a proxy"),
    Case(
      id: "X-44, injection by label", objects: [],
      pod: Pods.pod(labels: #""linkerd.io/inject":"enabled""#, proxy: ""), outcome: .open,
      says: "injection goes by the annotation of that name"),
  ]

  static let cases = policyCases + probeCases + routeCases + enforcementCases
}
