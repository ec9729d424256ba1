import Foundation
import KubernetesSnapshot
import LinkerdPolicy

/// A cluster of a few objects, resolved by the rules of a release.
struct ReleaseCluster {
  var policy: ResolvedPolicy

  /// Reads the objects and resolves them.
  ///
  /// - Parameters:
  ///   - version: The release, as a control plane names it; nil for one that does not say.
  ///   - objects: One object as JSON each.
  init(_ version: String?, _ objects: [String]) {
    policy = ResolvedPolicy(
      Self.snapshot(objects), mesh: MeshConfiguration(version: version.map { LinkerdVersion($0) }))
  }

  /// The objects as a snapshot.
  static func snapshot(_ objects: [String]) -> Snapshot {
    let decoder = ResourceDecoder()
    return Snapshot(
      objects.compactMap { text -> Resource? in
        guard case .resource(let resource) = decoder.decode(Data(text.utf8)) else { return nil }
        return resource
      })
  }

  /// Asks what becomes of a client.
  ///
  /// - Parameters:
  ///   - request: The request; nil for a raw connection.
  ///   - identity: The client's mesh identity; nil for a client outside the mesh.
  ///   - pod: The pod's name, in namespace `shop`.
  ///   - port: The port.
  /// - Returns: The decision; nil when there is no such pod.
  func ask(
    _ request: HTTPRequest?, identity: String? = nil, pod: String = "web", port: UInt16 = 8080
  ) -> AccessDecision? {
    guard let address = IPAddress("10.1.0.9") else { return nil }
    return policy.decide(
      AccessRequest(
        client: Client(address: .known(address), tls: identity.map { .identity($0) } ?? .none),
        target: ResourceID(kind: .pod, namespace: "shop", name: pod), port: port,
        traffic: request.map { .request($0) } ?? .connection))
  }

  /// A meshed pod of namespace `shop`.
  ///
  /// - Parameters:
  ///   - name: The pod's name.
  ///   - proxy: What injection noted as the proxy's release.
  ///   - image: The proxy's image.
  ///   - annotations: Further annotations, as JSON fields with a comma before each.
  ///   - probe: The path of the readiness probe.
  /// - Returns: The object as JSON.
  static func pod(
    _ name: String = "web", proxy: String? = nil, image: String = "", annotations: String = "",
    probe: String = "/ready"
  ) -> String {
    let noted = proxy.map { #","linkerd.io/proxy-version":"\#($0)""# } ?? ""
    return #"""
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#(name)","namespace":"shop",
       "creationTimestamp":"2024-05-01T10:00:00Z",
       "labels":{"app":"web","tier":"front","linkerd.io/control-plane-ns":"linkerd"},
       "annotations":{"a":"b"\#(noted)\#(annotations)}},
       "spec":{"containers":[
        {"name":"app","ports":[{"name":"http","containerPort":8080}],
         "readinessProbe":{"httpGet":{"port":8080,"path":"\#(probe)"}}},
        {"name":"linkerd-proxy","image":"\#(image)","ports":[{"containerPort":4191}]}]}}
      """#
  }

  /// A Server of namespace `shop`.
  ///
  /// - Parameters:
  ///   - name: The Server's name.
  ///   - spec: Fields beside the port and the selector, as JSON with a comma before each.
  ///   - selector: The pod selector.
  /// - Returns: The object as JSON.
  static func server(
    _ name: String = "web", _ spec: String = "",
    selector: String = #"{"matchLabels":{"app":"web"}}"#
  ) -> String {
    #"""
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"\#(name)",
     "namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
     "spec":{"podSelector":\#(selector),"port":8080\#(spec)}}
    """#
  }

  /// An AuthorizationPolicy of namespace `shop` that lets everyone in, as JSON.
  static func everyone(_ kind: String, _ name: String) -> String {
    #"""
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy",
     "metadata":{"name":"everyone","namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
     "spec":{"targetRef":{"group":"policy.linkerd.io","kind":"\#(kind)","name":"\#(name)"},
      "requiredAuthenticationRefs":[]}}
    """#
  }

  /// An HTTPRoute that Server `web` accepted.
  ///
  /// - Parameters:
  ///   - name: The route's name.
  ///   - spec: Fields beside the parent, as JSON with a comma before each.
  /// - Returns: The object as JSON.
  static func route(_ name: String = "read", _ spec: String) -> String {
    let parent = #"{"group":"policy.linkerd.io","kind":"Server","name":"web"}"#
    return #"""
      {"apiVersion":"policy.linkerd.io/v1beta3","kind":"HTTPRoute","metadata":{"name":"\#(name)",
       "namespace":"shop","creationTimestamp":"2024-05-01T10:00:00Z"},
       "spec":{"parentRefs":[\#(parent)]\#(spec)},
       "status":{"parents":[{"parentRef":\#(parent),"controllerName":"linkerd.io/policy-controller",
        "conditions":[{"type":"Accepted","status":"True"}]}]}}
      """#
  }
}
