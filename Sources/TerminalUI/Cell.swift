/// One column of one row: a character and how it looks.
package struct Cell: Sendable, Hashable {
  /// A base character with its combining marks; a blank in the right half of a wide one.
  package var character: Character
  /// How many columns the character takes: 2 when wide, 0 for the right half of a wide one.
  package var width: UInt8
  /// How it looks.
  package var style: Style

  /// Makes a cell.
  package init(_ character: Character, width: UInt8 = 1, style: Style) {
    self.character = character
    self.width = width
    self.style = style
  }

  /// An empty cell in the terminal's own colours.
  package static let blank = Cell(" ", style: .text)
}
