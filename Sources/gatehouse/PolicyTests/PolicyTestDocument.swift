import KubernetesSnapshot
import LinkerdPolicy

/// A document of policy tests, as it is written.
struct PolicyTestDocument: Decodable {
  /// What the suite is called.
  var name: String?
  /// The fields of the mesh configuration that the document sets.
  var mesh: MeshConfigurationOverrides
  /// The tests, in order, and what is wrong with those that cannot be read.
  var tests: [Entry]

  /// A test, or what is wrong with it.
  enum Entry: Decodable {
    case test(PolicyTest)
    case problem(FieldProblem)

    init(from decoder: any Decoder) throws {
      do {
        self = .test(try PolicyTest(from: decoder))
      } catch {
        self = .problem(FieldProblem(error))
      }
    }
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case apiVersion, kind, metadata, mesh, tests
  }

  private struct Metadata: Decodable { var name: String? }

  init(from decoder: any Decoder) throws {
    // Of a document of another kind, its kind is what is wrong.
    let head = try decoder.container(keyedBy: CodingKeys.self)
    _ = try head.choice(.kind, of: ["PolicyTest"]) { $0 }
    _ = try head.choice(.apiVersion, of: ["gatehouse/v1"]) { $0 }
    let fields = try decoder.knownFields(CodingKeys.self)
    name = try fields.decodeIfPresent(Metadata.self, forKey: .metadata)?.name
    mesh = try fields.decodeIfPresent(WrittenMesh.self, forKey: .mesh)?.overrides ?? .init()
    tests = try fields.decode([Entry].self, forKey: .tests)
  }
}

/// The mesh configuration as it is written.
private struct WrittenMesh: Decodable {
  var overrides = MeshConfigurationOverrides()

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case defaultInboundPolicy, clusterNetworks, probeNetworks, identityTrustDomain
    case controlPlaneNamespace, linkerdVersion
  }

  private struct Network: Decodable {
    var network: IPNetwork

    init(from decoder: any Decoder) throws {
      let text = try decoder.singleValueContainer().decode(String.self)
      guard let network = IPNetwork(text) else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "expected a CIDR block such as 10.0.0.0/8, found \"\(text)\""))
      }
      self.network = network
    }
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.knownFields(CodingKeys.self)
    if fields.contains(.defaultInboundPolicy) {
      overrides.defaultInboundPolicy = try fields.choice(
        .defaultInboundPolicy, of: DefaultInboundPolicy.allCases.map(\.rawValue),
        DefaultInboundPolicy.init)
    }
    overrides.clusterNetworks = try fields.decodeIfPresent(
      [Network].self, forKey: .clusterNetworks)?
      .map(\.network)
    overrides.probeNetworks = try fields.decodeIfPresent([Network].self, forKey: .probeNetworks)?
      .map(\.network)
    overrides.identityTrustDomain = try fields.decodeIfPresent(
      String.self, forKey: .identityTrustDomain)
    overrides.controlPlaneNamespace = try fields.decodeIfPresent(
      String.self, forKey: .controlPlaneNamespace)
    overrides.linkerdVersion = try fields.decodeIfPresent(String.self, forKey: .linkerdVersion)
  }
}
