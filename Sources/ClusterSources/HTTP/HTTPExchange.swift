import CLibCurl
import Foundation

/// One request and its answer, as the library reports it; it stays on the client's thread.
final class HTTPExchange {
  /// The request's number.
  let id: Int
  /// When the answer must have begun; nil once it has.
  private(set) var responseDeadline: ContinuousClock.Instant?

  private let request: HTTPGet
  private let onEvent: (HTTPEvent) -> Void
  private var head: HTTPHead?
  private var isHeadComplete = false
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(_ start: HTTPWork.Start) {
    id = start.id
    request = start.request
    onEvent = start.onEvent
    responseDeadline = .now + request.responseTimeout
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  /// Tells the library everything about the request; the exchange must outlive the handle.
  func prepare(_ easy: UnsafeMutableRawPointer) {
    for line in request.headers { headers = curl_slist_append(headers, line) }
    clibcurl_set_text(easy, CURLOPT_URL, request.url)
    clibcurl_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    clibcurl_set_long(easy, CURLOPT_HTTPGET, 1)
    clibcurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    clibcurl_set_long(easy, CURLOPT_BUFFERSIZE, 1 << 18)
    clibcurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    clibcurl_set_text(easy, CURLOPT_USERAGENT, "gatehouse")
    clibcurl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip")
    clibcurl_set_list(easy, CURLOPT_HTTPHEADER, headers)
    clibcurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    if let path = request.unixSocket {
      clibcurl_set_text(easy, CURLOPT_UNIX_SOCKET_PATH, path)
      // A proxy of the environment has no business between this program and a socket.
      clibcurl_set_text(easy, CURLOPT_PROXY, "")
    }
    clibcurl_set_long(
      easy, CURLOPT_CONNECTTIMEOUT_MS, Int(request.responseTimeout / .milliseconds(1)))
    if let timeout = request.timeout {
      clibcurl_set_long(easy, CURLOPT_TIMEOUT_MS, max(1, Int(timeout / .milliseconds(1))))
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    clibcurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    clibcurl_set_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      HTTPExchange.callback(bytes, size * count, context) { $0.receivedHeaderLine($1) }
    }
    clibcurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    clibcurl_set_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      HTTPExchange.callback(bytes, size * count, context) { $0.onEvent(.body(Array($1))) }
    }
  }

  private static func callback(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ body: (HTTPExchange, UnsafeRawBufferPointer) -> Void
  ) -> Int {
    guard let context else { return 0 }
    let exchange = Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
    body(exchange, UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }

  private func receivedHeaderLine(_ bytes: UnsafeRawBufferPointer) {
    guard !isHeadComplete else { return }  // a trailer
    let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    if line.hasPrefix("HTTP/") {
      let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      head = HTTPHead(status: status ?? 0)
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      head?.headers[line[..<colon].lowercased()] = value
    } else if line.isEmpty, let head, head.status >= 200 {
      isHeadComplete = true
      responseDeadline = nil
      onEvent(.head(head))
    }
  }

  /// What a result code of the library means; nil for success.
  func failure(code: CURLcode) -> HTTPFailure? {
    guard code != CURLE_OK else { return nil }
    let cause: HTTPFailure.Cause =
      switch code {
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badAddress
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unknownHost
      case CURLE_COULDNT_CONNECT: .refused
      case CURLE_PEER_FAILED_VERIFICATION: .untrusted
      case CURLE_SSL_CACERT_BADFILE: .noAuthorities
      case CURLE_SSL_CONNECT_ERROR: .tls
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR: .cut
      default: .other
      }
    let said = String(cString: errorText)
    return HTTPFailure(
      cause, message: said.isEmpty ? String(cString: curl_easy_strerror(code)) : said)
  }

  /// Reports the end.
  func ended(_ failure: HTTPFailure?) { onEvent(.ended(failure)) }
}
