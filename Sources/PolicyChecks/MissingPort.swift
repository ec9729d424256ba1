import LinkerdPolicy

extension PolicyCheck {
  /// Servers that select some workloads in vain, since these have no port of that name (`P-7`).
  static let missingPort = PolicyCheck(
    id: "missing-port", title: "a Server that names a port which a selected workload does not have",
    severity: .warning
  ) { namespace, _, check in
    namespace.serverClaims.filter { $0.owned > 0 && !$0.withoutPort.isEmpty }.map { claim in
      let names = claim.withoutPort.prefix(3).map(\.shortDescription).joined(separator: ", ")
      let rest = claim.withoutPort.count - 3
      return Finding(
        id: check.id, severity: check.severity, object: claim.server,
        message: "selects nothing of \(names)\(rest > 0 ? " and \(rest) more" : ""):"
          + " no port there has the name that it gives (P-7)")
    }
  }
}
