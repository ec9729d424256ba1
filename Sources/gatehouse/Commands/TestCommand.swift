import ClusterSources
import LinkerdPolicy

extension Command {
  /// Answers policy tests.
  static let test = Command(
    name: "test", summary: "Run policy tests: who must be let in, and who must not.",
    words: "FILE...",
    details: """
      FILE holds policy tests in YAML or JSON, any number of documents; - is standard input.
      docs/policy-tests.md describes the format. Exit code 0: all passed; 1: some did not; 2: a file or
      a test could not be read, or names what the cluster does not have; the others are run.
      """,
    groups: [.source, .names, .output("table", "json", "junit"), .mesh, .general]
  ) { options, output in
    guard !options.words.isEmpty else {
      throw CommandError.usage("test takes files of policy tests; found none")
    }
    let inputs = options.words.map(SourceInput.init(argument:))
    let isReadTwice = options.source.filenames.contains("-") && inputs.contains(.standardInput)
    if isReadTwice || inputs.count(where: { $0 == .standardInput }) > 1 {
      throw CommandError.usage("standard input (-) can be read once")
    }
    let cluster = try LoadedSource(options)
    var run = PolicyTestRun(cluster.policy, options: options)
    for input in inputs { run.add(input) }
    for warning in run.warnings { StandardError.print("warning: \(warning)") }
    for problem in run.problems { StandardError.print(problem.problem.description) }
    switch options.output {
    case "json":
      output.print(
        try JSONText.text(
          of: VersionedDocument(kind: "PolicyTestReport", body: TestReportDocument(run))))
    case "junit": for line in JUnitReport.lines(run) { output.print(line) }
    default:
      for line in TestReportText(style: PrintStyle(options)).lines(run) { output.print(line) }
    }
    if run.results.isEmpty, run.problems.isEmpty {
      throw CommandError.input("the files hold no test")
    }
    let answer: ExitCode = run.failed == 0 ? .yes : .no
    return cluster.exitCode(run.problems.isEmpty ? answer : .badInput)
  }
}
