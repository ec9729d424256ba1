extension Benchmark {
  /// A key that moves the crosshair, until its frame is written.
  static var keys: Benchmark {
    Benchmark(
      name: "keys", summary: "a key that moves the crosshair, 200x60, 1,000 accounts, to its frame"
    ) { files in
      let session = try openMatrix(files)
      var bytes: [Double] = []
      var costs: [Cost] = []
      for key in Array(repeating: ["l", "j"], count: 15).joined() {
        let before = (time: Clock.wall, processor: try session.processorTime())
        session.type(key)
        let written = session.read(untilSilentFor: 0.1)
        bytes.append(Double(written.bytes))
        costs.append(
          Cost(
            wall: written.last - before.time,
            processor: try session.processorTime() - before.processor))
      }
      let cost = Cost.median(costs)
      return [
        Figure("key to the frame's last byte, wall", cost.wall * 1000, .milliseconds),
        Figure(
          "key to frame, CPU", cost.processor * 1000, .milliseconds, budget: .atMost(4)),
        Figure(
          "written to the terminal", bytes.median / 1024, .kilobytes, budget: .atMost(10)),
      ]
    }
  }

  /// Nothing happens.
  static var idle: Benchmark {
    Benchmark(
      name: "idle", summary: "the dashboard with 1,000 accounts while nobody does anything"
    ) { files in
      let session = try openMatrix(files)
      let seconds = 8.0
      let before = (sleeps: try session.sleeps(), processor: try session.processorTime())
      session.read(for: seconds)
      let sleeps = try session.sleeps().reduce(0) { sum, thread in
        // A thread of the pool that ends meanwhile is not listed any more.
        sum + max(0, thread.value - before.sleeps[thread.key, default: 0])
      }
      let processor = try session.processorTime() - before.processor
      return [
        // The age in the header changes once a second; the edges of the interval may add one.
        Figure(
          "wake-ups", Double(sleeps) / seconds, .perSecond, budget: .atMost(1 + 1 / seconds)),
        // What `top` rounds to 0.0 %.
        Figure(
          "CPU in a second", processor / seconds * 1000, .milliseconds, budget: .atMost(0.5)),
      ]
    }
  }

  /// The dashboard with the matrix of a large cluster open, at rest.
  private static func openMatrix(_ files: SampleFiles) throws -> TerminalSession {
    let file = try files.file(pods: 10_000)
    let session = try TerminalSession(try Program.gatehouse(), ["-f", file.path])
    try session.read(until: "reading")
    session.type("3")
    // The legend of the matrix.
    try session.read(until: "allow")
    _ = session.read(untilSilentFor: 0.3)
    return session
  }
}
