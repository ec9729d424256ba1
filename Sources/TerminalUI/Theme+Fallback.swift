extension Theme {
  /// The looks under every theme, and all there is when no theme file can be read.
  ///
  /// It uses the terminal's own sixteen colours, so it fits dark and light backgrounds.
  package static let fallback = Theme(
    name: "built-in",
    looks: [
      .textDim: Look(attributes: .dim),
      .heading: Look(attributes: .bold),
      .title: Look(attributes: .bold),
      .accent: look(6), .link: look(6, .underline),
      .border: Look(attributes: .dim), .borderFocus: look(6),
      .headerBar: Look(attributes: .reverse), .tabActive: Look(attributes: [.bold, .reverse]),
      .hintKey: look(6, .bold), .scrollbar: look(6), .badge: look(5, .bold),
      .band: Look(attributes: .bold),
      .selection: Look(attributes: .reverse), .selectionInactive: Look(attributes: .underline),
      .crosshair: Look(attributes: .bold), .mark: look(3, .bold),
      .filterMatch: look(3, .underline),
      .info: look(6), .warning: look(3), .error: look(1, .bold),
      .verdictAllow: look(4), .verdictDeny: look(1, .bold), .verdictPartial: look(3),
      .verdictAudit: look(5), .verdictOpen: Look(attributes: .dim),
      .verdictNone: Look(attributes: .dim), .verdictUnknown: look(5),
      .live: look(6), .liveDeny: look(1, [.bold, .reverse]), .stale: look(3, .reverse),
      .gained: look(4, .bold), .lost: look(1, [.bold, .reverse]), .changed: look(3, .bold),
      .pin: look(5, .bold),
    ])

  private static func look(_ color: UInt8, _ attributes: Attributes = []) -> Look {
    Look(foreground: Shade(.palette(color)), attributes: attributes)
  }
}
