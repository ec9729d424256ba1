import Foundation
import KubernetesSnapshot
import LinkerdPolicy

/// A small cluster made up from a seed, with questions that come near to what its policies say.
struct GeneratedCluster {
  let seed: UInt64
  let mesh: MeshConfiguration
  /// The objects, each once, in no particular order.
  let resources: [Resource]
  let questions: [AccessRequest]
  /// The objects as they were written.
  let json: [ResourceID: String]

  var snapshot: Snapshot { Snapshot(resources) }

  init(seed: UInt64) {
    var generator = ClusterGenerator(seed: seed)
    self.seed = seed
    mesh = generator.mesh
    let objects = generator.objects()
    resources = objects.map(\.resource)
    json = Dictionary(objects.map { ($0.resource.id, $0.json) }, uniquingKeysWith: { a, _ in a })
    questions = generator.questions()
  }
}

/// Makes clusters in which most things fit together, and a few do not.
///
/// Objects are made in the order in which they refer to each other, and refer to what was made
/// before: Servers select labels that pods have, policies name Servers, routes and authentications.
/// A small share names something that is not there, or is not valid. They are written as JSON, so
/// that the product's own decoder reads them.
struct ClusterGenerator {
  /// Where the objects come from, which decides what is known of their time and status.
  enum Origin: CaseIterable {
    /// Read from a cluster that says resource versions.
    case live
    /// Read from a cluster whose resource versions were cut off.
    case redacted
    /// Manifests, not stored yet.
    case manifests
    /// A cluster with manifests on top.
    case mixed
  }

  var random: SplitMix64
  let origin: Origin
  let namespaces: [String]
  private(set) var mesh = MeshConfiguration()
  private(set) var items: [JSONValue] = []
  private var names: [String: Int] = [:]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    origin = random.pick([.live, .live, .redacted, .redacted, .manifests, .mixed])
    namespaces = Array(["alpha", "beta", "gamma"].prefix(1 + random.below(3)))
    configure()
  }

  // MARK: Configuration

  private mutating func configure() {
    mesh.defaultInboundPolicy =
      random.chance(40) ? .deny : random.pick(DefaultInboundPolicy.allCases)
    if random.chance(30) {
      mesh.clusterNetworks = ["10.0.0.0/8", "fd00::/8"].compactMap(IPNetwork.init)
    }
    if random.chance(30) {
      mesh.probeNetworks = random.pick([[], ["10.0.0.0/8"], ["192.168.7.0/24"]])
        .compactMap(IPNetwork.init)
    }
    if random.chance(15) { mesh.identityTrustDomain = "example.org" }
    if random.chance(15) { mesh.controlPlaneNamespace = "mesh" }
  }

  /// An identity of this mesh, or now and then of another.
  mutating func identity(_ account: String, _ namespace: String) -> String {
    let mesh =
      random.chance(90)
      ? "\(mesh.controlPlaneNamespace).\(mesh.identityTrustDomain)" : "linkerd.cluster.local"
    return "\(account).\(namespace).serviceaccount.identity.\(mesh)"
  }

  // MARK: Objects

  /// All objects of the cluster, as JSON and decoded.
  mutating func objects() -> [(resource: Resource, json: String)] {
    for namespace in namespaces { addNamespace(namespace) }
    for namespace in namespaces { addWorkloads(namespace) }
    for namespace in namespaces { addServers(namespace) }
    for namespace in namespaces { addRoutes(namespace) }
    for namespace in namespaces { addAuthentications(namespace) }
    for namespace in namespaces { addAuthorizations(namespace) }
    let decoder = ResourceDecoder()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return items.compactMap { item in
      guard let json = try? encoder.encode(item),
        case .resource(let resource) = decoder.decode(json)
      else { return nil }
      return (resource, String(decoding: json, as: UTF8.self))
    }
  }

  /// Adds an object.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - apiVersion: The version.
  ///   - metadata: Name and namespace; the rest is added here.
  ///   - fields: The object's other fields.
  mutating func add(
    _ kind: String, _ apiVersion: String, _ metadata: JSONValue, _ fields: [String: JSONValue]
  ) {
    var metadata = metadata
    let isStored =
      switch origin {
      case .live, .redacted: true
      case .manifests: false
      case .mixed: random.chance(70)
      }
    if isStored {
      // Few moments, so that some objects are of the same age; now and then none is known.
      if random.chance(90) {
        metadata["creationTimestamp"] = .text("2026-03-01T12:00:0\(random.below(5))Z")
      }
      if origin != .redacted { metadata["resourceVersion"] = .text("\(1000 + items.count)") }
    }
    var item: JSONValue = .object(fields)
    item["apiVersion"] = .text(apiVersion)
    item["kind"] = .text(kind)
    item["metadata"] = metadata
    if !isStored { item["status"] = .null }
    items.append(item)
  }

  /// A name that is new for the kind: `server-2`; names of routes may differ in case only.
  mutating func name(_ stem: String, _ namespace: String) -> String {
    let key = "\(namespace)/\(stem)"
    names[key, default: 0] += 1
    return "\(stem)-\(names[key] ?? 0)"
  }

  /// The objects of a kind that were made already in a namespace.
  func made(_ kind: String, in namespace: String) -> [JSONValue] {
    items.filter {
      $0["kind"] == .text(kind) && $0["metadata"]["namespace"] == .text(namespace)
    }
  }

  /// The name of something that was made before, or now and then of something that was not.
  ///
  /// The first that fits is taken most often, so that others meet there.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - namespace: Where to look.
  ///   - isWanted: What is asked for, if there is any.
  /// - Returns: The name.
  mutating func existing(
    _ kind: String, in namespace: String, where isWanted: (JSONValue) -> Bool = { _ in true }
  ) -> JSONValue {
    let made = made(kind, in: namespace)
    let wanted = made.filter(isWanted)
    if made.isEmpty || random.chance(5) { return "missing" }
    if let first = wanted.first, random.chance(60) { return first["metadata"]["name"] }
    return random.pick(wanted.isEmpty || random.chance(15) ? made : wanted)["metadata"]["name"]
  }

  private mutating func addNamespace(_ name: String) {
    // A namespace's own object is not always at hand.
    if random.chance(10) { return }
    var metadata: JSONValue = ["name": .text(name), "annotations": [:], "labels": [:]]
    var annotations: JSONValue = [:]
    if random.chance(80) {
      annotations["linkerd.io/inject"] =
        random.chance(75) ? "enabled" : random.pick(["ingress", "disabled", "yes"])
    }
    if random.chance(30) {
      annotations["config.linkerd.io/default-inbound-policy"] = defaultPolicy()
    }
    if random.chance(15) { annotations["config.linkerd.io/opaque-ports"] = portList() }
    if random.chance(10) { annotations["config.linkerd.io/skip-inbound-ports"] = portList() }
    metadata["annotations"] = annotations
    if random.chance(5) {
      metadata["labels"] = ["config.linkerd.io/admission-webhooks": "disabled"]
    }
    add("Namespace", "v1", metadata, [:])
  }

  /// A default policy's mode; now and then no valid one.
  mutating func defaultPolicy() -> JSONValue {
    random.chance(8)
      ? random.pick(["bogus", "Deny", ""])
      : random.chance(35) ? "deny" : .text(random.pick(DefaultInboundPolicy.allCases).rawValue)
  }

  /// A list of ports as an annotation holds it; now and then not a valid one (`D-8`).
  mutating func portList() -> JSONValue {
    random.pick([
      "8080", "9090", "8080,9090", " 8080 , 9090", "8000-8100", "5432,3306,", "4191", "1-65535",
      "http", "8080,http", "90-80", "0", "+8080", "08080", "8080-", "", "1-2-3", "65536",
    ])
  }
}
