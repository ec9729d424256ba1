/// A regular expression of a route, read as the proxy's engine reads it (`R-18`).
///
/// The proxy asks whether the *leftmost-first* match covers the whole text, which is not the same
/// as anchoring the pattern: `/a|/ab` does not match `/ab`. Its engine is Rust's `regex` crate; the
/// one at hand is Foundation's. So a pattern is read by the crate's grammar, made simpler, and written
/// anew for Foundation; `docs/regular-expressions.md` says where the answers are the crate's.
public struct RoutePattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String
  /// Whether it is so large that the proxy may refuse it.
  let mayBeRefused: Bool
  private let reach: PatternSet.Reach
  private let keepsOrder: Bool
  private let matcher: PatternMatcher?
  private let looseMatcher: PatternMatcher?

  /// A pattern that compiles.
  ///
  /// - Parameter text: The pattern as written in a route.
  init?(_ text: String) {
    guard let tree = try? PatternParser.parse(text) else { return nil }
    let accepted = tree.size.isAccepted
    guard accepted != .no else { return nil }
    self.text = text
    mayBeRefused = accepted == .maybe
    let simple = tree.simplified
    reach = tree.reach
    keepsOrder = simple.keepsOrder
    // Where the order is not the crate's, it is still sure what cannot match as a whole.
    let end = keepsOrder ? "" : #"\z"#
    matcher = reach == .nothing ? nil : PatternMatcher(simple.icu + end)
    looseMatcher =
      matcher == nil ? nil : simple.loosened.flatMap { PatternMatcher($0.icu + #"\z"#) }
  }

  /// Whether the leftmost-first match covers the whole text.
  ///
  /// - Parameter value: The text.
  /// - Returns: `maybe` where the answer is not sure to be the proxy's.
  func matchesWhole(_ value: String) -> Truth {
    guard !mayBeRefused, let matcher else { return .maybe }
    guard isReached(value) else { return .maybe }
    if looseMatcher?.match(value) == .nothing { return .no }
    switch matcher.match(value) {
    case .whole: return keepsOrder ? .yes : .maybe
    case .part: return keepsOrder ? .no : .maybe
    case .nothing: return .no
    case .unknown: return .maybe
    }
  }

  /// Whether both engines know the text's characters by the same properties.
  private func isReached(_ value: String) -> Bool {
    switch reach {
    case .everything: return true
    case .oldCharacters: return !value.unicodeScalars.contains(where: Self.isNew)
    case .ascii: return value.utf8.allSatisfy { $0 < 0x80 }
    case .nothing: return false
    }
  }

  /// Whether a character came, or got its other case, category or letterhood, with Unicode 16 or later.
  private static func isNew(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    return scalar.properties.generalCategory == .unassigned
      || [0x19B, 0x264, 0x1171E].contains(scalar.value)
      || (0x363...0x36F).contains(scalar.value) || (0x1DD3...0x1DE6).contains(scalar.value)
  }

  /// Patterns are equal when they are written alike.
  public static func == (a: RoutePattern, b: RoutePattern) -> Bool { a.text == b.text }

  /// Hashes the pattern as written.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
