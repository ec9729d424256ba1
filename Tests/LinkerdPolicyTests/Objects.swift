import Foundation
import KubernetesSnapshot
import LinkerdPolicy

extension ResolvedPolicy {
  /// A cluster of a few objects, written as they are in a manifest.
  init(_ objects: JSONValue..., mesh: MeshConfiguration = MeshConfiguration()) throws {
    let decoder = ResourceDecoder()
    let resources = try objects.compactMap { object -> Resource? in
      guard case .resource(let resource) = decoder.decode(try JSONEncoder().encode(object)) else {
        return nil
      }
      return resource
    }
    self.init(Snapshot(resources), mesh: mesh)
  }

  /// What an unmeshed pod gets on port 8080 of the pod `ns/web`.
  func answer(
    _ method: String = "GET", _ path: String = "/", host: String? = nil, port: UInt16 = 8080
  ) -> OracleCase.Answer? {
    let client = Client(address: .known([IPAddress("10.42.0.9")].compactMap { $0 }), tls: .none)
    return decide(
      AccessRequest(
        client: client, target: ResourceID(kind: .pod, namespace: "ns", name: "web"), port: port,
        traffic: .request(HTTPRequest(method: method, path: path, host: host)))
    ).map(OracleCase.Answer.init)
  }
}

/// An object of the namespace `ns`.
///
/// - Parameters:
///   - kind: `policy.linkerd.io/v1beta3/Server`.
///   - name: Its name.
///   - metadata: What else its metadata says.
///   - spec: Its spec.
///   - status: Its status, if it has one.
/// - Returns: The object.
func object(
  _ kind: String, _ name: String, metadata: JSONValue = [:], spec: JSONValue = [:],
  status: JSONValue = .null
) -> JSONValue {
  var metadata = metadata
  metadata["name"] = .text(name)
  metadata["namespace"] = kind == "v1/Namespace" ? .null : "ns"
  let parts = kind.split(separator: "/").map(String.init)
  var object: JSONValue = [
    "apiVersion": .text(parts.dropLast().joined(separator: "/")), "kind": .text(parts.last ?? ""),
    "metadata": metadata, "spec": spec,
  ]
  object["status"] = status
  return object
}
