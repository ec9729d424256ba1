import Foundation
import KubernetesSnapshot

/// What the controller and the proxy know of a pod or an external workload (§1, §8).
struct ReferenceWorkload {
  var isPod: Bool
  var namespace: String
  var labels: [String: String]
  var annotations: [String: String]
  var containers: [Container] = []
  var initContainers: [Container] = []
  var externalPorts: [ExternalWorkload.Port] = []
  var address: IPAddress?
  /// The skip list of pods that do not say theirs.
  var defaultSkippedPorts = ""

  /// P-2: a container `linkerd-proxy`, or an init container of that name with `restartPolicy: Always`.
  var hasProxy: Bool {
    !isPod || containers.contains { $0.name == "linkerd-proxy" }
      || initContainers.contains { $0.name == "linkerd-proxy" && $0.restartPolicy == "Always" }
  }

  /// P-1: the controller watches pods with this label, whatever its value.
  var isWatched: Bool { !isPod || labels.keys.contains("linkerd.io/control-plane-ns") }

  /// E-40: the annotation replaces the default list; the admin server judges for itself (E-42).
  func skips(_ port: Int) -> Bool {
    guard isPod, port != 4191 else { return false }
    let key = "config.linkerd.io/skip-inbound-ports"
    return annotations.keys.contains(key)
      ? lists(port, in: key) : Self.lists(port, in: defaultSkippedPorts)
  }

  /// E-40: source subnets that the annotation lists; mesh clients come to the proxy's own port (E-21).
  func skips(_ client: ReferenceClient, port: Int) -> Bool {
    guard client.identity == nil, port != 4191 else { return false }
    return skippedSubnets.contains { ReferenceGrant.contains($0, client.address) }
  }

  var skippedSubnets: [String] {
    let text = isPod ? annotations["config.linkerd.io/skip-subnets"] ?? "" : ""
    let subnets = text.components(separatedBy: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    return subnets.allSatisfy { ReferenceGrant.bytes($0.components(separatedBy: "/")[0]) != nil }
      ? subnets : []
  }

  /// The port numbers of a name: P-4, P-5 for pods, W-1 for external workloads.
  func numbers(named name: String) -> Set<Int> {
    guard isPod else {
      // A later duplicate name replaces the earlier one.
      let last = externalPorts.last { $0.name == name && Self.isTCP($0.protocol) }
      return last.map { [$0.port] } ?? []
    }
    let ports = (containers + initContainers).flatMap(\.ports)
    return Set(ports.filter { $0.name == name && Self.counts($0) }.map(\.containerPort))
  }

  private static func counts(_ port: ContainerPort) -> Bool {
    isTCP(port.protocol) && port.containerPort >= 1 && port.containerPort <= 65535
  }

  private static func isTCP(_ name: String?) -> Bool { name == nil || name?.lowercased() == "tcp" }

  /// P-9 … P-12: the paths that HTTP probes ask for on a port.
  func probePaths(_ port: Int) -> Set<String> {
    var paths: Set<String> = []
    for container in containers + initContainers {
      for probe in container.probes {
        guard case .httpGet(let target, let path, _) = probe.action else { continue }
        let number: Int?
        switch target {
        case .number(let value): number = value
        case .name(let name):
          number =
            container.ports.first {
              $0.name?.lowercased() == name.lowercased() && Self.counts($0)
            }?.containerPort
        }
        guard let number, number >= 1, number <= 65535, number == port else { continue }
        if let path = Self.pathComponent(path ?? "/") { paths.insert(path) }
      }
    }
    return paths
  }

  /// P-11: the path component of a URI; nil when the text is none.
  static func pathComponent(_ text: String) -> String? {
    // Non-ASCII characters and blanks are no part of a URI.
    if text.isEmpty || text.unicodeScalars.contains(where: { $0.value <= 32 || $0.value >= 127 }) {
      return nil
    }
    var rest = text
    if let scheme = rest.range(of: "://"), !rest.hasPrefix("/") {
      // `http://foo/bar` → `/bar`
      rest = String(rest[scheme.upperBound...])
      rest = String(rest.drop { $0 != "/" && $0 != "?" && $0 != "#" })
      if !rest.hasPrefix("/") { return "/" }
    }
    if rest.hasPrefix("/") {
      // `/a?b=c` → `/a`, `/a#f` → `/a`
      return String(rest.prefix { $0 != "?" && $0 != "#" })
    }
    if rest == "*" { return rest }
    // `a/b` and `?x` are dropped; `healthz` is a host without a path, and matches no request.
    return rest.contains { "/?#".contains($0) } ? nil : ""
  }

  /// Whether an annotation lists a port.
  func lists(_ port: Int, in annotation: String) -> Bool {
    Self.lists(port, in: annotations[annotation] ?? "")
  }

  /// D-8: numbers and ranges; one bad item empties the whole set.
  static func lists(_ port: Int, in text: String) -> Bool {
    var isListed = false
    for item in text.components(separatedBy: ",") {
      let item = item.trimmingCharacters(in: .whitespaces)
      if item.isEmpty { continue }
      let sides = item.components(separatedBy: "-").map {
        Int($0.trimmingCharacters(in: .whitespaces)) ?? 0
      }
      let isGood = sides.count <= 2 && sides.allSatisfy { $0 >= 1 && $0 <= 65535 }
      guard isGood, sides[0] <= sides[sides.count - 1] else { return false }
      if sides[0] <= port, port <= sides[sides.count - 1] { isListed = true }
    }
    return isListed
  }
}

extension ReferenceResolver {
  /// What is known of a target: a pod, an external workload, or the pod that a template would give.
  func workload(_ id: ResourceID) -> ReferenceWorkload? {
    if id.kind == .externalWorkload {
      return externalWorkloads.first {
        $0.meta.namespace == id.namespace && $0.meta.name == id.name
      }
      .map { object in
        ReferenceWorkload(
          isPod: false, namespace: object.meta.namespace, labels: object.meta.labels,
          annotations: object.meta.annotations, externalPorts: object.ports,
          address: object.addresses.first)
      }
    }
    let pod: Pod?
    if id.kind == .pod {
      pod = pods.first { $0.meta.namespace == id.namespace && $0.meta.name == id.name }
        .map { isStored($0.meta) || !$0.phase.isEmpty ? $0 : injected($0, owner: nil) }
    } else {
      pod = workloads.first {
        $0.kind == id.kind && $0.meta.namespace == id.namespace && $0.meta.name == id.name
      }.map { workload in
        var meta = workload.template.metadata
        meta.namespace = workload.meta.namespace
        return injected(Pod(meta: meta, spec: workload.template.spec), owner: workload)
      }
    }
    return pod.map { pod in
      ReferenceWorkload(
        isPod: true, namespace: pod.meta.namespace, labels: pod.meta.labels,
        annotations: pod.meta.annotations, containers: pod.spec.containers,
        initContainers: pod.spec.initContainers, address: pod.addresses.first,
        defaultSkippedPorts: mesh.skippedInboundPorts)
    }
  }

  /// M-7: what the API server stored bears a time or a version.
  func isStored(_ meta: ObjectMeta) -> Bool {
    meta.creationTimestamp != nil || meta.resourceVersion != nil
  }
}
