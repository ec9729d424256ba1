import KubernetesSnapshot
import LinkerdPolicy

/// One question with the answer that somebody expects, as it is written (`docs/policy-tests.md`).
struct PolicyTest: Hashable, Sendable {
  /// What its author calls it.
  var name: String?
  /// Who asks.
  var from: Origin
  /// What is asked for.
  var to: Target
  /// What the client sends.
  var traffic: AccessRequest.Traffic
  /// What is expected.
  var expect: AccessDecision.Outcome

  /// Who asks.
  enum Origin: Hashable, Sendable {
    case serviceAccount(namespace: String, name: String)
    case address(IPAddress, Client.TLS)
  }

  /// A port of one workload or of several.
  struct Target: Hashable, Sendable {
    /// What `name` is the name of.
    var kind: Kind
    /// `deploy/web` for a workload, otherwise the bare name.
    var name: String
    /// The namespace; nil where a workload is looked for in all of them.
    var namespace: String?
    /// The port's number or name; for a Service, its own.
    var port: IntOrString

    /// The fields of `to` of which there is one.
    enum Kind: String, CaseIterable, Hashable, Sendable {
      case workload, pod, externalWorkload, service
    }
  }

  /// The name, or what is asked in a few words.
  var title: String { name ?? "\(from.words) → \(to.words), \(traffic.words)" }
}

extension PolicyTest.Origin {
  fileprivate var words: String {
    switch self {
    case .serviceAccount(let namespace, let name): "\(namespace)/\(name)"
    case .address(let address, .identity(let identity)): "\(address) (\(identity))"
    case .address(let address, .anonymous): "\(address) (mesh TLS without an identity)"
    case .address(let address, .none): "\(address)"
    }
  }
}

extension PolicyTest.Target {
  fileprivate var words: String { "\(namespace.map { "\($0)/" } ?? "")\(name):\(port)" }
}
