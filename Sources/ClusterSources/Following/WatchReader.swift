import Foundation
import KubernetesSnapshot

/// Cuts a watch's stream into its events, wherever the stream is cut into parts.
struct WatchReader {
  private var line: [UInt8] = []
  private var isGarbled = false
  private let decoder = ResourceDecoder()

  /// No object is this large; what is goes on without end and is no event.
  private static let longestLine = 1 << 25

  /// Takes the next bytes.
  ///
  /// - Parameter bytes: The bytes.
  /// - Returns: The events that are complete now, and whether something came that is none; whatever
  ///   follows that cannot be trusted, and is not read.
  mutating func take(_ bytes: [UInt8]) -> (events: [WatchEvent], isGarbled: Bool) {
    var events: [WatchEvent] = []
    var rest = bytes[...]
    while !isGarbled, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      line += rest[..<end]
      rest = rest[(end + 1)...]
      defer { line.removeAll(keepingCapacity: true) }
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      if let event = decoder.decodeWatchEvent(Data(line)) {
        events.append(event)
      } else {
        isGarbled = true
      }
    }
    line += rest
    if line.count > Self.longestLine { isGarbled = true }
    return (events, isGarbled)
  }
}
