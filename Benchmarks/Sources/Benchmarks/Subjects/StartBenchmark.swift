extension Benchmark {
  /// From the command to the first frame, on a terminal.
  static var start: Benchmark {
    Benchmark(name: "start", summary: "the first frame, beside kubectl version --client") { files in
      let gatehouse = try Program.gatehouse()
      let kubectl = try Program.named("kubectl").median(runs: 9, ["version", "--client"]).cost
      func firstFrame(_ arguments: [String], showing text: String) throws -> Cost {
        Cost.median(
          try (0..<9).map { _ in
            let start = Clock.wall
            let session = try TerminalSession(gatehouse, arguments)
            try session.read(until: text)
            return Cost(wall: Clock.wall - start, processor: try session.processorTime())
          })
      }
      let demo = try firstFrame(["--demo"], showing: "emojivoto")
      let small = try firstFrame(["-f", files.file(pods: 100).path], showing: "reading")
      let large = try firstFrame(["-f", files.file(pods: 10_000).path], showing: "reading")
      return
        kubectl.figures("kubectl version --client")
        + demo.figures("--demo, with the cluster in it")
        + small.figures("a file of 100 pods") + large.figures("a file of 10,000 pods")
        + [
          Figure(
            "--demo, of kubectl's time", demo.wall / kubectl.wall, .times, budget: .atMost(0.5)),
          Figure("--demo, of kubectl's CPU", demo.processor / kubectl.processor, .times),
          Figure(
            "10,000 pods, of kubectl's time", large.wall / kubectl.wall, .times,
            budget: .atMost(0.5)),
          Figure(
            "10,000 pods, of 100 pods' time", large.wall / small.wall, .times,
            budget: .atMost(1.3)),
        ]
    }
  }
}
