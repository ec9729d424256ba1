import Foundation

/// A regular expression of a route, read as the proxy's engine reads it (`R-18`).
///
/// The proxy asks whether the *leftmost-first* match covers the whole text, which is not the same
/// as anchoring the pattern: `/a|/ab` does not match `/ab`.
public struct RoutePattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String

  /// A pattern that compiles.
  ///
  /// - Parameter text: The pattern as written in a route.
  init?(_ text: String) {
    guard (try? NSRegularExpression(pattern: text)) != nil else { return nil }
    self.text = text
  }

  /// Whether the leftmost-first match covers the whole text.
  func matchesWhole(_ value: String) -> Truth {
    guard let expression = try? NSRegularExpression(pattern: text) else { return .no }
    let whole = NSRange(value.startIndex..., in: value)
    guard let match = expression.firstMatch(in: value, range: whole) else { return .no }
    return match.range == whole ? .yes : .no
  }
}
