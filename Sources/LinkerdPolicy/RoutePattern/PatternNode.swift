/// A regular expression in the grammar of Rust's `regex` crate, as a tree.
indirect enum PatternNode: Hashable, Sendable {
  /// Matches the empty text.
  case empty
  /// One character of a set.
  case set(PatternSet)
  /// A place between characters.
  case assertion(PatternAssertion)
  /// One after the other.
  case sequence([PatternNode])
  /// The first that leads to a match.
  case choice([PatternNode])
  /// `least` to `most` times, without end where `most` is nil.
  case loop(PatternNode, least: Int, most: Int?, isGreedy: Bool)
  /// A group that the crate remembers; it matters for the size of the program only.
  case capture(PatternNode)
}

/// A place between two characters.
enum PatternAssertion: Hashable, Sendable {
  case textStart, textEnd
  /// At the start or the end of a line; lines end with `\n`, or with `\r`, `\n` or both.
  case lineStart(anyNewline: Bool)
  case lineEnd(anyNewline: Bool)
  /// Between a word character and another; words are of ASCII or of Unicode.
  case wordBoundary(unicode: Bool)
  case notWordBoundary(unicode: Bool)
  case wordStart(unicode: Bool)
  case wordEnd(unicode: Bool)
  case wordStartHalf(unicode: Bool)
  case wordEndHalf(unicode: Bool)

  /// On which texts the engine at hand finds what the crate finds.
  var reach: PatternSet.Reach {
    switch self {
    case .textStart, .textEnd, .lineStart, .lineEnd: .everything
    case .wordBoundary(let unicode), .notWordBoundary(let unicode), .wordStart(let unicode),
      .wordEnd(let unicode), .wordStartHalf(let unicode), .wordEndHalf(let unicode):
      unicode ? .oldCharacters : .everything
    }
  }
}

extension PatternNode {
  /// The nodes right below.
  var children: [PatternNode] {
    switch self {
    case .empty, .set, .assertion: []
    case .sequence(let nodes), .choice(let nodes): nodes
    case .loop(let body, _, _, _), .capture(let body): [body]
    }
  }

  /// The sets of the whole tree, from left to right.
  var sets: [PatternSet] {
    if case .set(let set) = self { return [set] }
    return children.flatMap(\.sets)
  }

  /// Whether the empty text may match.
  var isNullable: Bool {
    switch self {
    case .empty, .assertion: true
    case .set: false
    case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
    case .choice(let nodes): nodes.contains(where: \.isNullable)
    case .loop(let body, let least, _, _): least == 0 || body.isNullable
    case .capture(let body): body.isNullable
    }
  }

  /// Whether nothing but the empty text may match.
  var isZeroWidth: Bool {
    switch self {
    case .empty, .assertion: true
    case .set: false
    case .loop(let body, _, let most, _): most == 0 || body.isZeroWidth
    case .sequence, .choice, .capture: children.allSatisfy(\.isZeroWidth)
    }
  }

  /// On which texts the engine at hand finds what the crate finds.
  var reach: PatternSet.Reach {
    switch self {
    case .set(let set): set.reach
    case .assertion(let assertion): assertion.reach
    default: children.map(\.reach).min() ?? .everything
    }
  }
}
