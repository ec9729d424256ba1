internal import CNcurses
internal import Glibc
package import TerminalUI

extension NcursesTerminal {
  /// Waits until something happens, and returns all that did.
  ///
  /// - Parameter timeout: How long to wait; for ever when nil.
  /// - Returns: The events in order; just `.tick` when the time is over.
  package mutating func events(timeout: Duration?) -> [InputEvent] {
    var waits = [device.descriptor, signals.descriptor, wakeup.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let ready = poll(&waits, nfds_t(waits.count), Self.milliseconds(timeout))
    if ready == 0 { return [.tick] }
    var events: [InputEvent] = []
    for signal in signals.drain() { handle(signal, &events) }
    if wakeup.drain() { events.append(.wakeup) }
    guard ready > 0, waits[0].revents != 0 else { return events }
    let gone = Int16(POLLHUP | POLLERR | POLLNVAL)
    if waits[0].revents & gone != 0 {
      events.append(.terminate(signal: SIGHUP))
      return events
    }
    events += decoder.drain()
    return events
  }

  private mutating func handle(_ signal: Int32, _ events: inout [InputEvent]) {
    switch signal {
    case SIGWINCH:
      fitWindow()
      events.removeAll { if case .resize = $0 { true } else { false } }
      events.append(.resize(size))
    case SIGTSTP: events.append(.suspend)
    case SIGCONT:
      comeBack()
      events.append(.resume)
    default: events.append(.terminate(signal: signal))
    }
  }

  private static func milliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    let (seconds, attoseconds) = timeout.components
    guard seconds < 1_000_000 else { return -1 }
    // Rounded up, or the loop would spin through the last millisecond.
    return Int32(
      max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
