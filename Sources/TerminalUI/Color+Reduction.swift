extension Color {
  /// The colour that comes nearest among those that may be shown.
  ///
  /// Distances are Euclidean with the eye's weights for red, green and blue.
  package func reduced(to depth: ColorDepth) -> Color {
    switch (self, depth) {
    case (_, .mono): return .terminal
    case (.terminal, _), (_, .trueColor): return self
    case (.palette(let index), .indexed): return .palette(index)
    case (.palette(let index), .sixteen) where index < 16: return self
    case (.palette(let index), .eight) where index < 8: return self
    // Bright black would be lost on black.
    case (.palette(8), .eight): return .palette(7)
    case (.palette(let index), .eight) where index < 16: return .palette(index - 8)
    case (_, .indexed): return nearest(in: 16..<256)
    case (_, .sixteen): return nearest(in: 0..<16)
    case (_, .eight): return nearest(in: 0..<8)
    }
  }

  private func nearest(in range: Range<Int>) -> Color {
    guard let (red, green, blue) = components else { return self }
    func distance(_ index: Int) -> Int {
      let (r, g, b) = Self.paletteComponents(index)
      return 30 * (r - red) * (r - red) + 59 * (g - green) * (g - green)
        + 11 * (b - blue) * (b - blue)
    }
    let best = range.min { distance($0) < distance($1) } ?? 7
    return .palette(UInt8(best))
  }

  /// Red, green and blue from 0 to 255; nil for the terminal's own colour, which is not known.
  package var components: (red: Int, green: Int, blue: Int)? {
    switch self {
    case .terminal: nil
    case .palette(let index): Self.paletteComponents(Int(index))
    case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
    }
  }

  /// The palette as xterm has it; the first sixteen may differ in a user's terminal.
  private static func paletteComponents(_ index: Int) -> (red: Int, green: Int, blue: Int) {
    switch index {
    case 7: return (229, 229, 229)
    case 8: return (127, 127, 127)
    case 0..<8: return ((index & 1) * 205, (index >> 1 & 1) * 205, (index >> 2 & 1) * 205)
    case 8..<16: return ((index & 1) * 255, (index >> 1 & 1) * 255, (index >> 2 & 1) * 255)
    case 16..<232:
      let levels = [0, 95, 135, 175, 215, 255]
      let cube = index - 16
      return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  /// The contrast of two colours by WCAG, 1 to 21; nil when one is the terminal's own.
  package func contrast(with other: Color) -> Double? {
    guard let first = luminance, let second = other.luminance else { return nil }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private var luminance: Double? {
    guard let components else { return nil }
    func linear(_ value: Int) -> Double {
      // The sRGB curve, approximated by its common square-and-cube mix within half a percent.
      let level = Double(value) / 255
      if level <= 0.03928 { return level / 12.92 }
      return level * (level * (level * 0.305306011 + 0.682171111) + 0.012522878)
    }
    return 0.2126 * linear(components.red) + 0.7152 * linear(components.green)
      + 0.0722 * linear(components.blue)
  }
}
