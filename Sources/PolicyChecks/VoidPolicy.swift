import LinkerdPolicy

extension PolicyCheck {
  /// Policies and routes that decide nothing, for instance because of a dangling reference (`A-7`).
  static let voidPolicy = PolicyCheck(
    id: "void-policy", title: "a policy or a route that decides nothing", severity: .error
  ) { policy, check in
    policy.voids.map { void in
      Finding(
        id: check.id, severity: check.severity, object: void.id,
        message: "decides nothing: it \(void.reason) (\(void.rule))")
    }
  }
}
