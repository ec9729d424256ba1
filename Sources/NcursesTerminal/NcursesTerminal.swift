internal import CNcurses
internal import Glibc
package import TerminalUI

/// The terminal, borrowed: opened on /dev/tty, given back on every way out.
///
/// Only /dev/tty is used, so standard input and output may be pipes. The value belongs to one thread.
package struct NcursesTerminal: ~Copyable {
  /// The signs that the locale can show.
  package let glyphs: Glyphs
  private let screen: OpaquePointer
  let device: TerminalDevice
  let signals: TerminalSignals
  let wakeup: Wakeup
  private let hasPaste: Bool
  private let terminalColors: Int
  private let preference: ColorDepth.Preference
  var pairs: ColorPairs
  var decoder: KeyDecoder
  /// The picture that curses holds; an empty one when that is not certain.
  var shown: Frame

  /// Opens the terminal and takes over the screen.
  ///
  /// - Parameters:
  ///   - path: The terminal's device.
  ///   - theme: The colours.
  ///   - preference: What `--color` says.
  ///   - isMouseOn: Whether the mouse is for the program; the user can then not select text with it.
  ///   - wakeup: What else may interrupt the wait.
  /// - Throws: `TerminalError` when there is no terminal or it cannot show a screen.
  package init(
    path: String = "/dev/tty", theme: Theme, preference: ColorDepth.Preference = .auto,
    isMouseOn: Bool = true, wakeup: Wakeup
  ) throws(TerminalError) {
    setlocale(LC_ALL, "")
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    guard !name.isEmpty else { throw .unknownTerminal("") }
    let device = try TerminalDevice(path: path)
    // Before newterm, which installs handlers of its own where there are none.
    let signals = try TerminalSignals()
    guard let screen = newterm(name, device.output, device.input) else {
      throw .unknownTerminal(name)
    }
    guard cncurses_string("cup") != nil else {
      endwin()
      delscreen(screen)
      throw .incapableTerminal(name)
    }
    self.device = device
    self.signals = signals
    self.screen = screen
    decoder = KeyDecoder()
    shown = Self.nothing
    self.wakeup = wakeup
    self.preference = preference
    glyphs = String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" ? .unicode : .ascii
    hasPaste = cncurses_string("kmous") != nil
    terminalColors = Int(tigetnum("colors"))
    pairs = ColorPairs(
      theme: theme, depth: Self.depth(terminalColors: terminalColors, preference: preference))
    raw()
    noecho()
    nonl()
    cncurses_keypad()
    cncurses_nodelay()
    set_escdelay(25)
    if isMouseOn {
      mouseinterval(0)  // otherwise every click waits for a second one
      mousemask(KeyDecoder.mouseMask, nil)
    }
    KeyDecoder.definePasteKeys()
    if hasPaste { device.send("\u{1b}[?2004h") }
    CrashGuard.install(
      terminal: device.descriptor, modes: device.modes,
      restoring: Self.restoringBytes(isMouseOn: isMouseOn, hasPaste: hasPaste))
  }

  deinit {
    CrashGuard.remove()
    if hasPaste { device.send("\u{1b}[?2004l") }
    mousemask(0, nil)
    endwin()
    delscreen(screen)
  }

  /// The screen's size.
  package var size: Size {
    Size(columns: Int(cncurses_columns()), rows: Int(cncurses_lines()))
  }

  /// Shows the next picture in another theme.
  package mutating func use(_ theme: Theme) {
    shown = Self.nothing
    pairs = ColorPairs(
      theme: theme, depth: Self.depth(terminalColors: terminalColors, preference: preference))
  }

  /// Draws everything anew with the next picture, whatever other programs left on the screen.
  package func redraw() {
    cncurses_redraw()
  }

  /// Gives the terminal to the shell until the user comes back (^Z).
  ///
  /// Returns when the program is in the foreground again; a picture must be drawn then.
  package mutating func suspend() {
    leave()
    var standard = sigaction()
    standard.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(SIGTSTP, &standard, nil)
    // The whole job, as the terminal itself would do.
    kill(0, SIGTSTP)
    TerminalSignals.install(SIGTSTP)
    comeBack()
  }

  /// Takes the terminal again after the shell had it.
  mutating func comeBack() {
    reset_prog_mode()
    if hasPaste { device.send("\u{1b}[?2004h") }
    fitWindow()
    cncurses_redraw()
    cncurses_refresh()
  }

  private func leave() {
    if hasPaste { device.send("\u{1b}[?2004l") }
    endwin()
  }

  /// Takes the size that the terminal has now.
  mutating func fitWindow() {
    shown = Self.nothing
    var window = winsize()
    guard ioctl(device.descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
      window.ws_col > 0
    else { return }
    resizeterm(Int32(window.ws_row), Int32(window.ws_col))
  }

  /// The picture before the first one.
  static let nothing = Frame(Size(columns: 0, rows: 0))

  private static func depth(
    terminalColors: Int, preference: ColorDepth.Preference
  ) -> ColorDepth {
    let wanted = ColorDepth.decide(
      terminalColors: terminalColors, environment: { getenv($0).map { String(cString: $0) } },
      preference: preference)
    // 24 bits can be sent only by the means of terminfo.
    return wanted == .trueColor && terminalColors < 1 << 24
      ? (terminalColors >= 256 ? .indexed : terminalColors >= 16 ? .sixteen : .eight) : wanted
  }

  /// What the crash guard writes: mouse and paste off, plain text, cursor, normal screen.
  private static func restoringBytes(isMouseOn: Bool, hasPaste: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    if hasPaste {
      bytes += Array("\u{1b}[?2004l".utf8)
      if isMouseOn { bytes += Array("\u{1b}[?1006l\u{1b}[?1000l".utf8) }
    }
    for name in ["sgr0", "op", "cnorm", "rmkx", "rmcup"] {
      guard let text = cncurses_string(name) else { continue }
      // Padding such as $<5> is for the library, not for the terminal.
      var isPadding = false
      for byte in String(cString: text).utf8 {
        if byte == UInt8(ascii: "$") { isPadding = true }
        if !isPadding { bytes.append(byte) }
        if byte == UInt8(ascii: ">") { isPadding = false }
      }
    }
    return bytes + Array("\r\n".utf8)
  }
}
