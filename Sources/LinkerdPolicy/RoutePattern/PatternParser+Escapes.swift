extension PatternParser {
  /// What an escape stands for.
  enum Escape {
    case literal(Unicode.Scalar)
    case set(PatternSet)
    case assertion(PatternAssertion)
  }

  /// One character as a set, under the flags of the place.
  func literal(_ scalar: Unicode.Scalar) -> PatternSet {
    let mayHaveCase = !scalar.isASCII || scalar.properties.isAlphabetic
    guard flags.ignoresCase, mayHaveCase, !flags.isUnicode, scalar.isASCII else {
      return .literal(
        scalar, ignoresCase: flags.ignoresCase && mayHaveCase && flags.isUnicode)
    }
    var set = PatternSetBuilder()
    set.insert(scalar, through: scalar)
    set.addASCIICases()
    return set.set(ignoresCase: false)
  }

  /// Reads what follows a backslash, outside of brackets.
  mutating func escape() throws(Refused) -> PatternNode {
    switch try escaped() {
    case .literal(let scalar): .set(literal(scalar))
    case .set(let set): .set(set)
    case .assertion(let assertion): .assertion(assertion)
    }
  }

  /// Reads what follows a backslash.
  mutating func escaped() throws(Refused) -> Escape {
    let scalar = try next()
    switch scalar {
    case "x", "u", "U": return .literal(try hexadecimal(after: scalar))
    case "p", "P": return .set(try property(isNegated: scalar == "P"))
    case "d", "D", "s", "S", "w", "W": return .set(try perlClass(scalar))
    case "a": return .literal("\u{7}")
    case "f": return .literal("\u{C}")
    case "t": return .literal("\t")
    case "n": return .literal("\n")
    case "r": return .literal("\r")
    case "v": return .literal("\u{B}")
    case "A": return .assertion(.textStart)
    case "z": return .assertion(.textEnd)
    case "b": return .assertion(try boundary())
    case "B": return .assertion(.notWordBoundary(unicode: flags.isUnicode))
    case "<": return .assertion(.wordStart(unicode: flags.isUnicode))
    case ">": return .assertion(.wordEnd(unicode: flags.isUnicode))
    default:
      // Other letters and digits are kept for what may come, and back-references do not exist.
      guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
        throw Refused()
      }
      return .literal(scalar)
    }
  }

  /// Reads `2F`, `{2F}`, or more digits, by the letter before.
  private mutating func hexadecimal(
    after letter: Unicode.Scalar
  ) throws(Refused) -> Unicode.Scalar {
    skipIgnored()
    let isBraced = current == "{"
    if isBraced { advance() }
    let length = letter == "x" ? 2 : letter == "u" ? 4 : 8
    var digits = ""
    while let scalar = current, isBraced ? scalar != "}" : digits.utf8.count < length {
      guard scalar.isASCII, scalar.properties.isASCIIHexDigit else { throw Refused() }
      digits.unicodeScalars.append(scalar)
      advance()
    }
    if isBraced {
      guard current == "}" else { throw Refused() }
      advance()
    } else if digits.utf8.count < length {
      throw Refused()
    }
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw Refused()
    }
    // A byte above ASCII would be half a character.
    if !flags.isUnicode, letter == "x", !isBraced, !scalar.isASCII { throw Refused() }
    return scalar
  }

  /// Reads what follows `\b`.
  private mutating func boundary() throws(Refused) -> PatternAssertion {
    let unicode = flags.isUnicode
    guard current == "{" else { return .wordBoundary(unicode: unicode) }
    let brace = position
    advance()
    func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "-" || scalar.isASCII && scalar.properties.isAlphabetic
    }
    guard let first = current else { throw Refused() }
    guard isNamePart(first) else {
      position = brace  // a count of times
      return .wordBoundary(unicode: unicode)
    }
    var name = ""
    while let scalar = current, isNamePart(scalar) {
      name.unicodeScalars.append(scalar)
      advance()
    }
    guard take("}") else { throw Refused() }
    switch name {
    case "start": return .wordStart(unicode: unicode)
    case "end": return .wordEnd(unicode: unicode)
    case "start-half": return .wordStartHalf(unicode: unicode)
    case "end-half": return .wordEndHalf(unicode: unicode)
    default: throw Refused()
    }
  }

  /// The class of `\d`, `\s`, `\w` or of what is not in it.
  private func perlClass(_ letter: Unicode.Scalar) throws(Refused) -> PatternSet {
    if flags.isUnicode {
      switch letter {
      case "d": return .perl(#"[\p{Nd}]"#, size: 5070...5200)
      case "D": return .perl(#"[^\p{Nd}]"#, size: 12600...12880)
      case "s": return .perl(#"[\p{White_Space}]"#, size: 672...690)
      case "S": return .perl(#"[^\p{White_Space}]"#, size: 1900...1945)
      case "w": return .perl("[\(PatternSet.wordCharacters)]", size: 49500...50400)
      default: return .perl("[^\(PatternSet.wordCharacters)]", size: 46100...46900)
      }
    }
    var set = PatternSetBuilder()
    switch letter {
    case "d": set.insert(posix: "digit")
    case "s": set.insert(posix: "space")
    case "w": set.insert(posix: "word")
    default: throw Refused()  // it would match halves of characters
    }
    return set.set(ignoresCase: false)
  }

  /// Reads what follows `\p` or `\P`.
  private mutating func property(isNegated: Bool) throws(Refused) -> PatternSet {
    skipIgnored()
    guard let scalar = current, scalar != "\\" else { throw Refused() }
    var text = ""
    if scalar == "{" {
      advance()
      while let scalar = current, scalar != "}" {
        text.unicodeScalars.append(scalar)
        advance()
      }
      guard take("}") else { throw Refused() }
    } else {
      text.unicodeScalars.append(scalar)
      advance()
    }
    guard flags.isUnicode, let property = UnicodeProperty(text) else { throw Refused() }
    return property.set(isNegated: isNegated, ignoresCase: flags.ignoresCase)
  }
}

extension PatternSet {
  /// What a word is made of, as the items of a set.
  static let wordCharacters = #"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}"#

  /// A class with a letter of its own; it holds every case of its characters.
  fileprivate static func perl(_ text: String, size: ClosedRange<Int>) -> PatternSet {
    PatternSet(text: text, reach: .oldCharacters, size: .beyondASCII(size))
  }
}
