import KubernetesSnapshot
import LinkerdPolicy

extension PolicyCheck {
  /// Namespaces whose default policy has not reached pods that were made before it (`D-5`).
  static let pendingDefault = PolicyCheck(
    id: "pending-default", title: "a default policy that waits for pods to restart",
    severity: .warning
  ) { namespace, policy, check in
    let waiting = policy.podsWithAnotherDefault(in: namespace.name)
    guard let mode = policy.setting(at: .namespace(namespace.name)), !waiting.isEmpty else {
      return []
    }
    return [
      Finding(
        id: check.id, severity: check.severity,
        object: ResourceID(kind: .namespace, namespace: "", name: namespace.name),
        message: "says \(mode.rawValue), but \(waiting.count) of its pods were made before and do"
          + " not: they must restart (D-5)")
    ]
  }
}
