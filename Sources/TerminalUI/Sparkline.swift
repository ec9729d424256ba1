/// A small graph in one line: a column for each value.
package enum Sparkline {
  /// Draws values as columns of different height.
  ///
  /// - Parameters:
  ///   - values: The values from left to right; nil where nothing is known, which stays blank.
  ///   - role: What it means.
  ///   - glyphs: The signs to draw with.
  /// - Returns: As many columns as there are values; the highest is the greatest value, and only
  ///   zero has the lowest.
  package static func text(_ values: [Double?], _ role: Role, glyphs: Glyphs) -> StyledText {
    let greatest = values.reduce(0) { max($0, $1 ?? 0) }
    let steps = glyphs.steps
    let signs = values.map { value -> Character in
      guard let value else { return " " }
      guard value > 0, greatest > 0 else { return steps[0] }
      let height = Int((value / greatest * Double(steps.count - 1)).rounded(.up))
      return steps[max(1, min(steps.count - 1, height))]
    }
    return StyledText(String(signs), role)
  }
}
