/// One HTTP request, as it reaches the proxy.
public struct HTTPRequest: Hashable, Sendable {
  /// The method.
  public var method: String
  /// The path with its query, exactly as sent.
  public var path: String
  /// The authority that the client names; nil when it names none.
  public var host: String?
  /// The headers, in order; names are compared without case.
  public var headers: [Header]

  /// One header line.
  public struct Header: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A header from its parts.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A request from its parts.
  public init(
    method: String = "GET", path: String = "/", host: String? = nil, headers: [Header] = []
  ) {
    self.method = method
    self.path = path
    self.host = host
    self.headers = headers
  }

  /// The path alone, raw, up to the query (`R-18`).
  var pathComponent: String {
    let end = path.firstIndex { $0 == "?" || $0 == "#" } ?? path.endIndex
    return end == path.startIndex ? "/" : String(path[..<end])
  }

  /// The values of a header.
  func values(of name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// The query's parameters, decoded as a form.
  var queryParameters: [(name: String, value: String)] {
    let sent = path.prefix { $0 != "#" }
    guard let start = sent.firstIndex(of: "?") else { return [] }
    let query = sent[sent.index(after: start)...]
    return query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.formDecoded(parts[0]), parts.count == 2 ? Self.formDecoded(parts[1]) : "")
    }
  }

  /// Whether the client expects a gRPC status in the answer.
  public var isGRPC: Bool {
    values(of: "content-type").contains { $0.hasPrefix("application/grpc") }
  }

  private static func formDecoded(_ text: Substring) -> String {
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 48...57: byte - 48
      case 65...70: byte - 55
      case 97...102: byte - 87
      default: nil
      }
    }
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
        index += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
