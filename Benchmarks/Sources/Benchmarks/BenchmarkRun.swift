import Foundation

/// The command line: which benchmarks run, and how their report is printed.
enum BenchmarkRun {
  private static let usage = """
    Usage: Benchmarks [--json] [NAME ...]

    Measures the benchmarks with these names; without names, all but those marked with a star.
    $GATEHOUSE names the program to measure; without it, the release build beside this package is.

    """

  /// Runs a command line.
  ///
  /// - Parameter arguments: The arguments, without the program's name.
  /// - Returns: The exit code.
  static func main(_ arguments: [String]) -> Int32 {
    let options = arguments.filter { $0.hasPrefix("-") }
    let names = arguments.filter { !$0.hasPrefix("-") }
    let unknown = names.filter { name in !Benchmark.all.contains { $0.name == name } }
    guard unknown.isEmpty, options.allSatisfy({ $0 == "--json" }) else {
      print(usage)
      for benchmark in Benchmark.all {
        let name = benchmark.name + (benchmark.isOnRequest ? " *" : "")
        print("  " + name.padding(toLength: 16, withPad: " ", startingAt: 0) + benchmark.summary)
      }
      return options == ["--help"] ? 0 : 64
    }
    let chosen = Benchmark.all.filter {
      names.isEmpty ? !$0.isOnRequest : names.contains($0.name)
    }
    do {
      let files = try SampleFiles()
      try report(chosen, files, asJSON: options.contains("--json"))
      return 0
    } catch {
      FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
      return 1
    }
  }

  private static func report(
    _ benchmarks: [Benchmark], _ files: SampleFiles, asJSON: Bool
  ) throws {
    var reports: [BenchmarkReport] = []
    for benchmark in benchmarks {
      let report = BenchmarkReport(
        name: benchmark.name, summary: benchmark.summary, figures: try benchmark.run(files))
      if asJSON {
        reports.append(report)
      } else {
        for line in ReportTable.lines(report) { print(line) }
        fflush(nil)
      }
    }
    guard asJSON else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(reports), as: UTF8.self))
  }
}
