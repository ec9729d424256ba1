import LinkerdPolicy
import Traffic

extension PolicyCheck {
  /// Health probes that the policy refuses, so that the pod is restarted or never ready (`R-23`).
  static let failingProbe = PolicyCheck(
    id: "failing-probe", title: "a health probe that the policy refuses", severity: .error
  ) { namespace, policy, check in
    namespace.workloads.flatMap { workload in
      ExpectedTraffic.failingProbes(of: workload, in: policy).map { flow in
        Finding(
          id: check.id, severity: check.severity, object: workload.id,
          message: "its \(flow.words) on port \(flow.port) is refused by policy (R-23)")
      }
    }
  }
}
