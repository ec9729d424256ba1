import KubernetesSnapshot
import LinkerdPolicy

extension PolicyCheck {
  /// Servers that select ports which an older Server owns (`S-15`).
  static let hiddenServer = PolicyCheck(
    id: "hidden-server", title: "a Server whose ports belong to an older one", severity: .warning
  ) { namespace, _, check in
    namespace.serverClaims.filter { !$0.hiddenBy.isEmpty }.map { claim in
      let owners = claim.hiddenBy.map { "port \($0.port) to \($0.owner)" }.joined(separator: ", ")
      let extent = claim.owned == 0 ? "decides nothing" : "decides only in part"
      return Finding(
        id: check.id, severity: check.severity, object: claim.server,
        message: claim.isLeftToChance
          ? "may decide nothing: \(owners), or not, as chance has it in this release (O-1)"
          : "\(extent): \(owners), which is older (S-15)")
    }
  }

  /// Servers that select no port of any pod (`P-7`).
  static let idleServer = PolicyCheck(
    id: "idle-server", title: "a Server that selects nothing", severity: .warning
  ) { namespace, policy, check in
    // Without their kinds, nothing can be said of what there is to select.
    if !policy.snapshot.unreadableKinds.isDisjoint(with: [.pod, .externalWorkload]) { return [] }
    return namespace.serverClaims.filter { $0.owned == 0 && $0.hiddenBy.isEmpty }.map { claim in
      Finding(
        id: check.id, severity: check.severity, object: claim.server,
        message: "selects no port of any workload (P-7)")
    }
  }
}
