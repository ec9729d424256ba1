/// The switches of a pattern at one place.
struct PatternFlags: Hashable, Sendable {
  /// `i`: case does not count.
  var ignoresCase = false
  /// `m`: `^` and `$` match at the ends of lines too.
  var isMultiLine = false
  /// `s`: `.` matches a newline too.
  var dotMatchesNewline = false
  /// `U`: loops are lazy unless a `?` follows.
  var isLazy = false
  /// `u`: characters are those of Unicode; without it, only of ASCII.
  var isUnicode = true
  /// `R`: `\r` ends a line too.
  var anyNewline = false
  /// `x`: white space and comments are ignored.
  var isVerbose = false

  /// Turns a switch on or off.
  ///
  /// - Returns: Whether there is such a switch.
  mutating func set(_ letter: Unicode.Scalar, to value: Bool) -> Bool {
    switch letter {
    case "i": ignoresCase = value
    case "m": isMultiLine = value
    case "s": dotMatchesNewline = value
    case "U": isLazy = value
    case "u": isUnicode = value
    case "R": anyNewline = value
    case "x": isVerbose = value
    default: return false
    }
    return true
  }
}
