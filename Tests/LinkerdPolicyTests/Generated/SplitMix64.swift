/// A small generator of pseudo-random numbers: the same seed gives the same numbers everywhere.
///
/// The standard library's own ways of drawing from a generator may change between releases, so the
/// few that are needed are here.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// A number from 0 up to, but without, a bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Whether something happens that happens so often in a hundred times.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of some values; each of them is as likely as another.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// Some of the values, each with a chance of its own, in their order.
  mutating func some<Value>(_ values: [Value], percent: Int) -> [Value] {
    values.filter { _ in chance(percent) }
  }

  /// The values in another order.
  mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for index in values.indices.reversed() where index > 0 {
      values.swapAt(index, below(index + 1))
    }
    return values
  }
}
