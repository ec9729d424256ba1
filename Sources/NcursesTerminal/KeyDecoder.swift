internal import CNcurses
internal import TerminalUI

/// Turns what curses reads into events.
struct KeyDecoder {
  private var pasted: String?
  private var lastPress: (position: Position, time: ContinuousClock.Instant)?

  // The library makes a click of a press and a release that arrive together, as over a slow line.
  static let mouseMask =
    cncurses_button1_pressed | cncurses_button1_released | cncurses_button1_clicked
    | cncurses_button1_double_clicked | cncurses_wheel_up | cncurses_wheel_down

  /// Two presses within this time on one cell are a double click.
  private static let doubleClickTime = Duration.milliseconds(400)

  // Codes of our own, far from those that the library gives out.
  private static let pasteStart: Int32 = 0x7001
  private static let pasteEnd: Int32 = 0x7002

  /// Has the library know the marks around pasted text.
  static func definePasteKeys() {
    define_key("\u{1b}[200~", pasteStart)
    define_key("\u{1b}[201~", pasteEnd)
  }

  /// Reads all that is there.
  mutating func drain() -> [InputEvent] {
    var events: [InputEvent] = []
    while let input = Self.next() {
      switch input {
      case .code(Self.pasteStart): pasted = ""
      case .code(Self.pasteEnd):
        if let text = pasted { events.append(.paste(text)) }
        pasted = nil
      case .code(let code):
        if code == KEY_MOUSE {
          if let event = mouse() { events.append(.mouse(event)) }
        } else if let press = Self.press(code: code) {
          Self.append(press, to: &events)
        }
      case .scalar(let scalar):
        if pasted != nil {
          pasted?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
        } else if scalar == "\u{1b}" {
          Self.escape(&events)
        } else {
          Self.append(Self.press(scalar: scalar), to: &events)
        }
      }
    }
    return events
  }

  private enum Input {
    case code(Int32)
    case scalar(Unicode.Scalar)
  }

  private static func next() -> Input? {
    var code: wint_t = 0
    switch cncurses_get(&code) {
    case KEY_CODE_YES: return .code(Int32(bitPattern: code))
    case OK: return .scalar(Unicode.Scalar(code) ?? "\u{fffd}")
    default: return nil
    }
  }

  private static func append(_ press: KeyPress, to events: inout [InputEvent]) {
    // The terminal's own suspend character is off in raw mode.
    events.append(press == KeyPress("z", .ctrl) ? .suspend : .key(press))
  }

  /// What follows an escape at once was pressed with Alt, or belongs to a sequence nobody knows.
  private static func escape(_ events: inout [InputEvent]) {
    switch next() {
    case nil: events.append(.key(KeyPress(.escape)))
    case .scalar("\u{1b}"): events.append(.key(KeyPress(.escape, .alt)))
    case .scalar("["): skipSequence()
    case .scalar(let scalar):
      var press = press(scalar: scalar)
      press.modifiers.insert(.alt)
      events.append(.key(press))
    case .code(let code):
      guard var press = press(code: code) else { return }
      press.modifiers.insert(.alt)
      events.append(.key(press))
    }
  }

  private static func skipSequence() {
    while case .scalar(let scalar)? = next() {
      if (0x40...0x7E).contains(scalar.value) { return }
    }
  }

  private static func press(scalar: Unicode.Scalar) -> KeyPress {
    switch scalar.value {
    case 9: KeyPress(.tab)
    case 10, 13: KeyPress(.enter)
    case 8, 127: KeyPress(.backspace)
    case 27: KeyPress(.escape)
    case 0: KeyPress(" ", .ctrl)
    case 1...26: KeyPress(Character(Unicode.Scalar(UInt8(scalar.value) + 96)), .ctrl)
    case 28...31: KeyPress(Character(Unicode.Scalar(UInt8(scalar.value) + 64)), .ctrl)
    default: KeyPress(Character(scalar))
    }
  }

  private static func press(code: Int32) -> KeyPress? {
    if let known = keys[code] { return known }
    if code > KEY_F0, code <= KEY_F0 + 63 { return KeyPress(.function(Int(code - KEY_F0))) }
    // Keys with modifiers have names such as kUP5, and no number of their own.
    guard let name = keyname(code).map({ String(cString: $0) }), let digit = name.last,
      let number = digit.wholeNumberValue, (2...8).contains(number),
      let key = extendedNames[String(name.dropLast())]
    else { return nil }
    var modifiers: KeyPress.Modifiers = []
    if (number - 1) & 1 != 0 { modifiers.insert(.shift) }
    if (number - 1) & 2 != 0 { modifiers.insert(.alt) }
    if (number - 1) & 4 != 0 { modifiers.insert(.ctrl) }
    return KeyPress(key, modifiers)
  }

  private static let keys: [Int32: KeyPress] = [
    KEY_UP: KeyPress(.up), KEY_DOWN: KeyPress(.down), KEY_LEFT: KeyPress(.left),
    KEY_RIGHT: KeyPress(.right), KEY_HOME: KeyPress(.home), KEY_END: KeyPress(.end),
    KEY_PPAGE: KeyPress(.pageUp), KEY_NPAGE: KeyPress(.pageDown), KEY_IC: KeyPress(.insert),
    KEY_DC: KeyPress(.delete), KEY_BACKSPACE: KeyPress(.backspace), KEY_ENTER: KeyPress(.enter),
    KEY_BTAB: KeyPress(.tab, .shift), KEY_SUSPEND: KeyPress("z", .ctrl),
    KEY_SLEFT: KeyPress(.left, .shift),
    KEY_SRIGHT: KeyPress(.right, .shift), KEY_SR: KeyPress(.up, .shift),
    KEY_SF: KeyPress(.down, .shift), KEY_SHOME: KeyPress(.home, .shift),
    KEY_SEND: KeyPress(.end, .shift), KEY_A1: KeyPress(.home), KEY_C1: KeyPress(.end),
    KEY_A3: KeyPress(.pageUp), KEY_C3: KeyPress(.pageDown),
  ]

  private static let extendedNames: [String: Key] = [
    "kUP": .up, "kDN": .down, "kLFT": .left, "kRIT": .right, "kHOM": .home, "kEND": .end,
    "kNXT": .pageDown, "kPRV": .pageUp, "kDC": .delete, "kIC": .insert,
  ]

  private mutating func mouse() -> MouseEvent? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let position = Position(column: Int(event.x), row: Int(event.y))
    if event.bstate & cncurses_wheel_up != 0 { return MouseEvent(.wheelUp, at: position) }
    if event.bstate & cncurses_wheel_down != 0 { return MouseEvent(.wheelDown, at: position) }
    if event.bstate & cncurses_button1_released != 0 { return MouseEvent(.release, at: position) }
    if event.bstate & cncurses_button1_double_clicked != 0 {
      return MouseEvent(.doublePress, at: position)
    }
    guard event.bstate & (cncurses_button1_pressed | cncurses_button1_clicked) != 0 else {
      return nil
    }
    let now = ContinuousClock.now
    if let last = lastPress, last.position == position, now - last.time < Self.doubleClickTime {
      lastPress = nil
      return MouseEvent(.doublePress, at: position)
    }
    lastPress = (position, now)
    return MouseEvent(.press, at: position)
  }
}
