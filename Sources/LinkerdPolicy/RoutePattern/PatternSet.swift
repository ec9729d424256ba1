/// A set of characters, written in ICU's notation.
struct PatternSet: Hashable, Sendable {
  /// The set, in brackets.
  let text: String
  /// Whether characters that differ in case only count as one.
  let ignoresCase: Bool
  /// On which texts it holds what the crate's set holds.
  let reach: Reach
  /// What the crate's program needs for it.
  let size: PatternSize

  /// The texts on which two versions of Unicode agree.
  enum Reach: Comparable, Sendable {
    /// None: ICU lacks a property.
    case nothing
    /// Those of ASCII.
    case ascii
    /// Those without characters that are new in a version that one of the two lacks.
    case oldCharacters
    /// All.
    case everything
  }

  /// A set from its parts.
  init(
    text: String, ignoresCase: Bool = false, reach: Reach = .everything, size: PatternSize
  ) {
    self.text = text
    self.ignoresCase = ignoresCase
    self.reach = reach
    self.size = size
  }

  /// Every character.
  static let everything = PatternSet(
    text: #"[\x{0}-\x{10FFFF}]"#, size: .beyondASCII(955...975))

  /// Every character but those that end a line.
  static func withinLine(anyNewline: Bool) -> PatternSet {
    PatternSet(
      text: anyNewline ? #"[^\x{A}\x{D}]"# : #"[^\x{A}]"#, size: .beyondASCII(990...1016))
  }

  /// One character.
  static func literal(_ scalar: Unicode.Scalar, ignoresCase: Bool) -> PatternSet {
    let length = UTF8.encode(scalar)?.count ?? 1
    return PatternSet(
      text: "[\(written(scalar))]", ignoresCase: ignoresCase,
      reach: ignoresCase && !scalar.isASCII ? .oldCharacters : .everything,
      size: ignoresCase ? .beyondASCII(32...400) : .exactly(32 * length))
  }

  /// The characters that are in any of the sets.
  ///
  /// - Parameter sets: Sets that treat case alike.
  /// - Returns: The union; every character where they do not treat case alike.
  static func union(_ sets: [PatternSet]) -> PatternSet {
    guard let first = sets.first, sets.allSatisfy({ $0.ignoresCase == first.ignoresCase }) else {
      return everything
    }
    var texts: [String] = []
    for set in sets where !texts.contains(set.text) { texts.append(set.text) }
    return PatternSet(
      text: texts.count == 1 ? texts[0] : "[\(texts.joined())]", ignoresCase: first.ignoresCase,
      reach: sets.map(\.reach).min() ?? .everything,
      size: .union(sets.map(\.size)))
  }

  /// A character as it is written in a set.
  static func written(_ scalar: Unicode.Scalar) -> String {
    #"\x{\#(String(scalar.value, radix: 16, uppercase: true))}"#
  }
}
