import Foundation
import Testing

/// Broken input: a message with its place, exit code 2, and the rest is shown.
@Suite struct BrokenInputTests {
  private let pod = """
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop"},
    "spec":{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}}
    """

  /// Runs the matrix on a file beside a good one; the good one must still be shown.
  private func errors(_ name: String, _ data: Data) throws -> String {
    let program = try Program()
    let result = try program.run(
      "matrix", "-f", program.file(name, data), "-f", program.file("good.json", pod), "-ocsv")
    #expect(result.code == 2)
    #expect(result.lines.first == "client,shop/default")
    return result.errors
  }

  @Test func truncatedJSON() throws {
    let list = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n\(pod),\n\(pod.prefix(40))"
    let errors = try errors("cut.json", Data(list.utf8))
    #expect(errors.hasPrefix("gatehouse: cut.json:4"))
  }

  @Test func tabInYAML() throws {
    let yaml = "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: p\n"
    let errors = try errors("tab.yaml", Data(yaml.utf8))
    #expect(errors.hasPrefix("gatehouse: tab.yaml:4"))
    #expect(errors.contains("tab"))
  }

  @Test func binaryFile() throws {
    let errors = try errors("photo.yaml", Data([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3, 0xFF]))
    #expect(errors.hasPrefix("gatehouse: photo.yaml: "))
  }

  @Test func serverWithPortZero() throws {
    let server = """
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata: {name: web, namespace: shop}
      spec: {podSelector: {}, port: 0}
      """
    let errors = try errors("server.yaml", Data(server.utf8))
    #expect(errors.contains("server.yaml"))
    #expect(errors.contains("Server shop/web"))
    #expect(errors.contains("spec.port"))
  }

  @Test func oneBadItemAmongAThousand() throws {
    let program = try Program()
    var items = (0..<1000).map { number in
      "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"a\(number)\",\"namespace\":\"shop\"}}"
    }
    items.append(pod.replacingOccurrences(of: "\n", with: ""))
    items[500] =
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":7,\"namespace\":\"shop\"}}"
    let list =
      "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[\n\(items.joined(separator: ",\n"))\n]}"
    let result = try program.run("matrix", "-f", program.file("list.json", list), "-ocsv")
    #expect(result.code == 2)
    #expect(result.lines.first == "client,shop/default")
    #expect(result.errors.hasPrefix("gatehouse: list.json:502"))
    #expect(result.errors.contains("metadata.name"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func nothingToRead() throws {
    let program = try Program()
    try FileManager.default.createDirectory(
      at: program.folder.appendingPathComponent("empty"), withIntermediateDirectories: true)
    for name in ["empty", "missing.yaml"] {
      let result = try program.run("matrix", "-f", name)
      #expect(result.code == 2)
      #expect(result.output == "")
      #expect(result.errors.hasPrefix("gatehouse: \(name): "))
    }
    let nothing = try program.run("matrix", "-f", "-")
    #expect(nothing.code == 2)
  }
}
