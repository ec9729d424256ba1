extension PatternNode {
  /// A tree that finds the same, with fewer ways to find it.
  ///
  /// A backtracking engine tries every way before it gives up: `(a+)+` has 2ⁿ of them for *n*
  /// letters, `a+` has *n*. Each step keeps the order in which the ways are tried.
  ///
  /// - Complexity: O(*n*) in the size of the tree, but for the comparison of alternatives.
  var simplified: PatternNode {
    switch self {
    case .empty, .set, .assertion: self
    case .capture(let body): body.simplified
    case .sequence(let nodes): Self.sequence(of: nodes.map(\.simplified))
    case .choice(let nodes): Self.choice(of: nodes.map(\.simplified))
    case .loop(let body, let least, let most, let isGreedy):
      Self.loop(of: body.simplified, least: least, most: most, isGreedy: isGreedy)
    }
  }

  private static func sequence(of nodes: [PatternNode]) -> PatternNode {
    var parts: [PatternNode] = []
    func append(_ node: PatternNode) {
      if let last = parts.last, let joined = joined(last, node) {
        parts[parts.count - 1] = joined
      } else {
        parts.append(node)
      }
    }
    for node in nodes {
      switch node {
      case .empty: continue
      case .sequence(let inner): inner.forEach(append)
      default: append(node)
      }
    }
    return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// `a+` for `aa*`, `a{2,}` for `a+a+`.
  private static func joined(_ a: PatternNode, _ b: PatternNode) -> PatternNode? {
    guard let first = a.countedSet, let second = b.countedSet, first.set == second.set,
      first.least != first.most || second.least != second.most
    else { return nil }
    var most: Int?
    if let firstMost = first.most, let secondMost = second.most { most = firstMost + secondMost }
    return .loop(.set(first.set), least: first.least + second.least, most: most, isGreedy: true)
  }

  private var countedSet: (set: PatternSet, least: Int, most: Int?)? {
    switch self {
    case .set(let set): (set, 1, 1)
    case .loop(.set(let set), let least, let most, isGreedy: true): (set, least, most)
    default: nil
    }
  }

  private static func choice(of nodes: [PatternNode]) -> PatternNode {
    var branches: [PatternNode] = []
    var seen: Set<PatternNode> = []
    var sets: [PatternSet] = []
    func joinSets() {
      if !sets.isEmpty { branches.append(.set(.union(sets))) }
      sets = []
    }
    for branch in nodes.flatMap(\.alternatives) where seen.insert(branch).inserted {
      if case .set(let set) = branch {
        if let last = sets.last, last.ignoresCase != set.ignoresCase { joinSets() }
        sets.append(set)
      } else {
        joinSets()
        branches.append(branch)
      }
    }
    joinSets()
    if branches.count == 2, branches.contains(.empty) {
      // The last alternative is the least wanted.
      let isGreedy = branches[1] == .empty
      return loop(of: branches[isGreedy ? 0 : 1], least: 0, most: 1, isGreedy: isGreedy)
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private var alternatives: [PatternNode] {
    if case .choice(let nodes) = self { nodes } else { [self] }
  }

  /// `a+(?:-a+)*-?` for `(?:a+-?)+`, `-?a+(?:-a+)*` for `(?:-?a+)+`: one run of `a`s after another
  /// is one run.
  private static func unwound(_ body: PatternNode) -> PatternNode? {
    guard case .sequence(let parts) = body, parts.count == 2 else { return nil }
    func isRun(_ node: PatternNode) -> Bool {
      if case .loop(let item, 1, nil, isGreedy: true) = node { !item.isNullable } else { false }
    }
    func repeated(_ separator: PatternNode, _ run: PatternNode) -> PatternNode {
      loop(of: sequence(of: [separator, run]), least: 0, most: nil, isGreedy: true)
    }
    switch (parts[0], parts[1]) {
    case (let run, .loop(let separator, 0, 1, isGreedy: true))
    where isRun(run) && !separator.isNullable:
      return sequence(of: [run, repeated(separator, run), parts[1]])
    case (.loop(let separator, 0, 1, isGreedy: true), let run)
    where isRun(run) && !separator.isNullable:
      return sequence(of: [parts[0], run, repeated(separator, run)])
    default:
      return nil
    }
  }

  private static func loop(
    of body: PatternNode, least: Int, most: Int?, isGreedy: Bool
  ) -> PatternNode {
    if most == 0 || body == .empty { return .empty }
    if least == 1, most == 1 { return body }
    if body.isZeroWidth {
      // A second time finds nothing new.
      return least > 0 ? body : .loop(body, least: 0, most: 1, isGreedy: isGreedy)
    }
    if isGreedy, least <= 1, most == nil, let once = unwound(body) {
      return least == 1 ? once : loop(of: once, least: 0, most: 1, isGreedy: true)
    }
    let plain = PatternNode.loop(body, least: least, most: most, isGreedy: isGreedy)
    guard isGreedy, case .loop(let inner, let innerLeast, let innerMost, true) = body,
      !inner.isNullable
    else { return plain }
    if case .set = inner, innerLeast <= 1 {
      // Where one character is one turn, only their number counts.
      var product: Int?
      if let innerMost, let most { product = innerMost * most }
      return .loop(inner, least: innerLeast * least, most: product, isGreedy: true)
    }
    switch (innerLeast, innerMost, least, most) {
    case (0...1, nil, 0...1, nil), (0...1, nil, 0...1, 1), (0, 1, 0...1, nil):
      // (a*)*, (a+)?, (a?)+ …: any number, and one where both ask for one
      return .loop(inner, least: min(innerLeast, least), most: nil, isGreedy: true)
    case (0, 1, 0, 1):
      return body
    case (_, nil, 1, nil):
      return body
    default:
      return plain
    }
  }
}
