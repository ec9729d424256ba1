package import LinkerdPolicy

/// What the matrix screen remembers.
package struct MatrixState: Sendable {
  /// What rows or columns must contain.
  package var filter = ""
  /// The selected row; nil for the first.
  package var client: MatrixClient.ID?
  /// The selected row when it is a folded namespace.
  package var band: String?
  /// The selected column; nil for the first.
  package var target: MatrixTarget.ID?
  /// The first line and column on screen.
  package var top = 0
  package var left = 0
  /// Namespaces whose rows are folded into one.
  package var folded: Set<String> = []
  /// Which cells are shown.
  package var lens = Lens.all
  /// What a column stands for.
  package var grouping = AccessMatrix.Grouping.serviceAccount
  /// The matrix by another grouping than ServiceAccounts, as it is and under the what-if.
  var regrouped: Regrouped?

  /// Which cells are shown; rows and columns without any go.
  package enum Lens: String, CaseIterable, Sendable {
    case all, denied, partial, changed
    /// Where something was refused within the window.
    case refused
    /// All, those without traffic faint.
    case traffic

    /// Whether it shows every row and column.
    var showsAll: Bool { self == .all || self == .traffic }

    /// What it shows, in plain words.
    var words: String {
      switch self {
      case .all: "all cells"
      case .denied, .partial, .changed: "only \(rawValue) cells"
      case .refused: "only cells that are refused now"
      case .traffic: "cells without traffic are faint"
      }
    }
  }

  /// Matrices by another grouping.
  struct Regrouped: Sendable {
    var now: AccessMatrix
    var trial: AccessMatrix?
  }
}
