/// A tree in ICU's notation, which Foundation's expressions use.
///
/// Nothing is left to ICU's own reading of flags, classes, anchors or possessive loops, which are
/// not the crate's: every character is a set, every place a look around.
extension PatternNode {
  var icu: String {
    switch self {
    case .empty: "(?:)"
    case .set(let set): set.ignoresCase ? "(?i:\(set.text))" : set.text
    case .assertion(let assertion): assertion.icu
    case .sequence(let nodes): nodes.map(\.icu).joined()
    case .choice(let nodes): "(?:\(nodes.map(\.icu).joined(separator: "|")))"
    case .capture(let body): body.icu
    case .loop(let body, let least, let most, let isGreedy):
      Self.loop("(?:\(body.icu))", body, least, most) + (isGreedy ? "" : "?")
    }
  }

  private static func loop(
    _ text: String, _ body: PatternNode, _ least: Int, _ most: Int?
  ) -> String {
    switch (least, most) {
    case (0, nil): "\(text)*"
    case (1, nil): "\(text)+"
    case (0, 1): "\(text)?"
    case (_, let most?): "\(text){\(least),\(most)}"
    // The crate takes the last turn for the one that repeats.
    case (_, nil) where body.isNullable: "\(text){\(least - 1)}\(text)+"
    case (_, nil): "\(text){\(least),}"
    }
  }

  /// Whether ICU tries the ways to match in the crate's order.
  ///
  /// They part where an endless loop may turn without moving on, unless that is its last choice.
  var keepsOrder: Bool {
    guard children.allSatisfy(\.keepsOrder) else { return false }
    guard case .loop(let body, _, nil, let isGreedy) = self, body.isNullable else { return true }
    return isGreedy && body.prefersMoving
  }

  /// Whether the empty text is the last that the node tries, where it may match it.
  private var prefersMoving: Bool {
    guard isNullable else { return true }
    switch self {
    case .empty, .set, .assertion: return true
    case .sequence(let nodes): return nodes.allSatisfy(\.prefersMoving)
    case .choice(let nodes):
      return nodes.dropLast().allSatisfy { !$0.isNullable } && nodes.last?.prefersMoving ?? true
    case .loop(let body, _, _, let isGreedy): return isGreedy && body.prefersMoving
    case .capture(let body): return body.prefersMoving
    }
  }

  /// A tree that matches every whole text that this one does, and perhaps more, without loops in loops.
  ///
  /// What it refuses is refused, in time that does not explode. Nil where there is no loop in a loop.
  var loosened: PatternNode? {
    hasNestedLoops ? unnested.simplified : nil
  }

  private var hasNestedLoops: Bool {
    if case .loop(let body, _, let most, _) = self, most != 1, body.canBranch { return true }
    return children.contains(where: \.hasNestedLoops)
  }

  private var canBranch: Bool {
    switch self {
    case .choice: true
    case .loop(_, let least, let most, _) where least != most: true
    default: children.contains(where: \.canBranch)
    }
  }

  private var unnested: PatternNode {
    switch self {
    case .empty, .assertion: .empty
    case .set: self
    case .sequence(let nodes): .sequence(nodes.map(\.unnested))
    case .choice(let nodes): .choice(nodes.map(\.unnested))
    case .capture(let body): body.unnested
    case .loop(let body, let least, let most, _):
      if most != 1, body.canBranch {
        .loop(.set(.union(body.sets)), least: 0, most: nil, isGreedy: true)
      } else {
        .loop(body.unnested, least: least, most: most, isGreedy: true)
      }
    }
  }
}

extension PatternAssertion {
  fileprivate var icu: String {
    switch self {
    case .textStart: return #"\A"#
    case .textEnd: return #"\z"#
    case .lineStart(anyNewline: false): return #"(?<![^\x{A}])"#
    case .lineEnd(anyNewline: false): return #"(?![^\x{A}])"#
    case .lineStart(anyNewline: true):
      return #"(?:(?<![^\x{A}])|(?<=[\x{D}])(?![\x{A}]))"#
    case .lineEnd(anyNewline: true):
      return #"(?:(?![^\x{D}])|(?<![\x{D}])(?=[\x{A}]))"#
    case .wordBoundary(let unicode):
      let word = Self.word(unicode)
      return "(?:(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word)))"
    case .notWordBoundary(let unicode):
      let word = Self.word(unicode)
      return "(?:(?<=\(word))(?=\(word))|(?<!\(word))(?!\(word)))"
    case .wordStart(let unicode):
      return "(?<!\(Self.word(unicode)))(?=\(Self.word(unicode)))"
    case .wordEnd(let unicode):
      return "(?<=\(Self.word(unicode)))(?!\(Self.word(unicode)))"
    case .wordStartHalf(let unicode): return "(?<!\(Self.word(unicode)))"
    case .wordEndHalf(let unicode): return "(?!\(Self.word(unicode)))"
    }
  }

  private static func word(_ unicode: Bool) -> String {
    unicode ? "[\(PatternSet.wordCharacters)]" : #"[0-9A-Z_a-z]"#
  }
}
