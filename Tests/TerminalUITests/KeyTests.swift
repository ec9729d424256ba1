import Testing

@testable import TerminalUI

/// Keys and their notation.
struct KeyTests {
  @Test(
    "notation is read",
    arguments: [
      ("j", KeyPress("j")), ("G", KeyPress("G")), ("<", KeyPress("<")), ("-", KeyPress("-")),
      ("ctrl-d", KeyPress("d", .ctrl)), ("<c-D>", KeyPress("d", .ctrl)),
      ("alt-x", KeyPress("x", .alt)), ("shift-tab", KeyPress(.tab, .shift)),
      ("<s-tab>", KeyPress(.tab, .shift)), ("<enter>", KeyPress(.enter)),
      ("esc", KeyPress(.escape)),
      ("<space>", KeyPress(" ")), ("f12", KeyPress(.function(12))), ("f", KeyPress("f")),
      ("ctrl--", KeyPress("-", .ctrl)), ("ctrl-shift-up", KeyPress(.up, [.ctrl, .shift])),
      ("shift-g", KeyPress("G")),
    ])
  func notationIsRead(text: String, press: KeyPress) {
    #expect(KeyPress(notation: text) == press)
  }

  @Test("what is written is read again") func whatIsWrittenIsReadAgain() throws {
    let keys: [Key] = [
      .enter, .escape, .tab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown, .function(1), .function(20),
    ]
    let characters = "jG<>-: ?!é/".map(Key.character)
    for key in keys + characters {
      for modifiers in [KeyPress.Modifiers(), .ctrl, .alt, [.ctrl, .alt]] {
        guard KeyPress(key, modifiers) != KeyPress("G", .ctrl),
          key != .character("G") || modifiers.isEmpty
        else { continue }
        let press = KeyPress(key, modifiers)
        #expect(KeyPress(notation: press.notation) == press)
        #expect(try KeyScript(press.scriptNotation).events == [.key(press)])
      }
    }
  }

  @Test(
    "what is no key is refused",
    arguments: ["", "ctrl-", "nokey", "f0", "f99", "ctrl-ctrl-x", "\u{1b}"])
  func whatIsNoKeyIsRefused(text: String) {
    #expect(KeyPress(notation: text) == nil)
  }

  @Test("a script holds keys, clicks and sizes") func aScriptHoldsKeysClicksAndSizes() throws {
    let script = try KeyScript("j<enter>/v<esc>\n<click:3,4><resize:80x24><paste:a b><tick>")
    #expect(
      script.events == [
        .key(KeyPress("j")), .key(KeyPress(.enter)), .key(KeyPress("/")), .key(KeyPress("v")),
        .key(KeyPress(.escape)), .mouse(MouseEvent(.press, at: Position(column: 3, row: 4))),
        .resize(Size(columns: 80, rows: 24)), .paste("a b"), .tick,
      ])
  }

  @Test(
    "a mistake in a script is placed",
    arguments: [
      ("jj<entr>", "key script, character 3: unknown key '<entr>'"),
      ("ab<", "key script, character 3: '<' without '>' (write <lt> for the key '<')"),
      ("<click:1>", "key script, character 1: unknown key '<click:1>'"),
    ])
  func aMistakeInAScriptIsPlaced(script: String, message: String) {
    do {
      _ = try KeyScript(script)
      Issue.record("read without an error")
    } catch {
      #expect(error.description == message)
    }
  }
}
