/// The signs that carry meaning without colour, in two sets: Unicode, and ASCII for other locales.
///
/// Each is one column wide. No sign that some terminals draw double is used.
package struct Glyphs: Sendable, Hashable {
  // Verdicts (design §6)
  package var allow: Character = "✓"
  package var deny: Character = "✗"
  package var partial: Character = "◒"
  package var audit: Character = "a"
  package var open: Character = "∘"
  package var none: Character = "∙"
  package var unknown: Character = "?"
  // Traffic and changes
  package var liveDeny: Character = "!"
  package var gained: Character = "+"
  package var lost: Character = "-"
  package var changed: Character = "*"
  // Lines
  package var horizontal: Character = "─"
  package var vertical: Character = "│"
  package var topLeft: Character = "┌"
  package var topRight: Character = "┐"
  package var bottomLeft: Character = "└"
  package var bottomRight: Character = "┘"
  // Pointers
  package var ascending: Character = "▲"
  package var descending: Character = "▼"
  package var left: Character = "‹"
  package var right: Character = "›"
  package var pointer: Character = "▸"
  package var expanded: Character = "▾"
  package var collapsed: Character = "▸"
  package var crumb: Character = "›"
  package var arrow: Character = "→"
  package var thumb: Character = "┃"
  package var track: Character = "│"
  package var times: Character = "×"
  /// Steps of a small graph, the lowest first; none touches the line above.
  package var steps: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"]
  /// Shown where text was left out.
  package var ellipsis = "…"

  /// The full set.
  package static let unicode = Glyphs()

  /// The set for terminals and locales that know only ASCII.
  package static let ascii = Glyphs(
    allow: "o", deny: "x", partial: "~", audit: "a", open: "-", none: ".", unknown: "?",
    liveDeny: "!", gained: "+", lost: "-", changed: "*", horizontal: "-", vertical: "|",
    topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", ascending: "^",
    descending: "v", left: "<", right: ">", pointer: ">", expanded: "-", collapsed: "+",
    crumb: ">", arrow: ">", thumb: "#", track: "|", times: "x",
    steps: ["_", ".", ":", "-", "=", "+", "*", "#"],
    ellipsis: "~")
}
