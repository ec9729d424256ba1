import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

@testable import Dashboard

/// Small clusters of manifests, for the screens.
enum SampleCluster {
  /// A shop: `web` may read `orders`, `legacy` has no proxy, and a policy hangs in the air.
  static let shop = """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","annotations":{"config.linkerd.io/default-inbound-policy":"deny","linkerd.io/inject":"enabled"},"labels":{"team":"core"}}}
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"edge","annotations":{"linkerd.io/inject":"enabled"}}}
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"bare"}}
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"orders","namespace":"shop"},"spec":{"template":{"metadata":{"labels":{"app":"orders"}},"spec":{"serviceAccountName":"orders","containers":[{"name":"app","ports":[{"name":"http","containerPort":8080},{"containerPort":8801}],"readinessProbe":{"httpGet":{"path":"/ready","port":8080}}}]}}}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"orders-1","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"orders","linkerd.io/control-plane-ns":"linkerd"},"annotations":{"config.linkerd.io/default-inbound-policy":"deny","linkerd.io/proxy-version":"edge-26.8.3"},"ownerReferences":[{"kind":"Deployment","name":"orders","controller":true}]},"spec":{"serviceAccountName":"orders","containers":[{"name":"app","ports":[{"name":"http","containerPort":8080},{"containerPort":8801}],"readinessProbe":{"httpGet":{"path":"/ready","port":8080}}},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.1","hostIP":"192.168.7.1","phase":"Running"}}
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},"spec":{"template":{"metadata":{"labels":{"app":"web"}},"spec":{"serviceAccountName":"web","containers":[{"name":"app","ports":[{"containerPort":8080}]}]}}}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"web","linkerd.io/control-plane-ns":"linkerd"},"ownerReferences":[{"kind":"Deployment","name":"web","controller":true}]},"spec":{"serviceAccountName":"web","containers":[{"name":"app","ports":[{"containerPort":8080}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.2","hostIP":"192.168.7.1","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"gate","namespace":"edge","labels":{"app":"gate","linkerd.io/control-plane-ns":"linkerd"}},"spec":{"serviceAccountName":"gate","containers":[{"name":"app","ports":[{"containerPort":443}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.3","hostIP":"192.168.7.2","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"legacy","namespace":"bare"},"spec":{"containers":[{"name":"app","ports":[{"containerPort":80}]}]},"status":{"podIP":"10.1.0.4","phase":"Running"}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"orders-http","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"orders"}},"port":"http","proxyProtocol":"HTTP/1"}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"HTTPRoute","metadata":{"name":"read","namespace":"shop"},"spec":{"parentRefs":[{"group":"policy.linkerd.io","kind":"Server","name":"orders-http"}],"rules":[{"matches":[{"path":{"type":"PathPrefix","value":"/orders"},"method":"GET"}]}]}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"HTTPRoute","metadata":{"name":"change","namespace":"shop"},"spec":{"parentRefs":[{"group":"policy.linkerd.io","kind":"Server","name":"orders-http"}],"rules":[{"matches":[{"path":{"type":"PathPrefix","value":"/orders"},"method":"DELETE"}]}]}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"read-from-web","namespace":"shop"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"HTTPRoute","name":"read"},"requiredAuthenticationRefs":[{"kind":"ServiceAccount","name":"web"}]}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"dangling","namespace":"shop"},"spec":{"targetRef":{"group":"policy.linkerd.io","kind":"Server","name":"orders-http"},"requiredAuthenticationRefs":[{"group":"policy.linkerd.io","kind":"MeshTLSAuthentication","name":"gone"}]}}
    """

  /// A dashboard that shows a cluster.
  ///
  /// - Parameters:
  ///   - manifests: One object as JSON on each line.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  /// - Returns: The dashboard on its first screen.
  static func dashboard(
    _ manifests: String = shop, columns: Int = 80, rows: Int = 24
  ) -> DashboardState {
    var state = DashboardState(
      size: Size(columns: columns, rows: rows), source: SourceStatus(title: "sample"))
    _ = state.update(.clusterArrived(LoadedCluster(policy(manifests)), problems: []))
    return state
  }

  /// A resolved cluster; one object as JSON on each line.
  static func policy(_ manifests: String) -> ResolvedPolicy {
    let decoder = ResourceDecoder()
    let resources = manifests.split(separator: "\n").compactMap { line -> Resource? in
      guard case .resource(let resource) = decoder.decode(Data(line.utf8)) else { return nil }
      return resource
    }
    return ResolvedPolicy(Snapshot(resources), mesh: MeshConfiguration())
  }
}

extension DashboardState {
  /// Types keys, by their names: `j j <enter>`.
  mutating func press(_ keys: String) {
    for name in keys.split(separator: " ") {
      guard let key = KeyPress(notation: String(name)) else { continue }
      _ = updateAtOnce(.input(.key(key)))
    }
  }

  /// Clicks on a cell.
  mutating func click(column: Int, row: Int) {
    let position = Position(column: column, row: row)
    _ = updateAtOnce(.input(.mouse(MouseEvent(.press, at: position))))
  }

  /// The rows of the screen between the tabs and the message.
  var bodyText: String {
    frame.text.split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst(2).dropLast(2).joined(separator: "\n")
  }
}
