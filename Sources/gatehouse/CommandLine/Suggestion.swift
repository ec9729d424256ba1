/// Guesses what somebody meant to type.
enum Suggestion {
  /// The known words that are close to what was typed, the closest first.
  ///
  /// - Parameters:
  ///   - typed: What was typed.
  ///   - known: What would have been understood.
  ///   - limit: How many guesses at most.
  /// - Returns: The guesses.
  /// - Complexity: O(known words · length²).
  static func words(for typed: String, among known: some Sequence<String>, limit: Int = 3)
    -> [String]
  {
    let allowed = max(1, typed.count / 3)
    let guesses = known.compactMap { word -> (distance: Int, word: String)? in
      if word.hasPrefix(typed), !typed.isEmpty { return (1, word) }
      let distance = distance(typed, word)
      return distance <= allowed ? (distance, word) : nil
    }
    return guesses.sorted { $0 < $1 }.prefix(limit).map(\.word)
  }

  /// `; did you mean "matrix"?`, or nothing.
  static func question(for typed: String, among known: some Sequence<String>) -> String {
    let words = words(for: typed, among: known).map { "\"\($0)\"" }
    guard let last = words.last else { return "" }
    let list = words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or " + last
    return "; did you mean \(list)?"
  }

  /// How many letters to insert, delete, replace or swap.
  private static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased())
    let b = Array(second.lowercased())
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var best = min(
          previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
