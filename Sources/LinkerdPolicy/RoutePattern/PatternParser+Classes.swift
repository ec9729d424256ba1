extension PatternParser {
  /// Reads a bracketed class.
  mutating func bracketed() throws(Refused) -> Part {
    let (set, depth) = try bracketedSet()
    return Part(node: .set(set), depth: depth)
  }

  /// Reads `[…]` with how deeply it nests.
  private mutating func bracketedSet() throws(Refused) -> (set: PatternSet, depth: Int) {
    try enter()
    defer { open -= 1 }
    advance()
    let isNegated = current == "^"
    if isNegated { advance() }
    var items = PatternSetBuilder()
    var deepest = 0
    // What has been read to the left of an operator, and the operator.
    var left: (set: PatternSet, operation: String)?
    var leftDepth = 0
    while current == "-" {
      items.insert("-", through: "-")
      advance()
    }
    if items.count == 0, current == "]" {
      items.insert("]", through: "]")
      advance()
    }

    func joined() -> (set: PatternSet, depth: Int) {
      let right = set(of: items)
      let depth = deepest + (items.count > 1 ? 1 : 0)
      guard let left else { return (right, depth) }
      return (left.set.combined(left.operation, with: right), 1 + max(leftDepth, depth))
    }

    while true {
      skipIgnored()
      guard let scalar = current else { throw Refused() }
      switch scalar {
      case "]":
        position += 1
        let (set, depth) = joined()
        guard depth < Self.deepest else { throw Refused() }
        guard isNegated else { return (set, depth + 1) }
        // Without Unicode it would match halves of characters.
        guard flags.isUnicode else { throw Refused() }
        return (set.negated(), depth + 1)
      case "[":
        if let posix = posixClass() {
          guard flags.isUnicode || !posix.isNegated else { throw Refused() }
          items.insert(posix: posix.name, isNegated: posix.isNegated)
        } else {
          let (set, depth) = try bracketedSet()
          items.insert(set)
          deepest = max(deepest, depth)
        }
      case "&", "-", "~":
        guard following == scalar else { fallthrough }
        let (set, depth) = joined()
        left = (set, String(repeating: Character(scalar), count: 2))
        leftDepth = depth
        items = PatternSetBuilder()
        deepest = 0
        position += 2
      default:
        try item(into: &items)
      }
    }
  }

  /// The set of the items, under the flags of the place.
  private func set(of items: PatternSetBuilder) -> PatternSet {
    guard flags.ignoresCase, !flags.isUnicode else {
      return items.set(ignoresCase: flags.ignoresCase)
    }
    var folded = items
    folded.addASCIICases()
    return folded.set(ignoresCase: false)
  }

  /// Reads a character, a range or an escape of a class.
  private mutating func item(into items: inout PatternSetBuilder) throws(Refused) {
    let first = try classEscape()
    skipIgnored()
    guard let scalar = current else { throw Refused() }
    guard scalar == "-", let after = afterHyphen(), after != "]", after != "-" else {
      switch first {
      case .literal(let scalar): items.insert(scalar, through: scalar)
      case .set(let set): items.insert(set)
      case .assertion: throw Refused()
      }
      return
    }
    advance()
    guard case .literal(let low) = first, case .literal(let high) = try classEscape(), low <= high
    else { throw Refused() }
    items.insert(low, through: high)
  }

  private mutating func classEscape() throws(Refused) -> Escape {
    let scalar = try next()
    let item = scalar == "\\" ? try escaped() : .literal(scalar)
    if case .literal(let scalar) = item, !flags.isUnicode, !scalar.isASCII { throw Refused() }
    return item
  }

  /// The character after a hyphen and what is ignored; nil at the end.
  ///
  /// The crate does not see the end of a comment here, which is kept.
  private func afterHyphen() -> Unicode.Scalar? {
    guard flags.isVerbose else { return following }
    var isComment = false
    for scalar in scalars[(position + 1)...] {
      if scalar.properties.isWhitespace { continue }
      if scalar == "#", !isComment {
        isComment = true
        continue
      }
      return scalar
    }
    return following
  }

  /// Reads `[:alpha:]` if it comes next.
  private mutating func posixClass() -> (name: String, isNegated: Bool)? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    var name = ""
    while let scalar = current, scalar != ":" {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take(":]"), PatternSetBuilder.posixClasses[name] != nil else {
      position = start
      return nil
    }
    return (name, isNegated)
  }
}
