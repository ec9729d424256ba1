/// How each role looks: the colours of a theme file on top of those of its ancestors.
package struct Theme: Sendable, Hashable {
  /// A colour, with what to show instead where there are only sixteen colours or fewer.
  package struct Shade: Sendable, Hashable {
    /// The colour.
    package var color: Color
    /// Its stand-in among the first sixteen; the nearest one when nil.
    package var basic: Color?

    /// Makes a shade.
    package init(_ color: Color, basic: Color? = nil) {
      self.color = color
      self.basic = basic
    }

    /// Returns the colour to show.
    package func reduced(to depth: ColorDepth) -> Color {
      if depth <= .sixteen, let basic { return basic.reduced(to: depth) }
      return color.reduced(to: depth)
    }
  }

  /// What a theme says about one role; what is nil is left as it is behind or around.
  package struct Look: Sendable, Hashable {
    /// The colour of the text.
    package var foreground: Shade?
    /// The colour behind it.
    package var background: Shade?
    /// The emphasis.
    package var attributes: Attributes

    /// Makes a look.
    package init(
      foreground: Shade? = nil, background: Shade? = nil, attributes: Attributes = []
    ) {
      self.foreground = foreground
      self.background = background
      self.attributes = attributes
    }
  }

  /// What is sent to the terminal for one style.
  package struct Appearance: Sendable, Hashable {
    /// The colour of the text.
    package var foreground: Color
    /// The colour behind it.
    package var background: Color
    /// The emphasis.
    package var attributes: Attributes
  }

  /// The name, which is the file's.
  package var name: String
  /// What the theme says; a role that is missing looks like `text`.
  package var looks: [Role: Look]

  /// Makes a theme.
  package init(name: String, looks: [Role: Look]) {
    self.name = name
    self.looks = looks
  }

  /// Returns how a style looks with so many colours.
  ///
  /// The ground gives the background, the role the foreground, and both their emphasis. Without
  /// colours, `Role.monoAttributes` keep apart what colour would have.
  package func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    let look = looks[style.role] ?? Look()
    let ground = style.ground.map { looks[$0] ?? Look() }
    var attributes = look.attributes.union(style.attributes)
    if let ground { attributes.formUnion(ground.attributes) }
    if depth == .mono {
      attributes.formUnion(style.role.monoAttributes)
      if let role = style.ground { attributes.formUnion(role.monoAttributes) }
      return Appearance(foreground: .terminal, background: .terminal, attributes: attributes)
    }
    let base = looks[.text]
    // Plain text takes the colour that its ground has for text.
    let own = style.role == .text ? ground?.foreground ?? look.foreground : look.foreground
    let front = own ?? ground?.foreground ?? base?.foreground
    // A role with both colours of its own, such as a badge, would be unreadable on another ground.
    let isFilled = style.role != .text && look.foreground != nil && look.background != nil
    let behind = isFilled ? look.background : ground?.background ?? look.background
    let back = behind ?? base?.background
    var foreground = (front ?? Shade(.terminal)).reduced(to: depth)
    let background = (back ?? Shade(.terminal)).reduced(to: depth)
    // Few colours may make text vanish in its ground.
    if foreground == background, foreground != .terminal {
      let isDark = (background.contrast(with: .palette(0)) ?? 21) < 5
      foreground = Color.palette(isDark ? 15 : 0).reduced(to: depth)
    }
    return Appearance(foreground: foreground, background: background, attributes: attributes)
  }
}

extension Role {
  /// The emphasis that tells this role from others where there are no colours.
  package var monoAttributes: Attributes {
    switch self {
    case .selection, .stale, .liveDeny, .lost, .error, .tabActive, .headerBar: .reverse
    case .selectionInactive, .filterMatch, .link, .warning, .verdictAudit: .underline
    case .crosshair, .heading, .title, .hintKey, .badge, .accent, .gained, .verdictDeny, .mark,
      .band, .changed, .pin, .borderFocus:
      .bold
    case .textDim, .verdictNone, .verdictOpen, .border: .dim
    default: []
    }
  }
}
