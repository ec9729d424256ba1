/// A key, without the modifiers held with it.
package enum Key: Sendable, Hashable {
  /// A key that writes something; a capital is its own character and needs no shift.
  case character(Character)
  case enter, escape, tab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// A function key, from 1.
  case function(Int)
}

/// A key with its modifiers: what the user pressed.
package struct KeyPress: Sendable, Hashable {
  /// Keys that are held while another is pressed.
  package struct Modifiers: OptionSet, Sendable, Hashable {
    /// One bit for each modifier.
    package let rawValue: UInt8

    /// Makes a set from its bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Control.
    package static let ctrl = Modifiers(rawValue: 1)
    /// Alt, also called Meta or Option.
    package static let alt = Modifiers(rawValue: 2)
    /// Shift, with keys that write nothing.
    package static let shift = Modifiers(rawValue: 4)
  }

  /// The key.
  package var key: Key
  /// What was held with it.
  package var modifiers: Modifiers

  /// Makes a key press.
  package init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  /// Makes the press of a key that writes something.
  package init(_ character: Character, _ modifiers: Modifiers = []) {
    self.init(.character(character), modifiers)
  }

  /// What the press would write into a text field; nil for keys that write nothing.
  package var typed: Character? {
    guard case .character(let character) = key, modifiers.isEmpty else { return nil }
    return character
  }
}
