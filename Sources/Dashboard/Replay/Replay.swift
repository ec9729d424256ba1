/// A recording that is being played: which moment is shown, and how fast time goes.
///
/// Time is that of the recording, in seconds since 1970; the clock is the program's.
package struct Replay: Sendable, Hashable {
  /// When things happened, in order.
  package let times: [Double]
  /// The first moment at which there is something to be seen.
  package let start: Double
  /// The moment that is shown.
  package private(set) var time: Double
  /// Whether time stands still.
  package private(set) var isPaused = false
  /// How many seconds of the recording pass in one of the clock.
  package private(set) var speed = 1.0
  /// The clock when time last passed; nil before it ever did.
  private var clock: Double?
  /// How many things that happened the screens know of; what else is to be shown is asked for.
  private var known = 0

  /// The speeds.
  package static let speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64]

  /// A recording at its beginning, which begins to play.
  ///
  /// - Parameters:
  ///   - times: When things happened, in seconds since 1970, in order; not empty.
  ///   - start: The first moment at which there is something to be seen.
  package init(times: [Double], start: Double) {
    self.times = times
    self.start = start
    time = start
  }

  /// The last moment.
  package var end: Double { max(start, times.last ?? start) }

  /// How many things have happened by the moment that is shown.
  ///
  /// - Complexity: O(log *n*).
  package var count: Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Lets time pass.
  ///
  /// - Parameter clock: The program's clock.
  mutating func advance(to clock: Double) {
    let passed = self.clock.map { max(0, clock - $0) } ?? 0
    self.clock = clock
    guard !isPaused else { return }
    time = min(end, time + passed * speed)
    if time >= end { isPaused = true }
  }

  /// Lets the clock go without the recording until time passes again.
  mutating func rest() { clock = nil }

  /// Stops time, or lets it go on; at the end, it begins anew.
  mutating func togglePause() {
    if isPaused, time >= end { time = start }
    isPaused.toggle()
  }

  /// Goes to the next or the last moment at which something happened, and stops there.
  mutating func step(forwards: Bool) {
    isPaused = true
    let next =
      forwards ? times.first { $0 > time } : times.last { $0 < (times[..<count].last ?? start) }
    jump(to: next ?? (forwards ? end : start))
  }

  /// Goes faster or slower by one speed.
  mutating func changeSpeed(faster: Bool) {
    speed =
      (faster
        ? Self.speeds.first { $0 > speed } : Self.speeds.last { $0 < speed }) ?? speed
  }

  /// Goes to a moment, or as near to it as the recording comes.
  mutating func jump(to time: Double) { self.time = min(end, max(start, time)) }

  /// What the screens lack of what is to be shown, if anything.
  ///
  /// - Returns: How many things that happened they are to show, and whether from the beginning.
  mutating func takeNews() -> (count: Int, isAnew: Bool)? {
    let count = count
    guard count != known else { return nil }
    defer { known = count }
    return (count, count < known)
  }

  /// After how many seconds of the clock there is something new to be seen; nil while time stands still.
  var timeToChange: Double? {
    guard !isPaused else { return nil }
    let next = times.first { $0 > time } ?? end
    return min(speed > 1 ? 0.2 : 1, max(0.02, (next - time) / speed))
  }
}
