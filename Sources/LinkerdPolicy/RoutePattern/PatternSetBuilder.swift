/// The items of a set, on their way to becoming one.
struct PatternSetBuilder {
  /// How many items there are.
  private(set) var count = 0
  private var ranges: [ClosedRange<UInt32>] = []
  private var sets: [PatternSet] = []

  /// The ranges of ASCII that have a name.
  static let posixClasses: [String: [ClosedRange<Unicode.Scalar>]] = [
    "alnum": ["0"..."9", "A"..."Z", "a"..."z"], "alpha": ["A"..."Z", "a"..."z"],
    "ascii": ["\0"..."\u{7F}"], "blank": ["\t"..."\t", " "..." "],
    "cntrl": ["\0"..."\u{1F}", "\u{7F}"..."\u{7F}"], "digit": ["0"..."9"], "graph": ["!"..."~"],
    "lower": ["a"..."z"], "print": [" "..."~"],
    "punct": ["!"..."/", ":"..."@", "["..."`", "{"..."~"], "space": ["\t"..."\r", " "..." "],
    "upper": ["A"..."Z"], "word": ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"],
    "xdigit": ["0"..."9", "A"..."F", "a"..."f"],
  ]

  /// Adds a range of characters.
  mutating func insert(_ low: Unicode.Scalar, through high: Unicode.Scalar) {
    count += 1
    ranges.append(low.value...high.value)
  }

  /// Adds a set.
  mutating func insert(_ set: PatternSet) {
    count += 1
    sets.append(set)
  }

  /// Adds a named range of ASCII, or all characters that are not in it.
  mutating func insert(posix name: String, isNegated: Bool = false) {
    let named = Self.posixClasses[name] ?? []
    if isNegated {
      var rest = PatternSetBuilder()
      rest.insert(posix: name)
      insert(rest.set(ignoresCase: false).negated())
    } else {
      count += 1
      ranges += named.map { $0.lowerBound.value...$0.upperBound.value }
    }
  }

  /// Adds the other case of every letter of ASCII.
  mutating func addASCIICases() {
    let letters: ClosedRange<UInt32> = 97...122
    for range in ranges where range.lowerBound <= letters.upperBound {
      for value in range.lowerBound...min(range.upperBound, letters.upperBound)
      where letters.contains(value | 32) {
        ranges += [value ^ 32...value ^ 32]
      }
    }
  }

  /// The set of all items.
  func set(ignoresCase: Bool) -> PatternSet {
    if ranges.isEmpty, sets.count == 1, sets[0].ignoresCase == ignoresCase { return sets[0] }
    if ranges.isEmpty, sets.isEmpty {
      return PatternSet(text: #"[^\x{0}-\x{10FFFF}]"#, size: .exactly(32))
    }
    let texts = Set(sets.map(\.text))
    if texts.contains(where: { texts.contains("[^\($0.dropFirst())") }) {
      return .everything  // such as [\s\S]
    }
    let items = ranges.map { range in
      let low = Unicode.Scalar(range.lowerBound).map(PatternSet.written) ?? ""
      let high = Unicode.Scalar(range.upperBound).map(PatternSet.written) ?? ""
      return range.count == 1 ? low : "\(low)-\(high)"
    }
    let foldsBeyondASCII = ignoresCase && ranges.contains { $0.upperBound > 127 }
    return PatternSet(
      text: "[\(items.joined())\(sets.map(\.text).joined())]", ignoresCase: ignoresCase,
      reach: sets.map(\.reach).reduce(foldsBeyondASCII ? .oldCharacters : .everything, min),
      size: size(ignoresCase: ignoresCase))
  }

  private func size(ignoresCase: Bool) -> PatternSize {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] =
          last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    let beyond = merged.count { $0.upperBound > 127 }
    if beyond == 0, !ignoresCase || merged.isEmpty, sets.isEmpty {
      let isLiteral = merged.count == 1 && merged[0].count == 1
      return .exactly(isLiteral ? 32 : 64 + 8 * merged.count)
    }
    let most = 380 + 16 * merged.count + 900 * beyond + (ignoresCase && beyond > 0 ? 60_000 : 0)
    if beyond == 0, sets.count == 1 {
      let bounds = sets[0].size
      return .beyondASCII(Int(bounds.backwards) - 100...Int(bounds.most) + most)
    }
    return .beyondASCII(32...Int(sets.map(\.size.most).reduce(Double(most), +)))
  }
}

extension PatternSet {
  /// The characters that are not in the set; case is joined before.
  func negated() -> PatternSet {
    // The rest of a sparse set has more bounds than the set, but no set of Unicode's has so many.
    let most = max(Int(size.most), min(3 * Int(size.most), 60_000))
    let isASCII = size.forwards == size.most
    return PatternSet(
      text: "[^\(text)]", ignoresCase: ignoresCase, reach: reach,
      size: .beyondASCII((isASCII ? 990 : 32)...(most + 1100)))
  }

  /// The set and another, joined by `&&` (both), `--` (the first only) or `~~` (just one of them).
  func combined(_ operation: String, with other: PatternSet) -> PatternSet {
    PatternSet(
      text: operation == "~~"
        ? "[[\(text)--\(other.text)][\(other.text)--\(text)]]"
        : "[\(text)\(operation)\(other.text)]",
      ignoresCase: ignoresCase || other.ignoresCase, reach: min(reach, other.reach),
      size: .beyondASCII(32...Int(size.most + other.size.most) + 1100))
  }
}
