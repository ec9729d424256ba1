/// How many colours may be shown.
package enum ColorDepth: Int, Sendable, Hashable, Comparable, CaseIterable {
  case mono, eight, sixteen, indexed, trueColor

  /// Whether the user wants colours.
  package enum Preference: String, Sendable, Hashable, CaseIterable {
    case auto, always, never
  }

  /// Orders depths by the number of colours.
  package static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Returns what to show.
  ///
  /// - Parameters:
  ///   - terminalColors: How many colours terminfo promises.
  ///   - environment: Looks up `TERM`, `COLORTERM` and `NO_COLOR` (which counts when not empty).
  ///   - preference: What `--color` says.
  /// - Returns: The greatest depth that all of them admit.
  package static func decide(
    terminalColors: Int, environment: (String) -> String?, preference: Preference
  ) -> ColorDepth {
    if preference == .never { return .mono }
    if preference == .auto, environment("NO_COLOR")?.isEmpty == false { return .mono }
    if environment("TERM") == "dumb" || terminalColors < 8 { return .mono }
    if ["truecolor", "24bit"].contains(environment("COLORTERM")) || terminalColors >= 1 << 24 {
      return .trueColor
    }
    if terminalColors >= 256 { return .indexed }
    return terminalColors >= 16 ? .sixteen : .eight
  }
}
