import KubernetesSnapshot
import Traffic

/// What the live screen remembers.
package struct LiveState: Sendable {
  /// What rows must contain.
  package var filter = ""
  /// What is listed.
  package var lens = Lens.all
  /// Whether the selection stays on what is refused most, here and in the matrix.
  package var followsWorst = false
  /// The selected line.
  var selection = ListSelection<LiveItem.ID>()

  /// What is listed.
  package enum Lens: String, CaseIterable, Sendable {
    case all, refused, drift, defaults, grants, unobserved

    /// What it lists, in plain words.
    var words: String {
      switch self {
      case .all: "edges"
      case .refused: "refused edges"
      case .drift: "edges in drift"
      case .defaults: "edges by default or audit"
      case .grants: "unused grants"
      case .unobserved: "pods not observed"
      }
    }
  }
}

/// One line of the live screen's list.
enum LiveItem: Sendable, Identifiable {
  case edge(LiveRow)
  case grant(UnusedGrant)
  case pod(UnobservedPod)

  /// Which line.
  enum ID: Sendable, Hashable {
    case edge(LiveRow.ID)
    case grant(ResourceID)
    case pod(ResourceID)
  }

  var id: ID {
    switch self {
    case .edge(let row): .edge(row.id)
    case .grant(let grant): .grant(grant.grant)
    case .pod(let pod): .pod(pod.pod)
    }
  }

  /// The namespace that it belongs to.
  var namespace: String {
    switch self {
    case .edge(let row): row.worst.namespace
    case .grant(let grant): grant.grant.namespace
    case .pod(let pod): pod.pod.namespace
    }
  }

  /// What a filter looks at, in lower case.
  var searchText: String {
    switch self {
    case .edge(let row): row.searchText
    case .grant(let grant):
      "\(grant.grant) \(grant.words) \(grant.ports.map(\.words).joined(separator: " "))"
        .lowercased()
    case .pod(let pod): "\(pod.pod.qualifiedName) not observed \(pod.why.words)".lowercased()
    }
  }
}

extension UnusedGrant.Port {
  /// `shop/deploy/api:8080`.
  var words: String { "\(workload.qualifiedName):\(port)" }
}
