import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

@Suite struct JSONItemScannerTests {
  /// The items of a text that comes in two parts.
  private func items(_ text: [UInt8], cutAt cut: Int) throws -> [String] {
    var scanner = JSONItemScanner()
    var result: [String] = []
    for part in [text[..<cut], text[cut...]] {
      try scanner.scan(part)
      let batch = scanner.takeBatch(of: "test")
      for item in batch.items {
        let json = String(decoding: batch.bytes[item.range], as: UTF8.self)
        result.append("\(item.line) \(item.apiVersion ?? "-") \(item.kind ?? "-") \(json)")
      }
    }
    try scanner.finish()
    return result
  }

  @Test(
    "where the chunks are cut makes no difference",
    arguments: [
      #"{"kind":"List","apiVersion":"v1","items":[{"kind":"A","s":"}\"]\\"},{"kind":"B","o":{"x":[{}]}}]}"#,
      #"{"apiVersion":"v1","items":[{"metadata":{"name":"é\\"}},{"metadata":{}}],"kind":"PodList"}"#,
      "{\"kind\":\"Pod\",\n \"n\": -1.5e3}\n{\"kind\":\"Pod\"} [{\"kind\":\"A\"},\n{\"kind\":\"B\"}]\n---\n{}",
      #"{"kind":"List","items":[{"kind":"List","items":[{"kind":"A"}]},{"kind":"PodList","apiVersion":"v1","items":[{}]}]}"#,
    ])
  func whereTheChunksAreCutMakesNoDifference(text: String) throws {
    let bytes = Array(text.utf8)
    let whole = try items(bytes, cutAt: 0)
    #expect(whole.count >= 2)
    for cut in bytes.indices { #expect(try items(bytes, cutAt: cut).sorted() == whole.sorted()) }
  }

  @Test("items of a typed list take its type, also when the list says it last")
  func itemsOfATypedListTakeItsTypeAlso() throws {
    let last = #"{"apiVersion":"v1","items":[{"a":1},{"kind":"B"}],"kind":"PodList"}"#
    #expect(
      try items(Array(last.utf8), cutAt: 0).sorted() == [
        #"1 - - {"kind":"B"}"#, #"1 v1 Pod {"a":1}"#,
      ])
  }

  @Test("a page says which page comes next") func aPageSaysWhichPageComesNext() throws {
    var scanner = JSONItemScanner()
    try scanner.scan(
      #"{"items":[],"kind":"PodList","metadata":{"continue":"abc","remainingItemCount":7,"resourceVersion":"9"}}"#
        .utf8)
    #expect(scanner.lists == [.init(continuation: "abc", remaining: 7, resourceVersion: "9")])
  }

  @Test(
    "what is no JSON is named with its place",
    arguments: [
      ("{\"kind\":\"List\",\n\"items\":[{\"kind\":\"A\"}\n{", 3, "expected `,` or `]`, found `{`"),
      ("{\"a\":1]", 1, "expected `,` or `}`, found `]`"),
      ("{a:1}", 1, "expected a key in quotes, found `a`"),
      ("\n\nhello", 3, "expected an object or a list, found `h`"),
    ])
  func whatIsNoJSONIsNamedWithItsPlace(text: String, line: Int, message: String) {
    var scanner = JSONItemScanner()
    let failure = caught(JSONItemScanner.Failure.self) { try scanner.scan(text.utf8) }
    #expect(failure?.position.line == line)
    #expect(failure?.message == message)
  }

  @Test("lists nested without end are refused") func listsNestedWithoutEndAreRefused() {
    var scanner = JSONItemScanner()
    #expect(throws: JSONItemScanner.Failure.self) {
      try scanner.scan(String(repeating: "[", count: 100_000).utf8)
    }
  }
}
