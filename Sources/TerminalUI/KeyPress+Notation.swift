extension KeyPress {
  /// Names of keys in notation; the first name of a key is the one written.
  private static let names: [(String, Key)] = [
    ("enter", .enter), ("esc", .escape), ("tab", .tab), ("backspace", .backspace),
    ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left),
    ("right", .right), ("home", .home), ("end", .end), ("pgup", .pageUp), ("pgdn", .pageDown),
    ("space", .character(" ")), ("lt", .character("<")), ("cr", .enter), ("return", .enter),
    ("escape", .escape), ("bs", .backspace), ("del", .delete), ("ins", .insert),
    ("pageup", .pageUp), ("pagedown", .pageDown), ("gt", .character(">")),
  ]

  private static let prefixes: [(String, Modifiers)] = [
    ("ctrl-", .ctrl), ("alt-", .alt), ("shift-", .shift), ("c-", .ctrl), ("a-", .alt),
    ("m-", .alt), ("s-", .shift),
  ]

  /// Reads one key press, such as `j`, `G`, `ctrl-d`, `enter`, `f1`, `shift-tab`, `alt-x`.
  ///
  /// The form of key scripts with angle brackets is understood too: `<enter>`, `<c-d>`, `<s-tab>`.
  /// - Returns: Nil when it names no key.
  package init?(notation: String) {
    var name = notation[...]
    if name.count > 2, name.hasPrefix("<"), name.hasSuffix(">") {
      name = name.dropFirst().dropLast()
    }
    var modifiers: Modifiers = []
    while name.count > 1,
      let (prefix, modifier) = Self.prefixes.first(where: { name.lowercased().hasPrefix($0.0) })
    {
      let rest = name.dropFirst(prefix.count)
      guard !rest.isEmpty, modifiers.insert(modifier).inserted else { return nil }
      name = rest
    }
    guard var key = Self.key(named: name) else { return nil }
    // Control has no case, and shift is part of a character.
    if case .character(let character) = key {
      if modifiers.contains(.ctrl), let lower = character.lowercased().first {
        key = .character(lower)
      }
      if modifiers.contains(.shift), modifiers.isDisjoint(with: [.ctrl, .alt]) {
        guard let upper = character.uppercased().first else { return nil }
        key = .character(upper)
        modifiers.remove(.shift)
      }
    }
    self.init(key, modifiers)
  }

  private static func key(named name: Substring) -> Key? {
    if name.count == 1, let character = name.first {
      return VisibleText(String(character)).string == String(character)
        ? .character(character) : nil
    }
    let lower = name.lowercased()
    if let (_, key) = names.first(where: { $0.0 == lower }) { return key }
    guard lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...63).contains(number)
    else { return nil }
    return .function(number)
  }

  /// The press in words: `j`, `G`, `ctrl-d`, `enter`, `space`, `shift-tab`; read by `init(notation:)`.
  package var notation: String {
    var text = ""
    if modifiers.contains(.ctrl) { text += "ctrl-" }
    if modifiers.contains(.alt) { text += "alt-" }
    if modifiers.contains(.shift) { text += "shift-" }
    switch key {
    case .function(let number): return text + "f\(number)"
    case .character(let character) where character != " ": return text + String(character)
    default: return text + (Self.names.first { $0.1 == key }?.0 ?? "")
    }
  }

  /// The press as a key script writes it: `j`, `<ctrl-d>`, `<enter>`, `<lt>`.
  package var scriptNotation: String {
    if case .character(let character) = key, modifiers.isEmpty {
      if character == "<" { return "<lt>" }
      if character != " " { return String(character) }
    }
    // The bracket that ends a name cannot be part of it.
    let name = notation
    return name.hasSuffix(">") ? "<\(name.dropLast())gt>" : "<\(name)>"
  }
}
