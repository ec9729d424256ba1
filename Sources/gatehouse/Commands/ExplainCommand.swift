import KubernetesSnapshot
import LinkerdPolicy

extension Command {
  /// Explains one edge, or all of a name's.
  static let explain = Command(
    name: "explain", summary: "Say whether a client may use a port, and why.",
    words: "FROM TO[:PORT]",
    details: """
      FROM  sa/web, emojivoto/web, deploy/web, po/web-0, externalworkload/vm1, ns/NAME (its pods
            without a proxy), kubelet, outside, unmeshed, other, an address, or a row of the matrix
      TO    deploy/web, po/web-0, sa/web, svc/web, externalworkload/vm1, emojivoto/deploy/web, or a
            column of the matrix; PORT is a number or a name, and all ports when absent
      Exit code 0: let in everywhere; 1: not, or not known.
      """,
    groups: [
      .source, .names, .request, .client, .output("text", "json"), .mesh, .general,
    ]
  ) { options, output in
    guard options.words.count == 2 else {
      throw CommandError.usage(
        "explain takes two words, FROM and TO[:PORT]; found \(options.words.count)")
    }
    let cluster = try LoadedSource(options)
    let edges = try Edge.edges(options, in: cluster.policy)
    if options.output == "json" {
      output.print(try document(edges))
    } else {
      let text = ExplanationText(style: PrintStyle(options))
      for (index, edge) in edges.enumerated() {
        if index > 0 { output.print("") }
        for line in text.lines(
          client: edge.client, target: edge.target, explanation: edge.explanation)
        {
          output.print(line)
        }
      }
    }
    return cluster.exitCode(
      !edges.isEmpty && edges.allSatisfy(\.explanation.verdict.isAdmitting) ? .yes : .no)
  }

  /// One decision as itself, several as a list.
  private static func document(_ edges: [Edge]) throws -> String {
    let documents = edges.flatMap { edge in
      edge.explanation.ways.map { way in
        DecisionDocument(
          client: edge.client, target: edge.target, port: edge.explanation.port, way: way)
      }
    }
    if let only = documents.first, documents.count == 1 {
      return try JSONText.text(of: VersionedDocument(kind: "AccessDecision", body: only))
    }
    return try JSONText.text(
      of: VersionedDocument(kind: "AccessDecisionList", body: DocumentList(items: documents)))
  }
}

/// A client and a port, explained.
private struct Edge {
  var client: String
  var target: String
  var explanation: EdgeExplanation

  /// Explains what the words of a command line mean.
  static func edges(_ options: Options, in policy: ResolvedPolicy) throws(CommandError) -> [Edge] {
    let names = WorkloadNames(policy: policy, namespace: options.namespace)
    let clients = try ClientNames(
      policy: policy, namespace: options.namespace, request: options.request
    ).matches(options.words[0])
    let (name, port) = split(options.words[1])
    let traffic = options.request.request.map { AccessRequest.Traffic.request($0) }
    var edges: [Edge] = []
    for match in try names.matches(name) {
      let ports =
        if let port { try names.ports(port, of: match, named: name) } else {
          names.ports(of: match)
        }
      for client in clients {
        for port in ports {
          for explanation in policy.explain(
            client.client, workload: match.workload, port: port, traffic: traffic)
          {
            let edge = Edge(client: client.title, target: match.title, explanation: explanation)
            // Pods that differ in nothing that matters here need no second word.
            let isSaid = edges.contains {
              $0.client == edge.client && $0.target == edge.target
                && $0.explanation == explanation
            }
            if !isSaid { edges.append(edge) }
          }
        }
      }
    }
    if edges.isEmpty { throw .input("\(name) listens on nothing; say which port with :PORT") }
    return edges
  }

  private static func split(_ text: String) -> (name: String, port: String?) {
    guard let colon = text.lastIndex(of: ":") else { return (text, nil) }
    return (String(text[..<colon]), String(text[text.index(after: colon)...]))
  }
}
