import ClusterSources
import Foundation
import Testing

/// A directory of a test, gone when the test is.
final class TemporaryFiles {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "gatehouse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a configuration for kubectl that names a server on this machine, and gives its path.
  ///
  /// - Parameters:
  ///   - port: The server's port.
  ///   - user: Who the user is, as kubectl's configuration says it.
  ///   - certificate: The file with the server's certificate; nil where it has none, and gets no
  ///     credentials from kubectl.
  /// - Returns: The file's path.
  /// - Throws: What reading or writing files throws.
  func kubeconfig(
    port: Int, user: String = #"{"token": "good"}"#, certificate: String? = nil
  ) throws -> String {
    var cluster = #""server": "http://127.0.0.1:\#(port)""#
    if let certificate {
      let text = try Data(contentsOf: URL(fileURLWithPath: certificate)).base64EncodedString()
      cluster =
        #""server": "https://127.0.0.1:\#(port)", "certificate-authority-data": "\#(text)""#
    }
    let config = """
      {"apiVersion": "v1", "kind": "Config", "current-context": "test",
       "clusters": [{"name": "c", "cluster": {\(cluster)}}],
       "users": [{"name": "u", "user": \(user)}],
       "contexts": [{"name": "test", "context": {"cluster": "c", "user": "u"}}]}
      """
    return try write("kubeconfig", config.utf8)
  }

  /// Writes a file and loads it.
  func load(_ name: String, _ text: String) throws -> LoadResult {
    SourceLoader().load([.path(try write(name, text.utf8))])
  }
}

/// JSON of a pod.
func pod(_ name: String, typed: Bool = true) -> String {
  let type = typed ? #""apiVersion":"v1","kind":"Pod","# : ""
  return "{\(type)\"metadata\":{\"name\":\"\(name)\",\"namespace\":\"mesh\"},\"spec\":{}}"
}

extension LoadResult {
  /// The problems as they are printed, without the directory of the test.
  func problemTexts(in directory: String) -> [String] {
    report.problems.map { $0.description.replacingOccurrences(of: directory + "/", with: "") }
  }
}

/// The error of a type that something throws; nil, and a failed test, when it throws none.
func caught<Failure: Error, Value>(
  _ type: Failure.Type, _ body: () throws -> Value
) -> Failure? {
  do {
    _ = try body()
    Issue.record("nothing was thrown")
    return nil
  } catch {
    #expect(error is Failure)
    return error as? Failure
  }
}
