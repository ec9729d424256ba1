import KubernetesSnapshot
import LinkerdPolicy

extension Command {
  /// Prints the matrix.
  static let matrix = Command(
    name: "matrix", summary: "Print who may talk to whom, as a matrix.", words: "[OPTIONS]",
    details: """
      Rows are clients: ServiceAccounts, external workloads, pods without a proxy, and clients that
      every cluster has. Columns are targets; -n and -l choose among them. Names are those that
      "explain" takes.
      """,
    groups: [
      .source, .scope, .matrix, .output("table", "wide", "json", "csv", "markdown"), .mesh,
      .general,
    ]
  ) { options, output in
    if let word = options.words.first {
      throw CommandError.usage("matrix takes no words, found \"\(word)\"")
    }
    if options.namespace != nil, options.allNamespaces {
      throw CommandError.usage("-n and -A contradict each other; give one")
    }
    let cluster = try LoadedSource(options)
    let view = try MatrixView(cluster.policy, options)
    let style = PrintStyle(options)
    switch options.output ?? "table" {
    case "json":
      output.print(
        try JSONText.text(of: VersionedDocument(kind: "AccessMatrix", body: MatrixDocument(view))))
    case "csv": for line in MatrixTable.csv(view) { output.print(line) }
    case "markdown": for line in MatrixTable.markdown(view, style) { output.print(line) }
    case let format:
      for line in MatrixText(view, style).lines(isWide: format == "wide") { output.print(line) }
    }
    return cluster.exitCode(.yes)
  }
}

/// The part of a matrix that is printed.
struct MatrixView {
  /// The whole matrix.
  let matrix: AccessMatrix
  /// The positions of the columns that are printed.
  let targets: [Int]

  /// Works out the matrix and chooses its columns.
  ///
  /// - Throws: A `CommandError` when the namespace does not exist.
  init(_ policy: ResolvedPolicy, _ options: Options) throws {
    if let name = options.namespace, policy.namespaces[name] == nil {
      throw CommandError.input(
        "there is no namespace \"\(name)\""
          + Suggestion.question(for: name, among: policy.namespaces.keys))
    }
    let matrix = AccessMatrix(policy, by: options.grouping)
    let selected = Self.workloads(of: policy, with: options.selector)
    self.matrix = matrix
    targets = matrix.targets.indices.filter { index in
      let target = matrix.targets[index]
      if let name = options.namespace, target.namespace != name { return false }
      guard let selected else { return true }
      if case .workload(let id) = target.id { return selected.contains(id) }
      return target.ports.contains { selected.contains($0.workload) }
    }
  }

  /// The workloads whose pods have some labels; nil when no labels are asked for.
  private static func workloads(
    of policy: ResolvedPolicy, with selector: LabelSelector
  ) -> Set<ResourceID>? {
    if selector == LabelSelector() { return nil }
    let matching = policy.workloads.filter { workload in
      workload.variants.contains { selector.matches($0.inbound.labels) }
    }
    return Set(matching.map(\.id))
  }

  /// The rows.
  var clients: [MatrixClient] { matrix.clients }

  /// How many printed cells have each verdict, in the order of the legend.
  var counts: [(verdict: Verdict, count: Int)] {
    var counts: [Verdict: Int] = [:]
    for target in targets {
      for client in clients.indices {
        counts[matrix[client: client, target: target], default: 0] += 1
      }
    }
    return Verdict.allCases.compactMap { verdict in counts[verdict].map { (verdict, $0) } }
  }
}
