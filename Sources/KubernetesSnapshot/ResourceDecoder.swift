public import Foundation

/// Decodes objects, one at a time, into the fields that policy and the screens use.
///
/// A decoder is cheap and belongs to one thread; make one for each.
public struct ResourceDecoder {
  let decoder = JSONDecoder()
  private let siblings = PodSiblings()

  /// What one item of a source turned out to be.
  public enum Item: Sendable, Hashable {
    /// An object of a known kind; it may be `unreadable`.
    case resource(Resource)
    /// An object of another kind, by `apiVersion` and `kind`.
    case ignored(apiVersion: String, kind: String)
    /// Not an object of the API at all.
    case malformed(FieldProblem)
  }

  /// A decoder.
  public init() {}

  /// Decodes one object.
  ///
  /// - Parameters:
  ///   - json: The object as JSON.
  ///   - apiVersion: The version of a typed list, whose items do not say theirs.
  ///   - kind: The kind of a typed list's items: `Pod` in a `PodList`.
  /// - Returns: The object, also when it cannot be read; nothing is thrown.
  public func decode(_ json: Data, apiVersion: String? = nil, kind: String? = nil) -> Item {
    do {
      let list = DecodedItem.ListType(apiVersion: apiVersion, kind: kind)
      let item = try decoder.decode(DecodedItem.self, from: json, configuration: list).item
      guard case .resource(.pod(let pod)) = item else { return item }
      return .resource(.pod(siblings.sharing(pod)))
    } catch {
      return .malformed(FieldProblem(error))
    }
  }
}

/// Reads `apiVersion` and `kind`, then the object itself, in one pass over the same JSON.
struct DecodedItem: DecodableWithConfiguration {
  var item: ResourceDecoder.Item

  /// What a typed list says of its items, which do not say it themselves.
  struct ListType {
    var apiVersion: String?
    var kind: String?
  }

  private enum CodingKeys: String, CodingKey { case apiVersion, kind, metadata }

  init(from decoder: any Decoder, configuration list: ListType) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let apiVersion =
      try fields.decodeIfPresent(String.self, forKey: .apiVersion) ?? list.apiVersion
    let kindName = try fields.decodeIfPresent(String.self, forKey: .kind) ?? list.kind
    guard let apiVersion, let kindName else {
      let missing = apiVersion == nil ? "apiVersion" : "kind"
      item = .malformed(
        FieldProblem(field: missing, message: "required, but absent: not a Kubernetes object"))
      return
    }
    guard let kind = ResourceKind(apiVersion: apiVersion, kind: kindName) else {
      item = .ignored(apiVersion: apiVersion, kind: kindName)
      return
    }
    do {
      item = .resource(try Self.read(kind, apiVersion: apiVersion, from: decoder))
    } catch {
      guard let meta = try? fields.decode(NameOnly.self, forKey: .metadata).meta, !meta.name.isEmpty
      else {
        item = .malformed(
          FieldProblem(field: "metadata.name", message: "required, but absent in this \(kindName)"))
        return
      }
      var object = UnreadableResource(kind: kind, meta: meta, problem: FieldProblem(error))
      Self.complete(&object.meta, of: kind, apiVersion: apiVersion)
      item = .resource(.unreadable(object))
    }
  }

  private static func complete(
    _ meta: inout ObjectMeta, of kind: ResourceKind, apiVersion: String
  ) {
    meta.apiVersion = apiVersion
    // kubectl puts an object without a namespace into the context's, which is `default` unless set.
    if !kind.isNamespaced {
      meta.namespace = ""
    } else if meta.namespace.isEmpty {
      meta.namespace = "default"
    }
  }

  private static func read(
    _ kind: ResourceKind, apiVersion: String, from decoder: any Decoder
  ) throws -> Resource {
    func object<Object: KubernetesObject & Decodable>(_ type: Object.Type) throws -> Object {
      try completed(Object(from: decoder))
    }
    func completed<Object: KubernetesObject>(_ object: Object) throws -> Object {
      var object = object
      guard !object.meta.name.isEmpty else { throw MissingName() }
      complete(&object.meta, of: kind, apiVersion: apiVersion)
      return object
    }
    switch kind {
    case .namespace: return .namespace(try object(Namespace.self))
    case .pod: return .pod(try object(Pod.self))
    case .serviceAccount: return .serviceAccount(try object(ServiceAccount.self))
    case .service: return .service(try object(Service.self))
    case .configMap: return .configMap(try object(ConfigMap.self))
    case .deployment, .statefulSet, .daemonSet, .replicaSet, .job, .cronJob,
      .replicationController:
      return .workload(try completed(Workload(kind: kind, from: decoder)))
    case .server:
      var server = try object(Server.self)
      // The API server drops what the version's schema does not know (`S-11`).
      let version = apiVersion.split(separator: "/").last.map(String.init) ?? apiVersion
      if Server.versionsWithoutAccessPolicy.contains(version) { server.accessPolicy = nil }
      return .server(server)
    case .serverAuthorization: return .serverAuthorization(try object(ServerAuthorization.self))
    case .authorizationPolicy: return .authorizationPolicy(try object(AuthorizationPolicy.self))
    case .meshTLSAuthentication:
      return .meshTLSAuthentication(try object(MeshTLSAuthentication.self))
    case .networkAuthentication:
      return .networkAuthentication(try object(NetworkAuthentication.self))
    case .linkerdHTTPRoute, .gatewayHTTPRoute:
      return .httpRoute(try completed(HTTPRoute(group: kind.group, from: decoder)))
    case .grpcRoute: return .grpcRoute(try object(GRPCRoute.self))
    case .httpLocalRateLimitPolicy:
      return .httpLocalRateLimitPolicy(try object(HTTPLocalRateLimitPolicy.self))
    case .egressNetwork: return .egressNetwork(try object(EgressNetwork.self))
    case .externalWorkload: return .externalWorkload(try object(ExternalWorkload.self))
    }
  }
}

private struct MissingName: Error {}

/// The metadata of an object whose metadata may itself be broken.
private struct NameOnly: Decodable {
  var meta: ObjectMeta

  private enum CodingKeys: String, CodingKey { case name, namespace, resourceVersion }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    meta = ObjectMeta(
      name: try fields.decodeIfPresent(String.self, forKey: .name) ?? "",
      namespace: (try? fields.decodeIfPresent(String.self, forKey: .namespace)) ?? "",
      resourceVersion: try? fields.decodeIfPresent(String.self, forKey: .resourceVersion))
  }
}
