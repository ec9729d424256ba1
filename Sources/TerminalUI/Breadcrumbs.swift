/// Where the user is: `prod-eu › emojivoto › deploy/web › 8080`.
package struct Breadcrumbs: Sendable, Hashable {
  /// The places from the outermost to the present one.
  package var places: [String]
  /// The signs to draw with.
  package var glyphs: Glyphs

  /// Makes a trail.
  package init(_ places: [String], glyphs: Glyphs = .unicode) {
    self.places = places
    self.glyphs = glyphs
  }

  /// Draws it on the first row of a rectangle; outer places go first when there is little room.
  /// - Returns: The column after it.
  @discardableResult
  package func draw(in rect: Rect, ground: Role? = nil, on frame: inout Frame) -> Int {
    let area = rect.line(0)
    guard !area.isEmpty else { return rect.column }
    var first = 0
    while first < places.count - 1, line(from: first).width > area.columns { first += 1 }
    let text = line(from: first).truncated(to: area.columns, ellipsis: glyphs.ellipsis)
    return frame.draw(text.on(ground), at: area.origin, in: area)
  }

  private func line(from first: Int) -> StyledText {
    var line = StyledText(first > 0 ? glyphs.ellipsis : "", .textDim)
    for (index, place) in places.enumerated().dropFirst(first) {
      if index > 0 { line.append(" \(glyphs.crumb) ", style: Style(.textDim)) }
      let isLast = index == places.count - 1
      line.append(place, style: Style(isLast ? .title : .breadcrumb))
    }
    return line
  }
}
