import Foundation
import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI
import Testing

@testable import Dashboard

/// A cluster that changes again and again, beside the same cluster loaded from scratch.
@Suite struct ChangedClusterTests {
  @Test("what is taken over from before is what a fresh start works out")
  func takenOverIsWorkedOut() throws {
    let changes = try Self.changes
    let overrides = MeshConfigurationOverrides()
    var state = DashboardState(
      size: Size(columns: 200, rows: 60), source: SourceStatus(title: "sample"))
    state.press("3")
    var cluster = LoadedCluster(ResolvedPolicy(Snapshot(), mesh: MeshConfiguration()))
    _ = state.update(.clusterArrived(cluster, problems: []))
    // Each stride brings them into another order.
    for stride in stride(from: 1, to: changes.count, by: 4) {
      for step in changes.indices {
        let change = changes[step * stride % changes.count]
        let snapshot = cluster.policy.snapshot.applying([change])
        let fresh = LoadedCluster(
          ResolvedPolicy(snapshot, mesh: MeshConfiguration(snapshot, overrides: overrides)))
        cluster = LoadedCluster(
          cluster.policy.applying([change], overrides: overrides), previous: cluster)
        guard cluster == fresh else {
          Issue.record("stride \(stride), step \(step): \(change)")
          return
        }
        _ = state.update(.clusterChanged(cluster, cells: [], problems: []))
        // A screen drawn takes as long as a cluster loaded.
        guard step % 5 == 0 else { continue }
        var new = state
        new.grid = nil
        new.refreshGrid()
        #expect(state.frame == new.frame, "stride \(stride), step \(step): \(change)")
      }
    }
  }

  /// Objects that come, go and change: those of the shop, and more that meet them.
  private static var changes: [SnapshotChange] {
    get throws {
      let shop = resources(SampleCluster.shop)
      let others = resources(others)
      #expect(others.count == 18)
      var changes = (shop + others).map(SnapshotChange.upsert)
      for (namespace, values) in configurations {
        let meta = ObjectMeta(name: "linkerd-config", namespace: namespace)
        let values = try JSONDecoder().decode(LinkerdConfigValues.self, from: Data(values.utf8))
        changes.append(.upsert(.configMap(ConfigMap(meta: meta, data: [:], values: values))))
      }
      for kind in [
        ResourceKind.pod, .service, .server, .authorizationPolicy, .meshTLSAuthentication,
      ] {
        changes += [.readable(kind, false), .readable(kind, true)]
      }
      let ids = Set(
        changes.compactMap { if case .upsert(let object) = $0 { object.id } else { nil } })
      return changes + ids.sorted().map(SnapshotChange.delete)
    }
  }

  private static func resources(_ manifests: String) -> [Resource] {
    let decoder = ResourceDecoder()
    return manifests.split(separator: "\n").compactMap { line in
      guard case .resource(let resource) = decoder.decode(Data(line.utf8)) else { return nil }
      return resource
    }
  }

  /// What an installation records, in a namespace.
  private static let configurations = [
    ("mesh", #"{"clusterNetworks":"10.0.0.0/8","linkerdVersion":"stable-2.14.10"}"#),
    ("mesh", #"{"identityTrustDomain":"example.org","linkerdVersion":"edge-26.8.3"}"#),
    ("aside", #"{"policyController":{"defaultAllowPolicy":"deny"}}"#),
  ]

  private static let others = """
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop","annotations":{"config.linkerd.io/default-inbound-policy":"all-authenticated"}}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"orders-1","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"orders","linkerd.io/control-plane-ns":"linkerd"},"ownerReferences":[{"kind":"Deployment","name":"orders","controller":true}]},"spec":{"serviceAccountName":"orders","containers":[{"name":"app","ports":[{"name":"http","containerPort":8080}],"readinessProbe":{"httpGet":{"path":"/ready","port":8080}}},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.9","hostIP":"192.168.7.9","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"orders-2","namespace":"shop","creationTimestamp":"2026-01-02T03:04:06Z","labels":{"app":"orders","stage":"canary","linkerd.io/control-plane-ns":"linkerd"},"ownerReferences":[{"kind":"Deployment","name":"orders","controller":true}]},"spec":{"serviceAccountName":"canary","containers":[{"name":"app","ports":[{"name":"http","containerPort":8081}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.10","hostIP":"192.168.7.1","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","namespace":"shop","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"web","linkerd.io/control-plane-ns":"linkerd"},"ownerReferences":[{"kind":"Deployment","name":"web","controller":true}]},"spec":{"serviceAccountName":"web","containers":[{"name":"app","ports":[{"containerPort":8080}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"172.16.0.2","hostIP":"192.168.7.1","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"gate","namespace":"edge","labels":{"app":"gate"}},"spec":{"serviceAccountName":"gate","containers":[{"name":"app","ports":[{"containerPort":443}]}]},"status":{"podIP":"10.1.0.3","hostIP":"192.168.7.2","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"gate","namespace":"edge","labels":{"app":"gate","linkerd.io/control-plane-ns":"linkerd"}},"spec":{"serviceAccountName":"gate","containers":[{"name":"app","ports":[{"containerPort":443}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"172.16.0.3","hostIP":"192.168.7.2","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"lone","namespace":"annex","labels":{"linkerd.io/control-plane-ns":"linkerd"}},"spec":{"containers":[{"name":"app","ports":[{"containerPort":81}]},{"name":"linkerd-proxy"}]},"status":{"podIP":"10.1.0.5","hostIP":"192.168.7.3","phase":"Running"}}
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"destination","namespace":"mesh","labels":{"linkerd.io/control-plane-component":"destination"}},"spec":{"containers":[{"name":"policy","image":"cr.l5d.io/linkerd/policy-controller:edge-26.8.3","args":["--default-policy=all-authenticated"]}]},"status":{"podIP":"10.1.0.6","phase":"Running"}}
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":9000}]}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"orders-http","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"orders"}},"port":"grpc","proxyProtocol":"gRPC"}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"orders-http","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"orders"}},"port":"http","proxyProtocol":"opaque","accessPolicy":"audit"}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"all","namespace":"shop"},"spec":{"podSelector":{},"port":8080}}
    {"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","metadata":{"name":"broken","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"web"}},"port":[]}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"MeshTLSAuthentication","metadata":{"name":"gone","namespace":"shop"},"spec":{"identities":["gate.edge.serviceaccount.identity.linkerd.cluster.local"]}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"NetworkAuthentication","metadata":{"name":"near","namespace":"edge"},"spec":{"networks":[{"cidr":"10.1.0.0/29"}]}}
    {"apiVersion":"policy.linkerd.io/v1alpha1","kind":"AuthorizationPolicy","metadata":{"name":"near","namespace":"shop"},"spec":{"targetRef":{"kind":"Namespace","name":"shop"},"requiredAuthenticationRefs":[{"group":"policy.linkerd.io","kind":"NetworkAuthentication","name":"near","namespace":"edge"}]}}
    {"apiVersion":"gateway.networking.k8s.io/v1","kind":"GRPCRoute","metadata":{"name":"foreign","namespace":"edge"},"spec":{"parentRefs":[{"group":"policy.linkerd.io","kind":"Server","name":"orders-http","namespace":"shop"}],"rules":[{}]}}
    {"apiVersion":"workload.linkerd.io/v1beta1","kind":"ExternalWorkload","metadata":{"name":"vm","namespace":"annex"},"spec":{"meshTLS":{"identity":"spiffe://root/vm","serverName":"vm.example"},"workloadIPs":[{"ip":"192.0.2.7"}],"ports":[{"port":8080}]}}
    """
}
