/// What a benchmark found.
struct BenchmarkReport {
  /// The benchmark's name.
  var name: String
  /// What it is about.
  var summary: String
  /// What it found.
  var figures: [Figure]
}

extension BenchmarkReport: Encodable {
  private enum CodingKeys: String, CodingKey { case name, summary, figures }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    try fields.encode(summary, forKey: .summary)
    try fields.encode(figures, forKey: .figures)
  }
}

extension Figure: Encodable {
  private enum CodingKeys: String, CodingKey { case what, value, unit, atMost, atLeast, holds }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(what, forKey: .what)
    try fields.encode(value, forKey: .value)
    try fields.encode(unit.rawValue, forKey: .unit)
    guard let budget else { return }
    switch budget {
    case .atMost(let limit): try fields.encode(limit, forKey: .atMost)
    case .atLeast(let limit): try fields.encode(limit, forKey: .atLeast)
    }
    try fields.encode(budget.holds(value), forKey: .holds)
  }
}
