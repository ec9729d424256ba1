import KubernetesSnapshot

/// A port of a workload, whichever of its pods.
struct PortPlace: Hashable, Sendable {
  var workload: ResourceID
  var port: UInt16
}
