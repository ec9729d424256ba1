import KubernetesSnapshot
import LinkerdPolicy

extension Command {
  /// Prints the inbound policy of ports.
  static let policy = Command(
    name: "policy", summary: "Print the effective inbound policy of a workload's ports.",
    words: "TYPE/NAME [PORT]",
    details: """
      TYPE/NAME is deploy/web, po/web-0, externalworkload/vm1, sa/web, svc/web, or any of these behind
      NAMESPACE/. PORT is a number, also one that nobody declares, or a name; without it, all ports.
      """,
    groups: [.source, .names, .output("text", "json"), .mesh, .general]
  ) { options, output in
    guard (1...2).contains(options.words.count) else {
      throw CommandError.usage(
        "policy takes TYPE/NAME and a PORT; found \(options.words.count) words")
    }
    let cluster = try LoadedSource(options)
    let documents = try documents(options, in: cluster.policy)
    if options.output == "json" {
      if let only = documents.first, documents.count == 1 {
        output.print(
          try JSONText.text(of: VersionedDocument(kind: "InboundPolicy", body: only)))
      } else {
        output.print(
          try JSONText.text(
            of: VersionedDocument(
              kind: "InboundPolicyList", body: DocumentList(items: documents))))
      }
    } else {
      let text = PolicyText(style: PrintStyle(options))
      for (index, document) in documents.enumerated() {
        if index > 0 { output.print("") }
        for line in text.lines(document) { output.print(line) }
      }
    }
    return cluster.exitCode(.yes)
  }

  private static func documents(
    _ options: Options, in policy: ResolvedPolicy
  ) throws(CommandError) -> [PolicyDocument] {
    let names = WorkloadNames(policy: policy, namespace: options.namespace)
    let name = options.words[0]
    var documents: [PolicyDocument] = []
    for match in try names.matches(name) {
      let ports =
        if options.words.count == 2 {
          try names.ports(options.words[1], of: match, named: name)
        } else {
          names.ports(of: match)
        }
      for port in ports {
        for variant in match.workload.variants {
          documents.append(
            PolicyDocument(variant, of: match.workload, port: port, in: policy))
        }
      }
    }
    if documents.isEmpty { throw .input("\(name) listens on nothing; say which PORT") }
    return documents
  }
}
