import LinkerdPolicy

extension PolicyCheck {
  /// Policies and routes that decide nothing, for instance because of a dangling reference (`A-7`).
  static let voidPolicy = PolicyCheck(
    id: "void-policy", title: "a policy or a route that decides nothing", severity: .error
  ) { namespace, _, check in
    // Of what could not be read nothing is known, and that is said by itself.
    namespace.voids.filter(\.isCertain).map { void in
      Finding(
        id: check.id, severity: check.severity, object: void.id,
        message: "decides nothing: it \(void.reason) (\(void.rule))")
    }
  }
}
