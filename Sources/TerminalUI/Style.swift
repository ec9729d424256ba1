/// Ways to emphasise text that every terminal has, more or less.
package struct Attributes: OptionSet, Sendable, Hashable {
  /// One bit for each attribute.
  package let rawValue: UInt8

  /// Makes a set from its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier or brighter.
  package static let bold = Attributes(rawValue: 1)
  /// Fainter.
  package static let dim = Attributes(rawValue: 2)
  /// Slanted; many terminals cannot.
  package static let italic = Attributes(rawValue: 4)
  /// With a line below.
  package static let underline = Attributes(rawValue: 8)
  /// Foreground and background exchanged.
  package static let reverse = Attributes(rawValue: 16)
}

/// How a cell is to look, in meanings; colours come from the theme when it is drawn.
package struct Style: Sendable, Hashable {
  /// What the text means.
  package var role: Role
  /// What lies behind it, such as the selection or the crosshair, when it is not the role's own.
  package var ground: Role?
  /// Emphasis on top of what the theme gives the role.
  package var attributes: Attributes

  /// Makes a style of a role, what lies behind it, and further emphasis.
  package init(_ role: Role, on ground: Role? = nil, _ attributes: Attributes = []) {
    self.role = role
    self.ground = ground
    self.attributes = attributes
  }

  /// Plain text on the terminal's own background.
  package static let text = Style(.text)

  /// Returns the same style with something else behind it.
  package func on(_ ground: Role?) -> Style { Style(role, on: ground, attributes) }

  /// Returns the same style with more emphasis.
  package func adding(_ more: Attributes) -> Style {
    Style(role, on: ground, attributes.union(more))
  }
}
