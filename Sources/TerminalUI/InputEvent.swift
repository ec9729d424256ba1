/// Something that reached the terminal: keys, the mouse, signals, time.
package enum InputEvent: Sendable, Hashable {
  /// A key was pressed.
  case key(KeyPress)
  /// The mouse was used.
  case mouse(MouseEvent)
  /// Text was pasted as a whole.
  case paste(String)
  /// The terminal has a new size.
  case resize(Size)
  /// The terminal's window gained or lost the focus.
  case focus(Bool)
  /// The user asks to go to the background (^Z).
  case suspend
  /// The program is in the foreground again.
  case resume
  /// The program was asked to end; the number is the signal's.
  case terminate(signal: Int32)
  /// Somebody outside the loop has something to say.
  case wakeup
  /// The wait's time is over.
  case tick
}

/// What the mouse did, and where.
package struct MouseEvent: Sendable, Hashable {
  /// What can be done with a mouse.
  package enum Action: Sendable, Hashable {
    case press, release, doublePress, wheelUp, wheelDown
  }

  /// What was done.
  package var action: Action
  /// The cell under the pointer.
  package var position: Position

  /// Makes an event.
  package init(_ action: Action, at position: Position) {
    self.action = action
    self.position = position
  }
}
