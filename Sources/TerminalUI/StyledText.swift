/// A line of text whose parts look different.
package struct StyledText: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// A part of one look.
  package struct Span: Sendable, Hashable {
    /// What is written, already visible.
    package let text: String
    /// How it looks.
    package var style: Style
  }

  /// The parts from left to right; none is empty.
  package private(set) var spans: [Span] = []

  /// Makes a line of nothing.
  package init() {}

  /// Makes a line of one look; hidden characters are made visible.
  package init(_ text: String, style: Style = .text) { append(text, style: style) }

  /// Makes a line of one role.
  package init(_ text: String, _ role: Role, _ attributes: Attributes = []) {
    self.init(text, style: Style(role, attributes))
  }

  /// Makes plain text.
  package init(stringLiteral value: String) { self.init(value) }

  /// How many columns it takes.
  package var width: Int { spans.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }

  /// The text without its looks.
  package var string: String { spans.map(\.text).joined() }

  /// Adds text at the end; hidden characters are made visible.
  package mutating func append(_ text: String, style: Style = .text) {
    append(visible: VisibleText(text).string, style: style)
  }

  private mutating func append(visible text: String, style: Style) {
    guard !text.isEmpty else { return }
    spans.append(Span(text: text, style: style))
  }

  /// Joins two lines.
  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var result = left
    result.spans += right.spans
    return result
  }

  /// Adds a line at the end of another.
  package static func += (left: inout StyledText, right: StyledText) {
    left.spans += right.spans
  }

  /// Returns the line with something else behind all of it.
  package func on(_ ground: Role?) -> StyledText {
    var result = self
    for index in result.spans.indices { result.spans[index].style.ground = ground }
    return result
  }

  /// Returns the line with more emphasis on all of it.
  package func adding(_ more: Attributes) -> StyledText {
    var result = self
    for index in result.spans.indices { result.spans[index].style.attributes.formUnion(more) }
    return result
  }
}

extension StyledText {
  /// Returns the first columns of it; a wide character that does not fit whole is left out.
  package func prefix(columns: Int) -> StyledText {
    var left = max(0, columns)
    var result = StyledText()
    for span in spans {
      var kept = ""
      for scalar in span.text.unicodeScalars {
        let width = TextWidth.columns(of: scalar)
        guard width <= left else {
          result.append(visible: kept, style: span.style)
          return result
        }
        left -= width
        kept.unicodeScalars.append(scalar)
      }
      result.append(visible: kept, style: span.style)
    }
    return result
  }

  /// Shortens it to a width, with an ellipsis where something was left out.
  package func truncated(to columns: Int, ellipsis: String = Glyphs.unicode.ellipsis) -> StyledText
  {
    guard width > columns else { return self }
    let mark = TextWidth.columns(of: ellipsis)
    guard columns >= mark else { return prefix(columns: columns) }
    var result = prefix(columns: columns - mark)
    result.append(ellipsis, style: result.spans.last?.style ?? spans.first?.style ?? .text)
    return result
  }

  /// Breaks it into lines at blanks; a word that is longer than a line is cut.
  ///
  /// - Parameters:
  ///   - columns: The width of a line.
  ///   - indent: The blanks before each line but the first.
  /// - Returns: The lines; one at least.
  package func wrapped(to columns: Int, indent: Int = 0) -> [StyledText] {
    guard width > columns, columns > indent else { return [self] }
    var lines: [StyledText] = []
    var rest = self
    while rest.width > columns - (lines.isEmpty ? 0 : indent) {
      let room = columns - (lines.isEmpty ? 0 : indent)
      let head = rest.prefix(columns: room).string
      let follows = rest.string.dropFirst(head.count).first
      // Break after the last blank of the line, unless the line ends with a word by itself.
      let lead = head.prefix { $0 == " " }.count
      let blank = follows == " " ? nil : head.lastIndex(of: " ")
      let end = blank.map { head.distance(from: head.startIndex, to: $0) } ?? head.count
      let kept = max(1, end > lead ? end : head.count)
      lines.append(rest.slice(0, kept))
      rest = rest.slice(kept, .max)
      while rest.string.first == " " { rest = rest.slice(1, .max) }
    }
    lines.append(rest)
    let margin = StyledText(String(repeating: " ", count: indent))
    return lines.enumerated().map { $0.offset == 0 ? $0.element : margin + $0.element }
  }

  /// The characters of a range, with their looks.
  private func slice(_ start: Int, _ end: Int) -> StyledText {
    var result = StyledText()
    var position = 0
    for span in spans {
      let count = span.text.count
      let from = max(0, start - position)
      let to = min(count, end - position)
      if from < to {
        result.append(
          visible: String(span.text.dropFirst(from).prefix(to - from)), style: span.style)
      }
      position += count
    }
    return result
  }

  /// Fills it up with blanks to a width; text that is longer already stays as it is.
  package func padded(
    to columns: Int, alignment: Alignment = .leading, style: Style = .text
  ) -> StyledText {
    let missing = columns - width
    guard missing > 0 else { return self }
    let before: Int
    switch alignment {
    case .leading: before = 0
    case .center: before = missing / 2
    case .trailing: before = missing
    }
    let left = StyledText(String(repeating: " ", count: before), style: style)
    let right = StyledText(String(repeating: " ", count: missing - before), style: style)
    return left + self + right
  }
}

/// On which side of its place text sits.
package enum Alignment: Sendable, Hashable {
  case leading, center, trailing
}
