import KubernetesSnapshot
import LinkerdPolicy
import TerminalUI

extension OptionGroup {
  /// Where the objects come from; for every command that reads a cluster.
  static let source = OptionGroup(
    title: "Source (without one: the current kubectl context)",
    options: [
      OptionDefinition(
        "-f", "--filename", value: "FILE|DIR|-",
        help: "read kubectl's JSON or YAML manifests; repeatable; - is standard input"
      ) { options, value in options.source.filenames.append(value) },
      OptionDefinition("--demo", help: "use the demo cluster that ships inside the program") {
        $0.source.demo = true
      },
      context, kubeconfig,
    ])

  /// Which cluster is followed, where nothing else can be.
  static let cluster = OptionGroup(
    title: "Cluster (without any of these: the current kubectl context)",
    options: [context, kubeconfig])

  private static let context = OptionDefinition(
    "--context", value: "NAME", help: "kubectl's context"
  ) { options, value in options.source.context = value }

  private static let kubeconfig = OptionDefinition(
    "--kubeconfig", value: "FILE", help: "kubectl's configuration file"
  ) { options, value in options.source.kubeconfig = value }

  /// What of the cluster is looked at.
  static let scope = OptionGroup(
    title: "Scope",
    options: [
      namespace,
      OptionDefinition("-A", "--all-namespaces", help: "look at all namespaces (the default)") {
        $0.allNamespaces = true
      },
      OptionDefinition(
        "-l", "--selector", value: "LABELS", help: "look at workloads whose pods have these labels"
      ) { (options, value) throws(CommandError) in
        guard let selector = LabelSelector(argument: value) else {
          throw .usage("-l: expected labels such as app=web,tier!=db, found \"\(value)\"")
        }
        options.selector = selector
      },
    ])

  /// The namespace alone.
  static let names = OptionGroup(title: "Names", options: [namespace])

  private static let namespace = OptionDefinition(
    "-n", "--namespace", value: "NAME", help: "the namespace to look at"
  ) { options, value in options.namespace = value }

  /// What counts whatever the cluster says.
  static let mesh = OptionGroup(
    title: "Mesh configuration (otherwise read from the source)",
    options: [
      OptionDefinition(
        "--default-inbound-policy", value: "POLICY",
        help: "the cluster's default: deny, all-unauthenticated, ..."
      ) { (options, value) throws(CommandError) in
        guard let policy = DefaultInboundPolicy(rawValue: value) else {
          let known = DefaultInboundPolicy.allCases.map(\.rawValue)
          throw .usage(
            "--default-inbound-policy: expected \(list(known)), found \"\(value)\""
              + Suggestion.question(for: value, among: known))
        }
        options.mesh.defaultInboundPolicy = policy
      },
      OptionDefinition(
        "--cluster-networks", value: "CIDRS",
        help: "the networks that cluster-... policies mean; a comma list, empty for none"
      ) { (options, value) throws(CommandError) in
        options.mesh.clusterNetworks = try networks(value, option: "--cluster-networks")
      },
      OptionDefinition(
        "--probe-networks", value: "CIDRS",
        help: "the networks from which probes come; a comma list, empty for none"
      ) { (options, value) throws(CommandError) in
        options.mesh.probeNetworks = try networks(value, option: "--probe-networks")
      },
      OptionDefinition("--identity-trust-domain", value: "DOMAIN", help: "the end of identities") {
        options, value in options.mesh.identityTrustDomain = value
      },
      OptionDefinition(
        "--control-plane-namespace", value: "NAME", help: "the namespace of Linkerd's control plane"
      ) { options, value in options.mesh.controlPlaneNamespace = value },
      OptionDefinition(
        "--linkerd-version", value: "VERSION", help: "the release whose rules count"
      ) { (options, value) throws(CommandError) in
        guard LinkerdVersion(value).isUnderstood else {
          throw .usage(
            "--linkerd-version: expected a release such as 2.18 or edge-25.4.1, found \"\(value)\"")
        }
        options.mesh.linkerdVersion = value
      },
    ])

  private static func networks(
    _ text: String, option: String
  ) throws(CommandError) -> [IPNetwork] {
    guard let networks = MeshConfiguration.networks(text) else {
      throw .usage(
        "\(option): expected CIDR blocks such as 10.0.0.0/8,fd00::/8, found \"\(text)\"")
    }
    return networks
  }

  /// `a, b or c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
