import ClusterSources
import KubernetesSnapshot

/// Loads whatever source the options name: the one way from the command line to a snapshot.
enum SourceLoading {
  /// Loads the source.
  ///
  /// - Parameters:
  ///   - options: What the command line asks for.
  ///   - access: The way to the cluster; nil where something else is read.
  ///   - onProgress: Told now and then how far it is.
  ///   - isCancelled: Asked as often; once true, loading stops.
  /// - Returns: The objects, and what else was found.
  /// - Throws: `KubectlFailure` when the cluster is out of reach.
  static func load(
    _ options: Options, access: ClusterAccess?,
    onProgress: @escaping (LoadProgress, Snapshot) -> Void = { _, _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws(KubectlFailure) -> LoadResult {
    if let access {
      return try KubectlSnapshot(access, onProgress: onProgress, isCancelled: isCancelled).load()
    }
    let loader = SourceLoader(onProgress: onProgress, isCancelled: isCancelled)
    if options.source.demo { return loader.load(yaml: DemoCluster.manifests, name: "demo") }
    return loader.load(options.source.filenames.map(SourceInput.init(argument:)))
  }
}

extension Options {
  /// A way to the cluster that the options name, which nobody has gone yet; nil where they name none.
  var access: ClusterAccess? { source.isCluster ? ClusterAccess(kubectl) : nil }

  /// Which cluster kubectl is asked about.
  var kubectl: KubectlOptions {
    KubectlOptions(
      context: source.context, kubeconfig: source.kubeconfig, namespace: namespace,
      controlPlaneNamespace: mesh.controlPlaneNamespace)
  }
}
