import KubernetesSnapshot

/// One answer to a list request.
struct ListPage: Sendable, Hashable {
  /// The objects.
  var resources: [Resource] = []
  /// The moment that the list shows.
  var resourceVersion = ""
  /// The token that asks for the next page; empty on the last.
  var continuation = ""
  /// How many objects are on the pages behind this one, if the server says so.
  var remaining: Int?
}
