package import KubernetesSnapshot

/// Which proxy was looked at, as far as the source says.
package struct ProxyReference: Sendable, Hashable, Comparable {
  /// The pod's namespace; empty when it is not known.
  package var namespace: String
  /// The pod's name; empty when it is not known.
  package var pod: String
  /// The address at which the proxy was asked.
  package var address: IPAddress?

  /// A proxy from what is known of it.
  package init(namespace: String = "", pod: String = "", address: IPAddress? = nil) {
    self.namespace = namespace
    self.pod = pod
    // A name says it all; the address would only tell the same pod apart from itself.
    self.address = pod.isEmpty ? address : nil
  }

  /// Reads the labels that linkerd-viz' Prometheus, or another, adds to a pod's series.
  ///
  /// - Parameter labels: `namespace` and `pod`, or at least `instance`.
  package init?(labels: [String: String]) {
    let instance = labels["instance"].flatMap { text in
      text.lastIndex(of: ":").flatMap { IPAddress(Self.withoutBrackets(text[..<$0])) }
    }
    self.init(
      namespace: labels["namespace"] ?? "", pod: labels["pod"] ?? "", address: instance)
    if pod.isEmpty, address == nil { return nil }
  }

  private static func withoutBrackets(_ text: Substring) -> Substring {
    text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text
  }

  /// By namespace, pod and address.
  package static func < (a: ProxyReference, b: ProxyReference) -> Bool {
    if (a.namespace, a.pod) != (b.namespace, b.pod) {
      return (a.namespace, a.pod) < (b.namespace, b.pod)
    }
    switch (a.address, b.address) {
    case (let x?, let y?): return x < y
    case (nil, _?): return true
    default: return false
    }
  }
}
