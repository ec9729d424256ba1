import Foundation

/// What some work took, in seconds.
struct Cost {
  /// By the clock on the wall.
  var wall: Double
  /// By all processors together, for the program and for the system on its behalf.
  var processor: Double

  /// Does some work over and over, at least five times and for half a second, but no longer than it
  /// takes to be done two hundred times.
  ///
  /// - Parameter work: The work; what it returns is thrown away.
  /// - Returns: The medians.
  static func median<Result>(of work: () throws -> Result) rethrows -> Cost {
    var costs: [Cost] = []
    let start = Clock.wall
    while costs.count < 5 || (Clock.wall - start < 0.5 && costs.count < 200) {
      let before = Cost(wall: Clock.wall, processor: Clock.processor)
      let result = try work()
      // The result is there; what it costs to let go of it is not part of the work.
      withExtendedLifetime(result) {
        costs.append(
          Cost(wall: Clock.wall - before.wall, processor: Clock.processor - before.processor))
      }
    }
    return median(costs)
  }

  /// The medians of some measurements.
  static func median(_ costs: [Cost]) -> Cost {
    Cost(wall: costs.map(\.wall).median, processor: costs.map(\.processor).median)
  }
}

/// The system's clocks, in seconds.
enum Clock {
  /// Time that passes.
  static var wall: Double { read(CLOCK_MONOTONIC) }
  /// Processor time of this process.
  static var processor: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

  /// What a clock says.
  static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; 0 of none.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    return (sorted[count / 2] + sorted[(count - 1) / 2]) / 2
  }
}
