import Foundation

/// Which cluster kubectl is asked about, and how patiently.
package struct KubectlOptions: Hashable, Sendable {
  /// The context; kubectl's current one when absent.
  package var context: String?
  /// The kubeconfig file; kubectl's own choice when absent.
  package var kubeconfig: String?
  /// The namespace to fall back to when a kind may not be listed in the whole cluster.
  package var namespace: String?
  /// The namespace of Linkerd's control plane; found by its label when absent.
  package var controlPlaneNamespace: String?
  /// How long one request may take.
  package var timeout: Duration
  /// The directories in which kubectl is looked for.
  package var searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""

  /// Options from their parts.
  package init(
    context: String? = nil, kubeconfig: String? = nil, namespace: String? = nil,
    controlPlaneNamespace: String? = nil, timeout: Duration = .seconds(60)
  ) {
    self.context = context
    self.kubeconfig = kubeconfig
    self.namespace = namespace
    self.controlPlaneNamespace = controlPlaneNamespace
    self.timeout = timeout
  }

  /// The arguments that every call of kubectl gets.
  var arguments: [String] {
    var result: [String] = []
    if let context { result.append("--context=\(context)") }
    if let kubeconfig { result.append("--kubeconfig=\(kubeconfig)") }
    return result
  }
}
