package import KubernetesSnapshot
package import LinkerdPolicy
package import PolicyChecks

/// A workload, summed up for a list.
package struct WorkloadRow: Sendable, Hashable, Identifiable {
  /// A workload, and the account of its pods: during a roll-out there can be two.
  package struct ID: Sendable, Hashable {
    /// The workload.
    package var workload: ResourceID
    /// The ServiceAccount; empty for an external workload.
    package var account: String
  }

  /// Which workload.
  package let id: ID
  /// `deploy/web`.
  package let name: String
  /// The default policies of its pods.
  package let `default`: EffectiveDefault
  /// How many pods it has, without those that only a template promises.
  package let pods: Int
  /// How many of them are meshed.
  package let meshedPods: Int
  /// How its ports are guarded: `8080 grpc, 8801`; proxy ports are left out.
  package let ports: String
  /// How many clients have each verdict.
  package let verdicts: [Verdict: Int]
  /// What the checks found, errors first.
  package let findings: [Finding]
  /// How many findings are errors.
  package let errors: Int
  /// What a filter looks at, in lower case.
  let searchText: String

  /// How many findings are warnings.
  package var warnings: Int { findings.count - errors }

  /// Sums up a workload.
  init(
    _ workload: ResolvedWorkload, in policy: ResolvedPolicy, pending: Set<ResourceID>,
    verdicts: [Verdict: Int], findings: [Finding]
  ) {
    id = ID(workload: workload.id, account: workload.serviceAccount)
    name = workload.id.shortDescription
    var pods = 0
    var meshed = 0
    var waiting = 0
    for variant in workload.variants {
      let running = variant.pods.count { !$0.isTemplate }
      pods += running
      if variant.inbound.enforcement != .unmeshed { meshed += running }
      if !pending.isEmpty { waiting += variant.pods.count { pending.contains($0.id) } }
    }
    self.pods = pods
    meshedPods = meshed
    `default` = EffectiveDefault(of: workload, in: policy, pending: waiting)
    ports = Self.ports(of: workload)
    self.verdicts = verdicts
    self.findings = findings
    errors = findings.count { $0.severity == .error }
    searchText =
      ([id.workload.namespace, name, id.account, `default`.text(isShort: false), ports]
      + findings.map { "\($0.id) \($0.message)" })
      .joined(separator: "\n").lowercased()
  }

  /// The ports in words: what a Server guards bears its protocol, the default's bear none.
  private static func ports(of workload: ResolvedWorkload) -> String {
    var words: [UInt16: String] = [:]
    for port in workload.variants.flatMap(\.ports) where !port.isProxyPort {
      let word =
        switch port.guarding {
        case .enforced(let server):
          if case .server = server.reference {
            "\(port.number) \(server.protocol.rawValue.lowercased())"
          } else {
            "\(port.number)"
          }
        case .skipped: "\(port.number) skipped"
        case .unmeshed, .startupDefault: "\(port.number)"
        }
      if (words[port.number] ?? "").count < word.count { words[port.number] = word }
    }
    return words.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")
  }
}

/// What the workloads are sorted by.
package enum WorkloadSort: String, CaseIterable, Sendable, Hashable {
  case name
  case account
  case policy = "default"
  case pods, allowed, denied, findings
  /// What is refused per second, which the row does not know.
  case refused

  /// Whether a row comes before another; namespace and name break ties.
  func precedes(_ a: WorkloadRow, _ b: WorkloadRow) -> Bool {
    func byName() -> Bool {
      (a.id.workload, a.id.account) < (b.id.workload, b.id.account)
    }
    func most(_ key: (WorkloadRow) -> Int) -> Bool {
      let (x, y) = (key(a), key(b))
      return x == y ? byName() : x > y
    }
    func first(_ key: (WorkloadRow) -> String) -> Bool {
      let (x, y) = (key(a), key(b))
      return x == y ? byName() : x < y
    }
    switch self {
    case .name: return byName()
    case .account: return first(\.id.account)
    case .policy: return first { $0.default.text(isShort: false) }
    case .pods: return most(\.pods)
    case .allowed: return most { $0.verdicts[.allow] ?? 0 }
    case .denied: return most { $0.verdicts[.deny] ?? 0 }
    case .findings: return most { $0.errors * 10_000 + $0.warnings }
    case .refused: return byName()
    }
  }
}
