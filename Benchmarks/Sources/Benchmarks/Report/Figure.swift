/// One line of a report: something measured, or the ratio of two such things.
struct Figure {
  /// What was measured.
  var what: String
  /// How much it is.
  var value: Double
  /// In what.
  var unit: Unit
  /// What it should be; nil for what is only there to be looked at.
  var budget: Budget?

  /// A figure from its parts.
  init(_ what: String, _ value: Double, _ unit: Unit, budget: Budget? = nil) {
    self.what = what
    self.value = value
    self.unit = unit
    self.budget = budget
  }

  /// What figures count.
  enum Unit: String {
    case milliseconds = "ms"
    case megabytes = "MB"
    case kilobytes = "KB"
    case times
    case perSecond = "/s"
  }
}

/// What a figure should be.
enum Budget {
  case atMost(Double)
  case atLeast(Double)

  /// Whether the figure keeps it.
  func holds(_ value: Double) -> Bool {
    switch self {
    case .atMost(let limit): value <= limit
    case .atLeast(let limit): value >= limit
    }
  }

  /// The part of the budget that is used up: above 1 it does not hold.
  func share(_ value: Double) -> Double {
    switch self {
    case .atMost(let limit): value / limit
    case .atLeast(let limit): limit / value
    }
  }
}

extension Cost {
  /// The two times as figures.
  func figures(_ what: String) -> [Figure] {
    [
      Figure("\(what), wall", wall * 1000, .milliseconds),
      Figure("\(what), CPU", processor * 1000, .milliseconds),
    ]
  }
}
