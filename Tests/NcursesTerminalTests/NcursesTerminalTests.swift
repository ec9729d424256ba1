import Glibc
import NcursesTerminal
import TerminalUI
import Testing

/// A pair of devices: we hold the end where the user sits.
private final class PseudoTerminal {
  let master: Int32
  let path: String
  private let slave: Int32

  init(columns: UInt16, rows: UInt16) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // The importer knows neither posix_openpt nor these requests: TIOCSPTLCK and TIOCGPTN.
    var number: Int32 = 0
    try #require(ioctl(master, 0x4004_5431, &number) == 0)
    try #require(ioctl(master, 0x8004_5430, &number) == 0)
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY)
    resize(columns: columns, rows: rows)
  }

  deinit {
    close(slave)
    close(master)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var window = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  func type(_ text: String) { _ = text.withCString { write(master, $0, strlen($0)) } }

  /// What the program has written so far.
  var output: String {
    var bytes: [UInt8] = []
    var waits = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
    while poll(&waits, 1, 50) > 0 {
      var part = [UInt8](repeating: 0, count: 4096)
      let count = read(master, &part, part.count)
      guard count > 0 else { break }
      bytes += part.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether lines are edited and echoed, as a shell wants it.
  var isCooked: Bool {
    var modes = termios()
    tcgetattr(slave, &modes)
    let flags = tcflag_t(ICANON | ECHO)
    return modes.c_lflag & flags == flags
  }
}

/// The same numbers in every run.
private struct Xorshift: RandomNumberGenerator {
  private var state: UInt64 = 88_172_645_463_325_252

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// The terminal on a pair of pseudo-terminals; one at a time, as the library has one screen.
@Suite(.serialized)
struct NcursesTerminalTests {
  @Test(
    "it draws, reads keys and gives the terminal back",
    arguments: [
      ("xterm-256color", "\u{1b}OA"), ("tmux-256color", "\u{1b}OA"), ("linux", "\u{1b}[A"),
      ("vt100", "\u{1b}OA"),
    ])
  func itDrawsReadsKeysAndGivesTheTerminalBack(name: String, up: String) throws {
    setenv("TERM", name, 1)
    let pseudo = try PseudoTerminal(columns: 20, rows: 4)
    do {
      var terminal = try NcursesTerminal(
        path: pseudo.path, theme: .fallback, wakeup: try Wakeup())
      #expect(terminal.size == Size(columns: 20, rows: 4))
      #expect(!pseudo.isCooked)
      var frame = Frame(terminal.size)
      frame.draw("denied", at: Position(column: 3, row: 1), style: Style(.liveDeny))
      terminal.draw(frame)
      #expect(pseudo.output.contains("denied"))
      pseudo.type("j\u{4}\r\u{1a}" + up)
      var events: [InputEvent] = []
      while events.count < 5 { events += terminal.events(timeout: .seconds(5)) }
      #expect(
        events == [
          .key(KeyPress("j")), .key(KeyPress("d", .ctrl)), .key(KeyPress(.enter)), .suspend,
          .key(KeyPress(.up)),
        ])
    }
    #expect(pseudo.isCooked)
  }

  @Test("mouse, paste and resize arrive") func mousePasteAndResizeArrive() throws {
    setenv("TERM", "xterm-256color", 1)
    let pseudo = try PseudoTerminal(columns: 20, rows: 4)
    let wakeup = try Wakeup()
    var terminal = try NcursesTerminal(path: pseudo.path, theme: .fallback, wakeup: wakeup)
    pseudo.type("\u{1b}[<64;3;2M\u{1b}[<0;5;1M\u{1b}[200~a b\u{1b}[201~")
    var events: [InputEvent] = []
    while events.count < 3 { events += terminal.events(timeout: .seconds(5)) }
    #expect(
      events == [
        .mouse(MouseEvent(.wheelUp, at: Position(column: 2, row: 1))),
        .mouse(MouseEvent(.press, at: Position(column: 4, row: 0))), .paste("a b"),
      ])
    pseudo.resize(columns: 1, rows: 1)
    kill(getpid(), SIGWINCH)
    #expect(terminal.events(timeout: .seconds(5)) == [.resize(Size(columns: 1, rows: 1))])
    terminal.draw(Frame(Size(columns: 30, rows: 9)))
    wakeup.signal()
    #expect(terminal.events(timeout: .seconds(5)) == [.wakeup])
    #expect(terminal.events(timeout: .zero) == [.tick])
    kill(getpid(), SIGTERM)
    #expect(terminal.events(timeout: .seconds(5)) == [.terminate(signal: SIGTERM)])
  }

  @Test(
    "what changes is drawn, and the screen is as if all had been",
    arguments: ["xterm-256color", "vt100"])
  func whatChangesIsDrawn(name: String) throws {
    setenv("TERM", name, 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    let pseudo = try PseudoTerminal(columns: 24, rows: 6)
    var terminal = try NcursesTerminal(path: pseudo.path, theme: .fallback, wakeup: try Wakeup())
    /// What the terminal is sent when the screen is to be sent as a whole: all that curses holds.
    func screen(_ frame: Frame) -> String {
      _ = pseudo.output
      terminal.redraw()
      terminal.draw(frame)
      return pseudo.output
    }
    var random = Xorshift()
    let texts = ["网络", "e\u{301}", "🙂 a", "denied", " ", "·", "x\u{300}y", "━━━━"]
    let roles = Role.allCases
    var frame = Frame(terminal.size)
    for step in 0..<30 {
      if step % 10 == 9 {
        pseudo.resize(
          columns: .random(in: 8...40, using: &random), rows: .random(in: 2...9, using: &random))
        kill(getpid(), SIGWINCH)
        _ = terminal.events(timeout: .seconds(5))
        frame = Frame(terminal.size)
      }
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let place = Position(
          column: .random(in: 0..<frame.size.columns, using: &random),
          row: .random(in: 0..<frame.size.rows, using: &random))
        frame.draw(
          texts.randomElement(using: &random) ?? "", at: place,
          style: Style(
            roles.randomElement(using: &random) ?? .text,
            on: Bool.random(using: &random) ? .crosshair : nil))
      }
      // Otherwise the hidden cursor stays where the last change was.
      frame.cursor = Position(column: 0, row: 0)
      terminal.draw(frame)
      let shown = screen(frame)
      // Another theme has everything drawn anew.
      terminal.use(.fallback)
      terminal.draw(frame)
      #expect(shown == screen(frame), "\(frame.text)")
    }
  }

  @Test("a press and a release that arrive together are one press")
  func aPressAndAReleaseThatArriveTogetherAreOnePress() throws {
    setenv("TERM", "screen", 1)
    let pseudo = try PseudoTerminal(columns: 80, rows: 4)
    var terminal = try NcursesTerminal(
      path: pseudo.path, theme: .fallback, wakeup: try Wakeup())
    pseudo.type("\u{1b}[M ?\"\u{1b}[M#?\"")
    var events: [InputEvent] = []
    while events.isEmpty { events += terminal.events(timeout: .seconds(5)) }
    #expect(events.first == .mouse(MouseEvent(.press, at: Position(column: 30, row: 1))))
  }

  @Test(
    "a terminal that cannot do is refused and left as it was",
    arguments: [
      ("no-such-terminal", TerminalError.unknownTerminal("no-such-terminal")),
      ("dumb", .incapableTerminal("dumb")), ("", .unknownTerminal("")),
    ])
  func aTerminalThatCannotDoIsRefusedAndLeftAsItWas(
    name: String, error: TerminalError
  ) throws {
    setenv("TERM", name, 1)
    let pseudo = try PseudoTerminal(columns: 20, rows: 4)
    let wakeup = try Wakeup()
    #expect(throws: error) {
      _ = try NcursesTerminal(path: pseudo.path, theme: .fallback, wakeup: wakeup)
    }
    #expect(pseudo.isCooked)
  }

  @Test("a file is no terminal") func aFileIsNoTerminal() throws {
    setenv("TERM", "xterm", 1)
    let wakeup = try Wakeup()
    #expect(throws: TerminalError.noTerminal("/dev/null is not a terminal")) {
      _ = try NcursesTerminal(path: "/dev/null", theme: .fallback, wakeup: wakeup)
    }
  }
}
