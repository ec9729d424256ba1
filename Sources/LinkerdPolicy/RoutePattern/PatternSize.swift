/// How much memory the crate's program needs, in bytes; above 10 MiB it refuses a pattern.
///
/// The crate builds one program that reads forwards and one that reads backwards. What a set beyond
/// ASCII needs depends on how its UTF-8 bytes can be shared, so it is known within bounds only.
/// The figures were measured with `regex` 1.13.1.
struct PatternSize: Hashable, Sendable {
  /// The least that the forward program needs.
  var forwards: Double
  /// The least that the backward program needs, which has no groups.
  var backwards: Double
  /// The most that either needs.
  var most: Double

  static let nothing = PatternSize(forwards: 0, backwards: 0, most: 0)

  /// A size that is the same in both directions.
  static func exactly(_ bytes: Int) -> PatternSize {
    PatternSize(forwards: Double(bytes), backwards: Double(bytes), most: Double(bytes))
  }

  /// The size of a set beyond ASCII: the backward program is the larger one.
  static func beyondASCII(_ bytes: ClosedRange<Int>) -> PatternSize {
    PatternSize(
      forwards: 32, backwards: Double(bytes.lowerBound), most: Double(bytes.upperBound))
  }

  /// The size of a set that is joined from others, which may leave little of them.
  static func union(_ sizes: [PatternSize]) -> PatternSize {
    sizes.count == 1
      ? sizes[0] : .beyondASCII(32...Int(sizes.map(\.most).reduce(64, +)))
  }

  static func + (a: PatternSize, b: PatternSize) -> PatternSize {
    PatternSize(
      forwards: a.forwards + b.forwards, backwards: a.backwards + b.backwards, most: a.most + b.most
    )
  }

  static func * (a: PatternSize, times: Int) -> PatternSize {
    PatternSize(
      forwards: a.forwards * Double(times), backwards: a.backwards * Double(times),
      most: a.most * Double(times))
  }

  /// Whether the crate accepts a pattern of this size.
  var isAccepted: Truth {
    let limit = Double(10 << 20)
    if most + 208 <= limit { return .yes }
    return forwards + 208 > limit || backwards + 144 > limit ? .no : .maybe
  }
}

extension PatternNode {
  /// What the crate's program needs for the node.
  var size: PatternSize {
    switch self {
    case .empty: return PatternSize(forwards: 0, backwards: 0, most: 32)
    case .assertion: return .exactly(32)
    case .set(let set): return set.size
    case .sequence(let nodes): return nodes.map(\.size).reduce(.nothing, +)
    case .capture(let body):
      return body.size + PatternSize(forwards: 64, backwards: 0, most: 64)
    case .choice(let nodes):
      // The crate makes one set or a trie of the alternatives where it can: within bounds again.
      let sizes = nodes.map(\.size)
      let isTrie = sizes.allSatisfy { $0.forwards == $0.most }
      let firm = nodes.filter { if case .set = $0 { false } else { true } }.map(\.size)
      return PatternSize(
        forwards: firm.map(\.forwards).max() ?? 32, backwards: firm.map(\.backwards).max() ?? 32,
        most: sizes.map(\.most).reduce(0, +) * (isTrie ? 3 : 1) + Double(64 + 40 * nodes.count))
    case .loop(let body, let least, let most, _):
      if most == 0 { return PatternNode.empty.size }
      if body.isZeroWidth { return body.size + PatternSize(forwards: 0, backwards: 0, most: 72) }
      let once = body.size
      guard let most else {
        let joint = body.isNullable && least == 0 ? 112 : 40
        return once * max(least, 1) + .exactly(joint)
      }
      return once * most + (most > least ? .exactly(40 * (most - least) + 32) : .nothing)
    }
  }
}
