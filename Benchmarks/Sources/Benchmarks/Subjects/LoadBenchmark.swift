extension Benchmark {
  /// From a file to a drawn matrix, beside jq, which only counts the objects.
  static var load: Benchmark {
    Benchmark(
      name: "load", summary: "a kubectl JSON of 10,000 pods to a drawn matrix, beside jq"
    ) { files in
      let file = try files.file(pods: 10_000)
      let own = try loading(file, runs: 5)
      // What any run takes: the program itself and its libraries.
      let base = try Program.gatehouse().run(["--demo", "--size", "200x60", "--script", "3"])
      let jq = try Program.named("jq").median(runs: 3, [".items|length", file.path])
      return
        own.cost.figures("gatehouse, \(file.size >> 20) MB") + jq.cost.figures("jq '.items|length'")
        + [
          Figure("peak memory", megabytes(own.peakMemory), .megabytes),
          Figure("peak memory with --demo", megabytes(base.peakMemory), .megabytes),
          Figure("peak memory of jq", megabytes(jq.peakMemory), .megabytes),
          Figure("faster than jq", jq.cost.wall / own.cost.wall, .times, budget: .atLeast(8)),
          Figure("less CPU than jq", jq.cost.processor / own.cost.processor, .times),
          Figure(
            "peak memory, of the file's size", Double(own.peakMemory) / Double(file.size), .times,
            budget: .atMost(0.25)),
          Figure(
            "peak memory beyond that with --demo, of the file's size",
            Double(own.peakMemory - base.peakMemory) / Double(file.size), .times),
        ]
    }
  }

  /// The same for five times as many pods.
  static var loadOfManyPods: Benchmark {
    Benchmark(
      name: "load-50000", summary: "the same of 50,000 pods, beside 10,000", isOnRequest: true
    ) { files in
      let small = try loading(try files.file(pods: 10_000), runs: 3)
      let file = try files.file(pods: 50_000)
      let large = try loading(file, runs: 3)
      return small.cost.figures("10,000 pods") + large.cost.figures("50,000 pods")
        + [
          Figure("peak memory of 50,000 pods", megabytes(large.peakMemory), .megabytes),
          Figure(
            "peak memory, of the file's size", Double(large.peakMemory) / Double(file.size), .times),
          Figure(
            "50,000 pods, of 10,000 pods' time", large.cost.wall / small.cost.wall, .times,
            budget: .atMost(5 * 1.3)),
        ]
    }
  }

  private static func loading(_ file: SampleFiles.File, runs: Int) throws -> Program.Run {
    try Program.gatehouse().median(
      runs: runs, ["-f", file.path, "--size", "200x60", "--script", "3"])
  }

  private static func megabytes(_ bytes: Int) -> Double { Double(bytes) / Double(1 << 20) }
}
