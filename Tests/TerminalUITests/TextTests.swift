import Testing

@testable import TerminalUI

/// Text as it reaches a screen: visible, measured, cut.
struct TextTests {
  @Test(
    "what could deceive is made visible",
    arguments: [
      ("web-7c9", "web-7c9"), ("a\u{1b}[31m", "a\\u{1b}[31m"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
      ("\u{202e}evil", "\\u{202e}evil"), ("a\u{200b}b", "a\\u{200b}b"), ("a\u{a0}b", "a\\u{a0}b"),
      ("\u{301}x", "\\u{301}x"), ("e\u{301}", "e\u{301}"), ("网络", "网络"),
      ("\u{9b}31m", "\\u{9b}31m"), ("\u{e000}", "\\u{e000}"), ("\u{feff}x", "\\u{feff}x"),
    ])
  func whatCouldDeceiveIsMadeVisible(raw: String, shown: String) {
    #expect(Array(VisibleText(raw).string.unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test("a pile of marks is cut down to what a script needs")
  func aPileOfMarksIsCutDownToWhatAScriptNeeds() {
    let shown = VisibleText("o" + String(repeating: "\u{301}", count: 6)).string
    #expect(shown.hasSuffix("\\u{301}\\u{301}"))
    #expect(TextWidth.columns(of: shown) == 1 + 2 * 7)
  }

  @Test("nothing of ASCII control or of direction survives")
  func nothingOfASCIIControlOrOfDirectionSurvives() {
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = VisibleText("a" + String(Character(scalar))).string
      #expect(!shown.unicodeScalars.contains { $0.properties.isBidiControl || $0.value < 0x20 })
    }
  }

  @Test(
    "widths are a terminal's",
    arguments: [
      ("abc", 3), ("网络", 4), ("e\u{301}", 1), ("✓✗◒∘∙", 5), ("😀", 2), ("한", 2),
      ("\u{1112}\u{1161}", 2), ("…", 1),
    ])
  func widthsAreATerminals(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
  }

  @Test("cut text fits and says that it was cut", arguments: 0...9)
  func cutTextFitsAndSaysThatItWasCut(columns: Int) {
    let text = StyledText("网络-web", .title) + StyledText("x", .error)
    let cut = text.truncated(to: columns)
    #expect(cut.width <= columns)
    #expect(cut.width >= columns - 1)
    #expect(columns == 9 || columns == 0 || cut.string.hasSuffix("…"))
  }

  @Test(
    "padding follows the alignment",
    arguments: [
      (Alignment.leading, "ab   "), (.center, " ab  "), (.trailing, "   ab"),
    ])
  func paddingFollowsTheAlignment(alignment: Alignment, expected: String) {
    #expect(StyledText("ab").padded(to: 5, alignment: alignment).string == expected)
  }

  @Test("long text breaks at blanks, long words are cut, looks stay")
  func longTextBreaksAtBlanks() {
    let text = StyledText("mesh.yaml:6 ", .accent) + StyledText("expected a number", .error)
    let lines = text.wrapped(to: 16, indent: 2)
    #expect(lines.map(\.string) == ["mesh.yaml:6", "  expected a", "  number"])
    #expect(lines[2].spans.last?.style == Style(.error))
    #expect(StyledText("abcdefgh").wrapped(to: 3).map(\.string) == ["abc", "def", "gh"])
    #expect(StyledText("ab cd").wrapped(to: 2).map(\.string) == ["ab", "cd"])
    #expect(StyledText("").wrapped(to: 0).count == 1)
    #expect(StyledText("   abcdef").wrapped(to: 5).map(\.string).joined() == "   abcdef")
    #expect(StyledText("日本語").wrapped(to: 1).map(\.string).joined() == "日本語")
  }
}
