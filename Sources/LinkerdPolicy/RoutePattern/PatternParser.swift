/// Reads a pattern by the grammar of Rust's `regex` crate, version 1.
///
/// It accepts what the crate accepts: no look-around, no back-references, no atomic groups, only
/// certain escapes, at most 250 levels. What is too large is not seen here (`PatternSize`).
struct PatternParser {
  /// The pattern is not one for the crate.
  struct Refused: Error {}

  /// A part of the pattern with how deeply it nests.
  struct Part {
    var node: PatternNode
    var depth: Int
    var isFlags = false
  }

  /// How deeply a pattern may nest.
  static let deepest = 250

  let scalars: [Unicode.Scalar]
  var position = 0
  var flags = PatternFlags()
  /// How many groups or brackets are open.
  var open = 0
  private var groupNames: Set<String> = []

  /// Reads a whole pattern.
  ///
  /// - Parameter text: The pattern.
  /// - Returns: Its tree.
  /// - Throws: `Refused` when the crate's grammar has no such pattern.
  /// - Complexity: O(*n*) in the pattern's length.
  static func parse(_ text: String) throws(Refused) -> PatternNode {
    var parser = PatternParser(scalars: Array(text.unicodeScalars))
    let part = try parser.alternatives()
    guard parser.isAtEnd, part.depth <= deepest else { throw Refused() }
    return part.node
  }

  private init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  // MARK: Characters

  var isAtEnd: Bool { position >= scalars.count }

  var current: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  /// The character after the current one.
  var following: Unicode.Scalar? {
    position + 1 < scalars.count ? scalars[position + 1] : nil
  }

  /// Steps over the text if it comes next.
  mutating func take(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard scalars[min(position, scalars.count)...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  /// Takes the current character.
  mutating func next() throws(Refused) -> Unicode.Scalar {
    guard let scalar = current else { throw Refused() }
    position += 1
    return scalar
  }

  /// Steps over white space and comments, where they are ignored.
  mutating func skipIgnored() {
    guard flags.isVerbose else { return }
    while let scalar = current {
      if scalar.properties.isWhitespace {
        position += 1
      } else if scalar == "#" {
        while let scalar = current, scalar != "\n" { position += 1 }
      } else {
        return
      }
    }
  }

  /// Steps over the current character and what is ignored after it.
  mutating func advance() {
    position += 1
    skipIgnored()
  }

  /// Goes one level down.
  mutating func enter() throws(Refused) {
    open += 1
    guard open <= Self.deepest else { throw Refused() }
  }

  // MARK: Alternatives, sequences, groups

  /// Reads up to a closing parenthesis or the end.
  private mutating func alternatives() throws(Refused) -> Part {
    var branches: [Part] = []
    var items: [Part] = []
    while true {
      skipIgnored()
      guard let scalar = current, scalar != ")" else { break }
      switch scalar {
      case "(": items.append(try group())
      case "[": items.append(try bracketed())
      case "|":
        branches.append(Self.sequence(items))
        items = []
        position += 1
      case "?", "*", "+", "{": try repeatLast(of: &items)
      default: items.append(Part(node: try primitive(), depth: 0))
      }
    }
    branches.append(Self.sequence(items))
    guard branches.count > 1 else { return branches[0] }
    return Part(
      node: .choice(branches.map(\.node)), depth: 1 + (branches.map(\.depth).max() ?? 0))
  }

  private static func sequence(_ items: [Part]) -> Part {
    if items.count == 1 { return Part(node: items[0].node, depth: items[0].depth) }
    return Part(
      node: items.isEmpty ? .empty : .sequence(items.map(\.node)),
      depth: items.map { $0.depth + 1 }.max() ?? 0)
  }

  private mutating func group() throws(Refused) -> Part {
    position += 1
    skipIgnored()
    let outside = flags
    var remembers = true
    for lookAround in ["?=", "?!", "?<=", "?<!"] where take(lookAround) { throw Refused() }
    if take("?P<") || take("?<") {
      try groupName()
    } else if take("?") {
      remembers = false
      if try flagsOfGroup() { return Part(node: .empty, depth: 0, isFlags: true) }
    }
    try enter()
    let body = try alternatives()
    open -= 1
    guard take(")") else { throw Refused() }
    flags = outside
    let depth = body.depth + 1
    guard depth <= Self.deepest else { throw Refused() }
    return Part(node: remembers ? .capture(body.node) : body.node, depth: depth)
  }

  private mutating func groupName() throws(Refused) {
    var name = ""
    while true {
      let scalar = try next()
      if scalar == ">" { break }
      let properties = scalar.properties
      let fits =
        scalar == "_" || properties.isAlphabetic
        || !name.isEmpty && (properties.numericType != nil || ".[]".unicodeScalars.contains(scalar))
      guard fits else { throw Refused() }
      name.unicodeScalars.append(scalar)
    }
    guard !name.isEmpty, groupNames.insert(name).inserted else { throw Refused() }
  }

  /// Reads `i-m:` or `i-m)`.
  ///
  /// - Returns: Whether it stands alone, so that it holds up to the end of the group around.
  private mutating func flagsOfGroup() throws(Refused) -> Bool {
    var seen: Set<Unicode.Scalar> = []
    var last: Unicode.Scalar?
    while true {
      let scalar = try next()
      if scalar == ":" || scalar == ")" {
        guard last != "-", scalar == ":" || last != nil else { throw Refused() }
        return scalar == ")"
      }
      guard seen.insert(scalar).inserted else { throw Refused() }
      if scalar != "-" {
        guard flags.set(scalar, to: !seen.contains("-")) else { throw Refused() }
      }
      last = scalar
    }
  }

  // MARK: Loops

  private mutating func repeatLast(of items: inout [Part]) throws(Refused) {
    guard let last = items.popLast(), !last.isFlags else { throw Refused() }
    let (least, most): (Int, Int?)
    switch try next() {
    case "?": (least, most) = (0, 1)
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    default: (least, most) = try counts()
    }
    let isGreedy = !take("?")
    let depth = last.depth + 1
    guard depth <= Self.deepest else { throw Refused() }
    items.append(
      Part(
        node: .loop(
          last.node, least: least, most: most, isGreedy: isGreedy != flags.isLazy), depth: depth))
  }

  /// Reads `n}`, `n,}` or `n,m}`.
  private mutating func counts() throws(Refused) -> (Int, Int?) {
    skipIgnored()
    let least = try number()
    var most: Int? = least
    if current == "," {
      advance()
      most = current == "}" ? nil : try number()
    }
    guard current == "}", most.map({ $0 >= least }) ?? true else { throw Refused() }
    advance()
    return (least, most)
  }

  private mutating func number() throws(Refused) -> Int {
    while let scalar = current, scalar.properties.isWhitespace { position += 1 }
    var value: UInt32?
    while let scalar = current, ("0"..."9").contains(scalar) {
      let (tens, isTooLarge) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, overflows) = tens.addingReportingOverflow(scalar.value - 48)
      guard !isTooLarge, !overflows else { throw Refused() }
      value = sum
      advance()
    }
    while let scalar = current, scalar.properties.isWhitespace { advance() }
    guard let value else { throw Refused() }
    return Int(value)
  }

  // MARK: Characters

  private mutating func primitive() throws(Refused) -> PatternNode {
    let scalar = try next()
    switch scalar {
    case "\\":
      return try escape()
    case ".":
      guard flags.isUnicode else { throw Refused() }
      return .set(
        flags.dotMatchesNewline ? .everything : .withinLine(anyNewline: flags.anyNewline))
    case "^":
      return .assertion(
        flags.isMultiLine ? .lineStart(anyNewline: flags.anyNewline) : .textStart)
    case "$":
      return .assertion(flags.isMultiLine ? .lineEnd(anyNewline: flags.anyNewline) : .textEnd)
    default:
      return .set(literal(scalar))
    }
  }
}
