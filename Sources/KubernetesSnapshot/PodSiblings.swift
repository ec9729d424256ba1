/// Lets pods that are read after one another share what they have in common.
///
/// The pods of a workload stand beside each other in every listing, and differ in little but their
/// names and addresses. What is shared takes memory once, and is quick to compare.
final class PodSiblings {
  private var previous: Pod?

  /// The same pod, with the parts of the previous one in place of its own where they are equal.
  func sharing(_ pod: Pod) -> Pod {
    var pod = pod
    if let previous {
      if pod.spec == previous.spec { pod.spec = previous.spec }
      if pod.meta.labels == previous.meta.labels { pod.meta.labels = previous.meta.labels }
      if pod.meta.annotations == previous.meta.annotations {
        pod.meta.annotations = previous.meta.annotations
      }
      if pod.meta.owners == previous.meta.owners { pod.meta.owners = previous.meta.owners }
    }
    previous = pod
    return pod
  }
}
