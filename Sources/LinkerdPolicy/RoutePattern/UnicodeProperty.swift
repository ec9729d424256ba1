/// A property of characters, as `\p{…}` names it.
struct UnicodeProperty {
  /// The property in ICU's notation, without brackets.
  private let text: String
  private let isNegated: Bool
  private let reach: PatternSet.Reach

  /// A property by what stands in the braces: `Greek`, `gc=Lu`, `script!=Latin`.
  ///
  /// Nil when Rust's `regex` crate does not know it.
  ///
  /// - Parameter query: The text in the braces.
  init?(_ query: String) {
    for separator in ["!=", ":", "="] {
      guard let place = query.unicodeScalars.firstRange(of: separator.unicodeScalars) else {
        continue
      }
      let name = Self.compared(query.unicodeScalars[..<place.lowerBound])
      let value = Self.compared(query.unicodeScalars[place.upperBound...])
      guard let text = Self.text(property: name, value: value) else { return nil }
      self.text = text
      reach = Self.isLasting(text) ? .oldCharacters : .ascii
      isNegated = separator == "!="
      return
    }
    let name = Self.compared(query.unicodeScalars[...])
    isNegated = false
    if UnicodeNames.binary.contains(name[...]) {
      text = #"\p{\#(name)=yes}"#
      reach = Self.changing.contains(name) ? .ascii : .oldCharacters
    } else if let known = Self.text(property: "gc", value: name)
      ?? Self.text(property: "sc", value: name)
    {
      text = known
      reach = Self.isLasting(known) ? .oldCharacters : .ascii
    } else {
      return nil
    }
  }

  /// The characters that have the property.
  func set(isNegated: Bool, ignoresCase: Bool) -> PatternSet {
    PatternSet(
      text: isNegated != self.isNegated ? "[^\(text)]" : "[\(text)]", ignoresCase: ignoresCase,
      reach: PatternMatcher("[\(text)]") == nil ? .nothing : reach,
      size: .beyondASCII(32...60_000))
  }

  /// Binary properties that old characters got or lost in Unicode 16.
  private static let changing: Set<String> = [
    "bidim", "bidimirrored", "dia", "diacritic", "ext", "extender", "grbase", "graphemebase",
    "grext", "graphemeextend", "sterm", "sentenceterminal", "term", "terminalpunctuation",
  ]

  /// Whether old characters keep the value in new versions of Unicode: categories and scripts.
  private static func isLasting(_ text: String) -> Bool {
    !["scx", "age", "gcb", "wb", "sb"].contains { text.hasPrefix(#"\p{\#($0)="#) }
  }

  private static func text(property: String, value: String) -> String? {
    let (values, name): (Set<Substring>, String)
    switch property {
    case "gc", "generalcategory": (values, name) = (UnicodeNames.categories, "gc")
    case "sc", "script": (values, name) = (UnicodeNames.scripts, "sc")
    case "scx", "scriptextensions": (values, name) = (UnicodeNames.scripts, "scx")
    case "age": (values, name) = (UnicodeNames.ages, "age")
    case "gcb", "graphemeclusterbreak": (values, name) = (UnicodeNames.graphemeBreaks, "gcb")
    case "wb", "wordbreak": (values, name) = (UnicodeNames.wordBreaks, "wb")
    case "sb", "sentencebreak": (values, name) = (UnicodeNames.sentenceBreaks, "sb")
    default: return nil
    }
    guard values.contains(value[...]) else { return nil }
    let isBroad = name == "gc" && ["any", "ascii", "assigned"].contains(value)
    return isBroad ? #"\p{\#(value)}"# : #"\p{\#(name)=\#(value)}"#
  }

  /// A name in the form that is compared (UAX #44, LM3, as the crate does it).
  private static func compared(_ text: Substring.UnicodeScalarView) -> String {
    var rest = text
    let startsWithIs = text.prefix(2).map { $0.properties.lowercaseMapping }.joined() == "is"
    if startsWithIs { rest = rest.dropFirst(2) }
    var name = ""
    for scalar in rest where scalar.isASCII && !" _-".unicodeScalars.contains(scalar) {
      name += scalar.properties.lowercaseMapping
    }
    return startsWithIs && name == "c" ? "isc" : name
  }
}
