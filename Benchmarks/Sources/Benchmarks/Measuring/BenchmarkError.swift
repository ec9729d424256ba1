/// Why something cannot be measured.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  /// An error in words.
  init(_ description: String) { self.description = description }
}
