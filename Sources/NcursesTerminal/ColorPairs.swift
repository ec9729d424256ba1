internal import CNcurses
internal import TerminalUI

/// What curses needs to draw each style: attributes, and a pair of colours that it knows by number.
struct ColorPairs {
  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// How many colours are shown.
  let depth: ColorDepth
  private let theme: Theme
  private let hasDefault: Bool
  private var pairs: [Pair: Int32] = [:]
  private var looks: [Style: (attr_t, Int32)] = [:]

  /// Makes the table for a theme; the terminal must be open.
  init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    // On a terminal without colours the library's colour calls crash.
    guard has_colors(), depth > .mono else {
      self.depth = .mono
      hasDefault = false
      return
    }
    start_color()
    hasDefault = use_default_colors() == OK
    self.depth = depth
  }

  /// Returns the attributes and the number of the pair for a style.
  mutating func look(of style: Style) -> (attr_t, Int32) {
    if let known = looks[style] { return known }
    let appearance = theme.appearance(of: style, depth: depth)
    var attributes: attr_t = 0
    for (attribute, bit) in Self.bits where appearance.attributes.contains(attribute) {
      attributes |= bit
    }
    let look = (attributes, depth == .mono ? 0 : number(of: appearance))
    looks[style] = look
    return look
  }

  private static let bits: [(Attributes, attr_t)] = [
    (.bold, cncurses_bold), (.dim, cncurses_dim), (.italic, cncurses_italic),
    (.underline, cncurses_underline), (.reverse, cncurses_reverse),
  ]

  private mutating func number(of appearance: Theme.Appearance) -> Int32 {
    let pair = Pair(
      foreground: index(of: appearance.foreground, fallback: 7),
      background: index(of: appearance.background, fallback: 0))
    if pair == Pair(foreground: -1, background: -1) { return 0 }
    if let known = pairs[pair] { return known }
    let next = Int32(pairs.count + 1)
    // When the terminal's pairs are used up, its own colours must do.
    guard next < cncurses_color_pairs(),
      init_extended_pair(next, pair.foreground, pair.background) == OK
    else { return 0 }
    pairs[pair] = next
    return next
  }

  private func index(of color: Color, fallback: Int32) -> Int32 {
    switch color {
    case .palette(let index): Int32(index)
    case .terminal: hasDefault ? -1 : fallback
    case .rgb(let red, let green, let blue):
      // Only terminals that take 24 bits as a colour's number get here.
      Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    }
  }
}
