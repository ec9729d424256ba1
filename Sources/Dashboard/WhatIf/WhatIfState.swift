package import LinkerdPolicy

/// What the what-if screen remembers.
package struct WhatIfState: Sendable {
  /// What rows must contain.
  package var filter = ""
  /// The selected level; nil for the cluster.
  package var level: WhatIf.Level?
  /// The first level on screen.
  package var top = 0
  /// The first line of effects on screen.
  package var effectsTop = 0
  /// Which effects are shown.
  package var lens = Lens.all

  /// Which effects are shown.
  package enum Lens: String, CaseIterable, Sendable {
    case all, lost, gained
  }
}
