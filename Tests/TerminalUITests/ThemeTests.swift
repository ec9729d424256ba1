import Foundation
import Testing

@testable import TerminalUI

/// Themes and colours.
struct ThemeTests {
  private func document(_ json: String) throws -> ThemeDocument {
    try JSONDecoder().decode(ThemeDocument.self, from: Data(json.utf8))
  }

  @Test("a theme takes from its ancestors what it does not say")
  func aThemeTakesFromItsAncestorsWhatItDoesNotSay() throws {
    let base = try document(
      ##"{"palette": {"bad": "#ff0000"}, "roles": {"error": {"fg": "bad"}, "title": {"bold": true}}}"##
    )
    let child = try document(
      ##"{"name": "mine", "inherits": "base", "roles": {"title": {"fg": "bad", "underline": true}}}"##
    )
    let (theme, warnings) = Theme.read(child) { $0 == "base" ? base : nil }
    #expect(warnings.isEmpty)
    #expect(theme.name == "mine")
    #expect(
      theme.appearance(of: Style(.error), depth: .trueColor)
        == Theme.Appearance(foreground: .rgb(255, 0, 0), background: .terminal, attributes: []))
    #expect(theme.appearance(of: Style(.title), depth: .mono).attributes == [.underline, .bold])
  }

  @Test("mistakes are told and left out") func mistakesAreToldAndLeftOut() throws {
    let bad = try document(
      """
      {"name": "bad", "inherits": "gone", "color": 1, "palette": {"x": "blau"},
       "roles": {"Error": {}, "title": {"fg": "nope", "bold": "yes", "blink": true}, "text": 3}}
      """)
    let (_, warnings) = Theme.read(bad) { _ in nil }
    #expect(
      warnings == [
        "theme bad: inherits from 'gone', which does not exist",
        "theme bad: unknown field 'color'",
        "theme bad: palette.x is not a colour",
        "theme bad: unknown role 'Error'; did you mean 'error'?",
        "theme bad: roles.text must hold fields such as fg, bg, bold",
        "theme bad: unknown field 'roles.title.blink'",
        "theme bad: roles.title.bold must be true or false",
        "theme bad: roles.title.fg is neither a colour nor in the palette",
      ])
  }

  @Test("a circle of ancestors ends") func aCircleOfAncestorsEnds() throws {
    let one = try document(#"{"name": "one", "inherits": "two"}"#)
    let two = try document(#"{"name": "two", "inherits": "one"}"#)
    let (_, warnings) = Theme.read(one) { $0 == "one" ? one : two }
    #expect(warnings == ["theme one: inherits from itself through 'one'"])
  }

  @Test(
    "nonsense still gives a theme",
    arguments: ["[]", "3", "null", #"{"roles": null, "palette": []}"#])
  func nonsenseStillGivesATheme(json: String) throws {
    let (theme, _) = Theme.read(try document(json)) { _ in nil }
    #expect(theme.looks == Theme.fallback.looks)
  }

  @Test(
    "colours come down to the nearest",
    arguments: [
      (Color.rgb(255, 0, 0), ColorDepth.indexed, Color.palette(196)),
      (.rgb(128, 128, 128), .indexed, .palette(244)), (.rgb(255, 0, 0), .sixteen, .palette(9)),
      (.rgb(200, 10, 10), .eight, .palette(1)), (.palette(12), .eight, .palette(4)),
      (.palette(8), .eight, .palette(7)), (.rgb(1, 2, 3), .trueColor, .rgb(1, 2, 3)),
      (.rgb(1, 2, 3), .mono, .terminal), (.terminal, .eight, .terminal),
    ])
  func coloursComeDownToTheNearest(color: Color, depth: ColorDepth, expected: Color) {
    #expect(color.reduced(to: depth) == expected)
  }

  @Test(
    "the depth follows the user, then the environment, then the terminal",
    arguments: [
      (256, ["TERM": "xterm-256color"], ColorDepth.Preference.auto, ColorDepth.indexed),
      (256, ["COLORTERM": "truecolor"], .auto, .trueColor),
      (256, ["NO_COLOR": "1"], .auto, .mono), (256, ["NO_COLOR": ""], .auto, .indexed),
      (256, ["NO_COLOR": "1"], .always, .indexed), (256, [:], .never, .mono),
      (16, [:], .auto, .sixteen), (8, [:], .auto, .eight), (-1, [:], .always, .mono),
      (8, ["TERM": "dumb"], .auto, .mono),
    ])
  func theDepthFollowsTheUserThenTheEnvironmentThenTheTerminal(
    colors: Int, environment: [String: String], preference: ColorDepth.Preference,
    expected: ColorDepth
  ) {
    #expect(
      ColorDepth.decide(
        terminalColors: colors, environment: { environment[$0] }, preference: preference)
        == expected)
  }

  @Test("in every depth the selection differs from plain text", arguments: ColorDepth.allCases)
  func inEveryDepthTheSelectionDiffersFromPlainText(depth: ColorDepth) {
    let plain = Theme.fallback.appearance(of: .text, depth: depth)
    #expect(Theme.fallback.appearance(of: Style(.text, on: .selection), depth: depth) != plain)
    #expect(Theme.fallback.appearance(of: Style(.text, on: .crosshair), depth: depth) != plain)
  }

  @Test("a badge keeps its own ground on the selection")
  func aBadgeKeepsItsGround() {
    let theme = Theme(
      name: "badge",
      looks: [
        .selection: .init(background: .init(.rgb(0, 0, 99))),
        .stale: .init(foreground: .init(.rgb(0, 0, 0)), background: .init(.rgb(255, 255, 0))),
      ])
    let look = theme.appearance(of: Style(.stale, on: .selection), depth: .trueColor)
    #expect(look.background == .rgb(255, 255, 0))
  }

  @Test("text never has the colour of its ground") func textNeverHasTheColourOfItsGround() {
    let theme = Theme(
      name: "blue",
      looks: [
        .selection: .init(background: .init(.rgb(0, 0, 190))),
        .link: .init(foreground: .init(.rgb(0, 0, 210))),
      ])
    for depth in [ColorDepth.sixteen, .eight] {
      let look = theme.appearance(of: Style(.link, on: .selection), depth: depth)
      #expect(look.foreground != look.background)
    }
  }
}
