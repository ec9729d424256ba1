/// A small cluster of our own making, which `--demo` opens; YAML as kubectl would print it.
///
/// It looks like a live cluster, with addresses and ages, so that every screen has something to say:
/// policies that decide, that are hidden or void, and defaults that still wait for a restart.
enum DemoCluster {
  /// All objects, as one text of many documents.
  static let manifests = [
    controlPlane, viz, vizPolicies, emojivoto, emojivotoPolicies, shop, shopPolicies, payments,
    edges, outskirts,
  ].joined(separator: "\n---\n")
}
