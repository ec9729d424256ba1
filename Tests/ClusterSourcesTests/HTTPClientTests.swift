import Foundation
import Synchronization
import Testing

@testable import ClusterSources

/// The HTTP client against a small server that answers well and badly.
@Suite struct HTTPClientTests {
  private let client = HTTPClient()

  @Test("an answer comes over TCP and over a unix socket") func anAnswerComes() throws {
    let files = try TemporaryFiles()
    try withServer("http_server", []) { port in
      let response = try client.response(to: HTTPGet("http://127.0.0.1:\(port)/plain"))
      #expect(response.head.status == 200)
      #expect(String(decoding: response.body, as: UTF8.self) == "hello")
    }
    let socket = files.path + "/s"
    try withServer("http_server", [socket]) { _ in
      let response = try client.response(to: HTTPGet("http://x/plain", unixSocket: socket))
      #expect(String(decoding: response.body, as: UTF8.self) == "hello")
    }
  }

  @Test("packed bodies are unpacked, and headers go both ways")
  func packedBodiesAreUnpackedAndHeadersGoBothWays() throws {
    try withServer("http_server", []) { port in
      let packed = try client.response(to: HTTPGet("http://127.0.0.1:\(port)/gzip"))
      #expect(packed.body == [UInt8](repeating: UInt8(ascii: "x"), count: 100_000))
      let asked = HTTPGet("http://127.0.0.1:\(port)/headers", headers: ["X-Question: why"])
      #expect(try client.response(to: asked).body == Array("why".utf8))
      let busy = try client.response(to: HTTPGet("http://127.0.0.1:\(port)/busy"))
      #expect(busy.head.status == 429)
      #expect(busy.head.retryAfter == .seconds(7))
    }
  }

  @Test(
    "a failure says what it is",
    arguments: [("cut", .cut), ("reset", .cut), ("hang", .timedOut), ("gzip", .tooLong)]
      as [(String, HTTPFailure.Cause)])
  func aFailureSaysWhatItIs(path: String, cause: HTTPFailure.Cause) throws {
    try withServer("http_server", []) { port in
      let request = HTTPGet(
        "http://127.0.0.1:\(port)/\(path)", responseTimeout: .milliseconds(300))
      let failure = caught(HTTPFailure.self) { try client.response(to: request, limit: 1000) }
      #expect(failure?.cause == cause)
    }
  }

  @Test("what cannot be asked is said") func whatCannotBeAskedIsSaid() throws {
    for (url, cause) in [
      ("http://127.0.0.1:1/", .refused), ("ftp://127.0.0.1/", .badAddress), ("", .badAddress),
    ] as [(String, HTTPFailure.Cause)] {
      let failure = caught(HTTPFailure.self) { try client.response(to: HTTPGet(url)) }
      #expect(failure?.cause == cause, "\(url)")
    }
    let socket = HTTPGet("http://x/", unixSocket: "/nowhere/s")
    #expect(caught(HTTPFailure.self) { try client.response(to: socket) }?.cause == .refused)
  }

  @Test("a stream comes part by part, beside other requests, until it is cancelled")
  func aStreamComesPartByPart() throws {
    try withServer("http_server", []) { port in
      let (events, continuation) = Channel<HTTPEvent>.make()
      let transfer = client.start(HTTPGet("http://127.0.0.1:\(port)/stream"), onEvent: continuation)
      guard case .head(let head) = events.next() else {
        Issue.record("no head came first")
        return
      }
      #expect(head.status == 200)
      var body: [UInt8] = []
      while body.count < 8, case .body(let part) = events.next() { body += part }
      #expect(String(decoding: body, as: UTF8.self) == "one\ntwo\n")
      let other = try client.response(to: HTTPGet("http://127.0.0.1:\(port)/plain"))
      #expect(other.head.status == 200)
      transfer.cancel()
      #expect(events.next() == .ended(HTTPFailure(.cancelled)))
    }
  }

  @Test("a client that is let go cancels what is under way") func aClientThatIsLetGoCancels() throws
  {
    try withServer("http_server", []) { port in
      let (events, continuation) = Channel<HTTPEvent>.make()
      var client: HTTPClient? = HTTPClient()
      client?.start(HTTPGet("http://127.0.0.1:\(port)/hang"), onEvent: continuation)
      client = nil
      #expect(events.next() == .ended(HTTPFailure(.cancelled)))
    }
  }
}

/// What another thread reports, to be taken one by one.
final class Channel<Element: Sendable>: Sendable {
  private let waiting = Mutex<[Element]>([])
  private let arrived = DispatchSemaphore(value: 0)

  /// A channel and the function that puts into it.
  static func make() -> (channel: Channel, put: @Sendable (Element) -> Void) {
    let channel = Channel()
    return (channel, channel.put)
  }

  private func put(_ element: Element) {
    waiting.withLock { $0.append(element) }
    arrived.signal()
  }

  /// Whether nothing waits.
  var isEmpty: Bool { waiting.withLock { $0.isEmpty } }

  /// The next element; nil when none comes for a long time.
  func next() -> Element? {
    guard arrived.wait(timeout: .now() + 30) == .success else { return nil }
    return waiting.withLock { $0.removeFirst() }
  }
}
