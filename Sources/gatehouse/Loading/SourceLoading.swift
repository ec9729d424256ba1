import ClusterSources
import KubernetesSnapshot

/// Loads whatever source the options name: the one way from the command line to a snapshot.
enum SourceLoading {
  /// Loads the source.
  ///
  /// - Parameters:
  ///   - options: What the command line asks for.
  ///   - onProgress: Told now and then how far it is.
  ///   - isCancelled: Asked as often; once true, loading stops.
  /// - Returns: The objects, and what else was found.
  /// - Throws: `KubectlFailure` when the cluster is out of reach.
  static func load(
    _ options: Options, onProgress: @escaping (LoadProgress, Snapshot) -> Void = { _, _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws(KubectlFailure) -> LoadResult {
    let source = options.source
    let loader = SourceLoader(onProgress: onProgress, isCancelled: isCancelled)
    if source.demo { return loader.load(yaml: DemoCluster.manifests, name: "demo") }
    if !source.filenames.isEmpty {
      return loader.load(source.filenames.map(SourceInput.init(argument:)))
    }
    return try KubectlSnapshot(
      options: options.kubectl, onProgress: onProgress, isCancelled: isCancelled
    ).load()
  }
}

extension Options {
  /// Which cluster kubectl is asked about.
  var kubectl: KubectlOptions {
    KubectlOptions(
      context: source.context, kubeconfig: source.kubeconfig, namespace: namespace,
      controlPlaneNamespace: mesh.controlPlaneNamespace)
  }
}
