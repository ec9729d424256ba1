extension Theme {
  /// Makes a theme from a file and the files it inherits from.
  ///
  /// What is not understood is left out and told in a warning; nothing in a file makes it fail.
  /// - Parameters:
  ///   - document: The file.
  ///   - named: Looks up an ancestor by its name; nil when there is none.
  /// - Returns: A theme that covers each role, and what is wrong with the files.
  package static func read(
    _ document: ThemeDocument, named: (String) -> ThemeDocument?
  ) -> (theme: Theme, warnings: [String]) {
    var warnings: [String] = []
    var chain = [ThemeReader(document)]
    var seen: Set<String> = [chain[0].name]
    while let parent = chain.last?.parent {
      guard seen.insert(parent).inserted else {
        warnings.append("theme \(chain[0].name): inherits from itself through '\(parent)'")
        break
      }
      guard let next = named(parent) else {
        warnings.append("theme \(chain[0].name): inherits from '\(parent)', which does not exist")
        break
      }
      chain.append(ThemeReader(next, name: parent))
    }
    // The oldest ancestor first, over what is built in; palettes are inherited like roles.
    var theme = Theme(name: chain[0].name, looks: Theme.fallback.looks)
    var palette: [String: Shade] = [:]
    for reader in chain.reversed() {
      reader.read(into: &theme.looks, palette: &palette, warnings: &warnings)
    }
    return (theme, warnings.map { VisibleText($0).string })
  }
}

/// Reads one file of a theme's chain.
private struct ThemeReader {
  let name: String
  let parent: String?
  private let fields: [String: ThemeValue]

  init(_ document: ThemeDocument, name: String? = nil) {
    if case .fields(let fields) = document.content { self.fields = fields } else { fields = [:] }
    if case .text(let own)? = fields["name"] {
      self.name = own
    } else {
      self.name = name ?? "theme"
    }
    if case .text(let parent)? = fields["inherits"] { self.parent = parent } else { parent = nil }
  }

  func read(
    into looks: inout [Role: Theme.Look], palette: inout [String: Theme.Shade],
    warnings: inout [String]
  ) {
    func warn(_ message: String) { warnings.append("theme \(name): \(message)") }
    for key in fields.keys.sorted()
    where !["name", "inherits", "palette", "roles"].contains(key) {
      warn("unknown field '\(key)'")
    }
    for (key, value) in section("palette", warn: warn) {
      if let shade = shade(value, palette: palette) {
        palette[key] = shade
      } else {
        warn("palette.\(key) is not a colour")
      }
    }
    for (key, value) in section("roles", warn: warn) {
      guard let role = Role(rawValue: key) else {
        let hint = Self.nearest(to: key).map { "; did you mean '\($0)'?" } ?? ""
        warn("unknown role '\(key)'\(hint)")
        continue
      }
      guard case .fields(let parts) = value else {
        warn("roles.\(key) must hold fields such as fg, bg, bold")
        continue
      }
      looks[role] = look(parts, of: key, palette: palette, warn: warn)
    }
  }

  private func section(_ name: String, warn: (String) -> Void) -> [(String, ThemeValue)] {
    guard let value = fields[name] else { return [] }
    guard case .fields(let parts) = value else {
      warn("'\(name)' must hold fields")
      return []
    }
    return parts.sorted { $0.key < $1.key }
  }

  private func look(
    _ parts: [String: ThemeValue], of role: String, palette: [String: Theme.Shade],
    warn: (String) -> Void
  ) -> Theme.Look {
    var look = Theme.Look()
    for (key, value) in parts.sorted(by: { $0.key < $1.key }) {
      if key == "fg" || key == "bg" {
        guard let shade = shade(value, palette: palette) else {
          warn("roles.\(role).\(key) is neither a colour nor in the palette")
          continue
        }
        if key == "fg" { look.foreground = shade } else { look.background = shade }
      } else if let (attribute, _) = Attributes.names.first(where: { $0.1 == key }) {
        guard case .flag(let isOn) = value else {
          warn("roles.\(role).\(key) must be true or false")
          continue
        }
        if isOn { look.attributes.insert(attribute) }
      } else {
        warn("unknown field 'roles.\(role).\(key)'")
      }
    }
    return look
  }

  private func shade(_ value: ThemeValue, palette: [String: Theme.Shade]) -> Theme.Shade? {
    switch value {
    case .text(let text): return palette[text] ?? Color(text).map { Theme.Shade($0) }
    case .fields(let parts):
      guard case .text(let text)? = parts["color"], let color = Color(text) else { return nil }
      guard case .text(let basic)? = parts["basic"] else { return Theme.Shade(color) }
      return Color(basic).map { Theme.Shade(color, basic: $0) }
    case .flag, .other: return nil
    }
  }

  /// Finds a role whose name begins or ends alike, for a hint.
  private static func nearest(to key: String) -> String? {
    let lower = key.lowercased()
    return Role.allCases.map(\.rawValue).first {
      let name = $0.lowercased()
      return name == lower || name.hasSuffix(lower) || name.hasPrefix(lower)
        || lower.hasPrefix(name)
    }
  }
}
