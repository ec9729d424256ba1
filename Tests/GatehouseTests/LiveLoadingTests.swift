import KubernetesSnapshot
import Testing

@testable import ClusterSources
@testable import gatehouse

/// What the dashboard is told of a cluster that is followed.
@Suite struct LiveLoadingTests {
  @Test("a cluster without namespaces is said to be one, and shown once it has some")
  func emptyCluster() {
    var loading = LiveLoading(Options())
    var update = ClusterUpdate()
    (update.connection, update.isReady, update.isComplete) = (.live, true, true)
    let empty = loading.take(update)
    #expect(empty.contains { if case .loadingFailed = $0 { true } else { false } })
    let meta = ObjectMeta(name: "late", resourceVersion: "1", apiVersion: "v1")
    update.changes = [.upsert(.namespace(Namespace(meta: meta)))]
    let shown = loading.take(update)
    #expect(shown.contains { if case .clusterArrived = $0 { true } else { false } })
    #expect(shown.contains { if case .connectionChanged(lost: nil) = $0 { true } else { false } })
  }
}
