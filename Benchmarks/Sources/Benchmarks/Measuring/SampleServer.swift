import Foundation
import KubernetesSnapshot
import Synchronization

/// An API server of sample objects that costs next to nothing itself: its pages are made beforehand, and
/// what it reports to watches is written as it is given.
final class SampleServer: Sendable {
  /// Where it listens, on this machine.
  let port: UInt16
  private let listener: Int32
  private let lists: [String: SampleLists.List]
  private let pages: [String: [UInt8]]
  private let watches = Mutex<[String: [Int32]]>([:])

  private static let version = 50_000_000
  private static let pageSize = 500

  /// Serves a cluster from now on.
  ///
  /// - Throws: `BenchmarkError` when there is no port left.
  init(_ cluster: SampleLists) throws {
    lists = cluster.lists
    var pages: [String: [UInt8]] = [:]
    for (path, list) in lists {
      for start in stride(from: 0, through: max(0, list.objects.count - 1), by: Self.pageSize) {
        pages["\(path) \(start)"] = SampleLists.page(
          of: list, from: start, limit: Self.pageSize, version: Self.version)
      }
    }
    self.pages = pages
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 128) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    guard isListening else { throw BenchmarkError("no port is left") }
    port = UInt16(bigEndian: address.sin_port)
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        var one: Int32 = 1
        setsockopt(
          connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        Thread.detachNewThread { [self] in serve(connection) }
      }
    }
  }

  /// Writes a configuration for kubectl that leads here.
  func writeConfiguration(to path: String) throws {
    let text = """
      {"apiVersion": "v1", "kind": "Config", "current-context": "sample",
       "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:\(port)"}}],
       "users": [{"name": "u", "user": {}}],
       "contexts": [{"name": "sample", "context": {"cluster": "c", "user": "u"}}]}
      """
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Tells the watches of a kind that an object changed.
  func report(_ object: [UInt8], at path: String) {
    let line = Array("{\"type\":\"MODIFIED\",\"object\":".utf8) + object + Array("}\n".utf8)
    let chunk = Array("\(String(line.count, radix: 16))\r\n".utf8) + line + Array("\r\n".utf8)
    for connection in watches.withLock({ $0[path] ?? [] }) { _ = write(chunk, to: connection) }
  }

  /// How many watches there are of a kind.
  func watchCount(at path: String) -> Int { watches.withLock { $0[path]?.count ?? 0 } }

  private func serve(_ connection: Int32) {
    var bytes: [UInt8] = []
    var watched: String?
    while true {
      while let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        bytes.removeSubrange(..<end.upperBound)
        let target = head.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? parts[1].split(separator: "&") : []
        if query.contains("watch=1"), let path = parts.first, lists[path] != nil {
          watched = path
          respond("Transfer-Encoding: chunked", [], to: connection)
          watches.withLock { $0[path, default: []].append(connection) }
        } else {
          answer(parts.first ?? "", query, to: connection)
        }
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    if let watched { watches.withLock { $0[watched]?.removeAll { $0 == connection } } }
    close(connection)
  }

  private func answer(_ path: String, _ query: [Substring], to connection: Int32) {
    if lists[path] != nil {
      let start = query.first { $0.hasPrefix("continue=") }?.dropFirst(9) ?? "0"
      let page = pages["\(path) \(start)"] ?? []
      return respond("Content-Length: \(page.count)", page, to: connection)
    }
    let text: String
    var type = "application/json"
    switch path {
    case "/version": text = #"{"major":"1","minor":"34","gitVersion":"v1.34.0"}"#
    case "/api", "/apis":
      type += ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
      text = discovery(ofCore: path == "/api")
    default:
      text = #"{"kind":"Status","status":"Failure","reason":"NotFound","code":404}"#
      return respond(
        "Content-Length: \(text.utf8.count)", Array(text.utf8), code: 404, to: connection)
    }
    respond("Content-Length: \(text.utf8.count)", Array(text.utf8), type: type, to: connection)
  }

  private func respond(
    _ header: String, _ body: [UInt8], code: Int = 200, type: String = "application/json",
    to connection: Int32
  ) {
    let head = "HTTP/1.1 \(code) x\r\nContent-Type: \(type)\r\n\(header)\r\n\r\n"
    if write(Array(head.utf8), to: connection) { _ = write(body, to: connection) }
  }

  /// All kinds, with their versions, in one answer.
  private func discovery(ofCore isCore: Bool) -> String {
    var groups: [String: [String: [String]]] = [:]
    for list in lists.values where list.kind.group.isEmpty == isCore {
      let version = list.apiVersion.split(separator: "/").last.map(String.init) ?? ""
      let resource = """
        {"resource":"\(list.kind.plural)","singularResource":"\(list.kind.rawValue.lowercased())",
        "responseKind":{"group":"","version":"\(version)","kind":"\(list.kind.rawValue)"},
        "scope":"Namespaced","verbs":["get","list","watch"]}
        """
      groups[list.kind.group, default: [:]][version, default: []].append(resource)
    }
    let items = groups.map { group, versions in
      let texts = versions.map { version, resources in
        let all = resources.joined(separator: ",")
        return #"{"version":"\#(version)","freshness":"Current","resources":[\#(all)]}"#
      }
      return #"{"metadata":{"name":"\#(group)"},"versions":[\#(texts.joined(separator: ","))]}"#
    }
    return #"{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"#
      + #""items":[\#(items.joined(separator: ","))]}"#
  }

  /// Writes everything.
  ///
  /// - Returns: Whether there is somebody to read it.
  private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          connection, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}
