import ClusterSources
import Foundation
import Testing

@Suite struct YAMLTests {
  private func json(_ yaml: String) -> [String] {
    YAMLDocuments.read(Data(yaml.utf8), source: "test").documents
      .map { String(decoding: $0.json, as: UTF8.self) }
  }

  private func problems(_ yaml: String) -> [String] {
    YAMLDocuments.read(Data(yaml.utf8), source: "test").problems.map(\.description)
  }

  /// Each of these was given to kubectl, which printed the same.
  @Test(
    "scalars, keys and merges mean what they mean to kubectl",
    arguments: [
      (
        "[y, n, yes, No, ON, off, TRUE, 'yes', \"n\"]",
        #"[true,false,true,false,true,false,true,"yes","n"]"#
      ),
      ("[010, 0o10, 0x1F, 0b101, 1_000, +12, -3, 0777, -0x1F]", "[8,8,31,5,1000,12,-3,511,-31]"),
      ("[1e3, 1.5, .5, 1., 12e03, +.5, 08]", "[1000,1.5,0.5,1,12000,0.5,8]"),
      ("[0o8, 1:30, 0x, _1, 2001-01-01, nULL]", #"["0o8","1:30","0x","_1","2001-01-01","nULL"]"#),
      ("[~, null, Null, ]", "[null,null,null]"),
      ("[!!str 123, !!int \"3\", !foo 3]", #"["123",3,"3"]"#),
      ("{1: a, yes: b}", #"{"1":"a","true":"b"}"#),
      ("{f: &x {p: 1, q: 2}, g: {p: 9, <<: *x}}", #"{"f":{"p":1,"q":2},"g":{"p":1,"q":2}}"#),
      ("{f: &x {p: 1, q: 2}, h: {<<: *x, p: 9}}", #"{"f":{"p":1,"q":2},"h":{"p":9,"q":2}}"#),
    ])
  func scalarsKeysAndMergesMeanWhatTheyMeanTo(yaml: String, expected: String) {
    #expect(json(yaml) == [expected])
  }

  @Test("texts keep what JSON has to escape") func textsKeepWhatJSONHasToEscape() throws {
    let text = try #require(json("a: \"\\t\\\"\\\\\\x01é\"\nb: |\n  x\n  y\n").first)
    let value = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    #expect(value == ["a": "\t\"\\\u{1}é", "b": "x\ny\n"])
  }

  @Test("a broken document leaves the others as they are")
  func aBrokenDocumentLeavesTheOthersAsTheyAre() {
    let yaml =
      "# first\n---\na: 1\n---\nb: [\n---\nc: 3\n...\n%YAML 1.1\n---\nd: |\n  --- no marker\n"
    #expect(json(yaml) == [#"{"a":1}"#, #"{"c":3}"#, #"{"d":"--- no marker\u000a"}"#])
    #expect(problems(yaml).count == 1)
    #expect(problems(yaml).first?.hasPrefix("test:6:1: document 2: ") == true)
  }

  @Test("a tab is called a tab") func aTabIsCalledATab() {
    #expect(
      problems("a:\n  b: 1\n\tc: 2\n") == [
        "test:3:1: found a tab; YAML is indented with spaces only"
      ])
  }

  @Test("a key that occurs twice is said, and the last one counts")
  func aKeyThatOccursTwiceIsSaidAndThe() {
    let result = YAMLDocuments.read(Data("a: 1\nb: 2\na: 3\n".utf8), source: "test")
    #expect(result.problems.map(\.severity) == [.warning])
    #expect(result.problems.first?.position == .init(line: 3, column: 1))
    #expect(json("a: 1\nb: 2\na: 3\n") == [#"{"a":3,"b":2}"#])
  }

  @Test("aliases cannot blow a document up") func aliasesCannotBlowADocumentUp() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let names = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(problems(bomb).first?.contains("repeat too much") == true)
    #expect(problems("a: &a [*a]\n").first?.contains("contains itself") == true)
    #expect(problems(String(repeating: "[", count: 5000)).count == 1)
  }

  @Test("fields are found again, also those with dots in their names")
  func fieldsAreFoundAgainAlsoThoseWithDotsIn() throws {
    let yaml =
      "metadata:\n  annotations:\n    linkerd.io/inject: 1\nspec:\n  ports:\n  - a: 1\n  - b: 2\n"
    let document = try #require(YAMLDocuments.read(Data(yaml.utf8), source: "").documents.first)
    #expect(document.position(of: "metadata.annotations.linkerd.io/inject").line == 3)
    #expect(document.position(of: "spec.ports[1].b").line == 7)
    #expect(document.position(of: "spec.ports[1].absent").line == 7)
  }
}
