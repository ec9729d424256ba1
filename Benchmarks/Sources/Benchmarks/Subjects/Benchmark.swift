/// Something that is measured.
struct Benchmark {
  /// The name, by which the command line asks for it.
  let name: String
  /// What it is about.
  let summary: String
  /// Whether it takes too long to run unless it is asked for.
  var isOnRequest = false
  /// Measures.
  let run: (SampleFiles) throws -> [Figure]

  /// All benchmarks, in the order in which they run.
  ///
  /// Those that start programs come first: a program that is started counts the memory of the one
  /// that starts it to its own peak, so this one must be small as long.
  static var all: [Benchmark] {
    [
      start, load, keys, idle, loadOfManyPods, follow, event, idleFollowing, flood, decode, resolve,
      matrix, whatIf, resolveOfManyPods,
    ]
  }
}
