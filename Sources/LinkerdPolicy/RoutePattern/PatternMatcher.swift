import Foundation

/// An expression of Foundation's engine, asked about texts from their start.
struct PatternMatcher: Sendable {
  /// How an attempt went.
  enum Result: Equatable {
    /// The first match covers the whole text.
    case whole
    /// The first match ends earlier.
    case part
    /// Nothing matches at the start.
    case nothing
    /// The engine gave up, or was stopped.
    case unknown
  }

  private let expression: NSRegularExpression

  /// An expression in ICU's notation; nil when the engine does not take it.
  init?(_ icu: String) {
    guard let expression = try? NSRegularExpression(pattern: icu) else { return nil }
    self.expression = expression
  }

  /// How often the engine may report before it is stopped; it does so every 10,000 steps.
  private static let mostReports = 100

  /// The first match at the start of a text.
  ///
  /// - Complexity: At most a million steps, and some for each character.
  func match(_ text: String) -> Result {
    let length = text.utf16.count
    let mostReports = Self.mostReports + length / 1000
    var result = Result.nothing
    var reports = 0
    expression.enumerateMatches(
      in: text, options: [.anchored, .reportProgress, .reportCompletion],
      range: NSRange(location: 0, length: length)
    ) { match, flags, stop in
      if let match {
        result = match.range.length == length ? .whole : .part
        stop.pointee = true
      } else if flags.contains(.internalError) {
        result = .unknown
      } else if flags.contains(.progress) {
        reports += 1
        if reports > mostReports {
          result = .unknown
          stop.pointee = true
        }
      }
    }
    return result
  }
}
