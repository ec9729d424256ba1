/// The screens that have a digit.
package enum Tab: Int, CaseIterable, Sendable, Hashable {
  case namespaces = 1
  case workloads, matrix, detail, whatIf, live

  /// What stands beside the digit.
  package var name: String {
    switch self {
    case .namespaces: "namespaces"
    case .workloads: "workloads"
    case .matrix: "matrix"
    case .detail: "detail"
    case .whatIf: "what-if"
    case .live: "live"
    }
  }
}
