import CLibCurl

/// The client's thread: it starts requests, waits for any of them, and reports what happens.
struct HTTPLoop: ~Copyable {
  private let work: HTTPWork
  private let multi: UnsafeMutableRawPointer
  private var exchanges: [UnsafeMutableRawPointer: HTTPExchange] = [:]

  /// The library must be set up once, before any handle, and not on a thread that may still be at it
  /// when the program ends.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(_ work: HTTPWork) {
    self.work = work
    guard Self.isReady, let multi = curl_multi_init() else {
      fatalError("libcurl cannot be set up")
    }
    self.multi = multi
    work.setBell(multi)
  }

  deinit {
    work.setBell(nil)
    curl_multi_cleanup(multi)
  }

  /// Serves requests until the client is let go.
  mutating func run() {
    while true {
      let orders = work.takeOrders()
      for start in orders.starts { begin(start) }
      if orders.isClosed { return endAll() }
      for (easy, exchange) in exchanges where orders.cancelled.contains(exchange.id) {
        end(easy, HTTPFailure(.cancelled))
      }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      reportEnds()
      let wait = endLateOnes()
      curl_multi_poll(multi, nil, 0, wait, nil)
    }
  }

  private mutating func begin(_ start: HTTPWork.Start) {
    guard let easy = curl_easy_init() else {
      start.onEvent(.ended(HTTPFailure(.other, message: "no memory is left")))
      return
    }
    let exchange = HTTPExchange(start)
    exchanges[easy] = exchange
    exchange.prepare(easy)
    let code = curl_multi_add_handle(multi, easy)
    guard code == CURLM_OK else {
      return end(easy, HTTPFailure(.other, message: String(cString: curl_multi_strerror(code))))
    }
  }

  private mutating func reportEnds() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
        continue
      }
      end(easy, exchanges[easy]?.failure(code: message.pointee.data.result))
    }
  }

  /// Ends requests whose answer should have begun.
  ///
  /// - Returns: How many milliseconds there are until the next one should.
  private mutating func endLateOnes() -> Int32 {
    let now = ContinuousClock.now
    var next: Duration?
    for (easy, exchange) in exchanges {
      guard let deadline = exchange.responseDeadline else { continue }
      let left = now.duration(to: deadline)
      if left <= .zero {
        end(easy, HTTPFailure(.timedOut))
      } else {
        next = min(next ?? left, left)
      }
    }
    guard let next else { return .max }
    // Rounded up, so that it is due when the wait ends.
    return Int32(clamping: Int64((next / .milliseconds(1)).rounded(.up)))
  }

  private mutating func end(_ easy: UnsafeMutableRawPointer, _ failure: HTTPFailure?) {
    guard let exchange = exchanges.removeValue(forKey: easy) else { return }
    curl_multi_remove_handle(multi, easy)
    curl_easy_cleanup(easy)
    exchange.ended(failure)
  }

  private mutating func endAll() {
    for easy in exchanges.keys { end(easy, HTTPFailure(.cancelled)) }
  }
}
