import Foundation
import KubernetesSnapshot

/// What an API server says that it serves.
struct ServedKinds: Sendable, Hashable {
  /// The versions of each group.
  var groups: [String: [String]]
  /// The versions of each kind of such a group, by its full name; nil when the server is too old to say so
  /// (before Kubernetes 1.27).
  var kinds: [String: [String]]?

  /// What is served, from its parts.
  init(groups: [String: [String]], kinds: [String: [String]]? = nil) {
    self.groups = groups
    self.kinds = kinds
  }

  /// Where the server says it.
  static let path = "/apis"
  /// How the server is asked for the kinds too; older ones answer as they can.
  static let accepted =
    "Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

  /// The versions in which a kind may be there.
  func versions(of kind: ResourceKind) -> [String] {
    if kind.group.isEmpty { return kind.servedVersions }
    return (kinds.map { $0[kind.fullName] } ?? groups[kind.group]) ?? []
  }

  /// Reads the server's answer.
  ///
  /// - Parameter body: The answer to a request for the groups.
  /// - Returns: What is served, or why this is no such answer.
  static func read(_ body: [UInt8]) -> Result<ServedKinds, KubectlFailure> {
    let data = Data(body)
    let decoder = JSONDecoder()
    if let list = try? decoder.decode(GroupDiscoveryList.self, from: data) {
      var served = ServedKinds(groups: [:], kinds: [:])
      for group in list.items {
        for version in group.versions {
          served.groups[group.metadata.name, default: []].append(version.version)
          for resource in version.resources ?? [] {
            served.kinds?["\(resource.resource).\(group.metadata.name)", default: []]
              .append(version.version)
          }
        }
      }
      return .success(served)
    }
    guard let groups = try? decoder.decode(GroupList.self, from: data).groups else {
      return .failure(
        KubectlFailure(.other, lastLine: "the server's answer to \(path) is not Kubernetes'"))
    }
    let versions = groups.map { ($0.name, $0.versions.map(\.version)) }
    return .success(ServedKinds(groups: Dictionary(versions, uniquingKeysWith: +)))
  }

  private struct GroupDiscoveryList: Decodable {
    struct Resource: Decodable { var resource: String }
    struct Version: Decodable {
      var version: String
      var resources: [Resource]?
    }
    struct Metadata: Decodable { var name: String }
    struct Group: Decodable {
      var metadata: Metadata
      var versions: [Version]
    }
    var items: [Group]
  }

  private struct GroupList: Decodable {
    struct Version: Decodable { var version: String }
    struct Group: Decodable {
      var name: String
      var versions: [Version]
    }
    var groups: [Group]
  }
}

extension ResourceKind {
  /// `servers.policy.linkerd.io`, `pods`.
  var fullName: String { group.isEmpty ? plural : "\(plural).\(group)" }
}
