import Foundation
import KubernetesSnapshot
import Testing

@testable import ClusterSources

@Suite struct SourceLoaderTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  private func problems(_ result: LoadResult) -> [String] { result.problemTexts(in: files.path) }

  @Test("one bad item among a thousand costs one object")
  func oneBadItemAmongAThousandCostsOneObject() throws {
    var items = (1...1000).map { pod("p\($0)") }
    items.insert(#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"bad"},"spec":tru}"#, at: 500)
    let text = "{\"kind\":\"List\",\"items\":[\n" + items.joined(separator: ",\n") + "]}"
    let result = try files.load("list.json", text)
    #expect(result.report.objects == [.pod: 1000])
    #expect(result.report.problems.count == 1)
    #expect(problems(result).first?.hasPrefix("list.json:502:") == true)
  }

  @Test("what comes before the cut of a truncated file is kept")
  func whatComesBeforeTheCutOfATruncatedFile() throws {
    let text = "{\"kind\":\"List\",\"items\":[\n\(pod("a")),\n\(pod("b")),\n{\"kind\":\"Po"
    let result = try files.load("cut.json", text)
    #expect(result.report.objects == [.pod: 2])
    #expect(
      problems(result) == [
        "cut.json:4:12: the input ends in the middle of the object that begins in line 4;"
          + " it may have been cut off"
      ])
  }

  @Test(
    "a Server with port 0 is named with its field and line",
    arguments: [("server.yaml", 8), ("server.json", 1)])
  func aServerWithPort0IsNamedWithIts(name: String, line: Int) throws {
    let yaml = """
      apiVersion: policy.linkerd.io/v1beta3
      kind: Server
      metadata:
        name: web
        namespace: mesh
      spec:
        podSelector: {}
        port: 0
      """
    let json =
      #"{"apiVersion":"policy.linkerd.io/v1beta3","kind":"Server","#
      + #""metadata":{"name":"web","namespace":"mesh"},"spec":{"podSelector":{},"port":0}}"#
    let result = try files.load(name, name.hasSuffix("yaml") ? yaml : json)
    let text = try #require(problems(result).first)
    #expect(text.hasPrefix("\(name):\(line):"))
    #expect(text.contains("Server mesh/web: spec.port: expected a number from 1 to 65535"))
    #expect(result.report.objects == [.server: 1])
  }

  @Test("a better reading of an object takes its problem away")
  func aBetterReadingOfAnObjectTakesItsProblem() throws {
    func server(_ version: String, _ selector: String) -> String {
      "---\napiVersion: policy.linkerd.io/\(version)\nkind: Server\n"
        + "metadata: {name: vm, namespace: mesh, resourceVersion: '7'}\n"
        + "spec: {port: 80\(selector)}\n"
    }
    let old = server("v1beta1", "")
    let new = server("v1beta3", ", externalWorkloadSelector: {}")
    for text in [old + new, new + old] {
      let result = try files.load("twins.yaml", text)
      #expect(result.report.problems == [])
      #expect(result.report.twins == 1)
    }
  }

  @Test(
    "what is no manifest is said so",
    arguments: [
      ([0xFF, 0xFE, 0x7B, 0x00] as [UInt8], "UTF-16"), ([0x7F, 0x45, 0x4C, 0x46, 0, 1], "binary"),
      ([0x1F, 0x8B, 8, 0], "gzip"), ([], "empty"), (Array("hello".utf8), "expected an object"),
    ])
  func whatIsNoManifestIsSaidSo(bytes: [UInt8], word: String) throws {
    let path = try files.write("input", bytes)
    let result = SourceLoader().load([.path(path)])
    #expect(result.report.problems.count == 1)
    #expect(result.report.problems.first?.message.contains(word) == true)
    #expect(result.report.objectCount == 0)
  }

  @Test("a byte order mark does no harm") func aByteOrderMarkDoesNoHarm() throws {
    let result = try files.load("bom.json", "\u{FEFF}" + pod("a"))
    #expect(result.report.objects == [.pod: 1])
    #expect(result.report.problems == [])
  }

  @Test("missing files and empty directories are errors, the rest is read")
  func missingFilesAndEmptyDirectoriesAreErrorsTheRest() throws {
    let good = try files.write("good.json", pod("a").utf8)
    _ = try files.write("empty/README.md", "x".utf8)
    let inputs = [good, files.path + "/absent.yaml", files.path + "/empty"]
    let result = SourceLoader().load(inputs.map { .path($0) })
    #expect(result.report.objects == [.pod: 1])
    #expect(
      problems(result) == [
        "absent.yaml: there is no such file or directory",
        "empty: the directory has no .yaml, .yml or .json file",
      ])
  }

  @Test("directories are read whole, links in a circle once, hidden files not at all")
  func directoriesAreReadWholeLinksInACircleOnce() throws {
    _ = try files.write("b/pod.yml", "{apiVersion: v1, kind: Pod, metadata: {name: b}}".utf8)
    _ = try files.write(
      "a.json", "# YAML in truth\napiVersion: v1\nkind: Pod\nmetadata: {name: a}".utf8)
    _ = try files.write("c.yaml", pod("c").utf8)
    _ = try files.write(".hidden.yaml", pod("d").utf8)
    try FileManager.default.createSymbolicLink(
      atPath: files.path + "/b/loop", withDestinationPath: files.path)
    let result = SourceLoader().load([.path(files.path)])
    #expect(result.report.objects == [.pod: 3])
    #expect(result.report.problems == [])
  }

  @Test("a List in YAML is read item by item") func aListInYAMLIsReadItemByItem() throws {
    let yaml = """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a}}
      - apiVersion: v1
        kind: PodList
        items:
        - metadata: {name: b}
      - 7
      """
    let result = try files.load("list.yaml", yaml)
    #expect(result.report.objects == [.pod: 2])
    #expect(result.report.problems.map(\.position?.line) == [9])
  }

  @Test("other ConfigMaps and Secrets leave no trace") func otherConfigMapsAndSecretsLeaveNoTrace()
    throws
  {
    let yaml = """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: app}, data: {password: hunter2}}
      ---
      {apiVersion: v1, kind: Secret, metadata: {name: s}, data: {password: hunter2}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: linkerd-config, namespace: linkerd}
      data:
        values: |
          clusterNetworks: 10.0.0.0/8
          proxy: {defaultInboundPolicy: deny}
      """
    let result = try files.load("config.yaml", yaml)
    #expect(result.report.ignored == ["v1 ConfigMap": 1, "v1 Secret": 1])
    #expect(!"\(result)".contains("hunter2"))
    let id = ResourceID(kind: .configMap, namespace: "linkerd", name: "linkerd-config")
    guard case .configMap(let config) = result.snapshot[id] else {
      Issue.record("linkerd-config is not there")
      return
    }
    #expect(config.values?.clusterNetworks == "10.0.0.0/8")
    #expect(config.values?.proxy?.defaultInboundPolicy == "deny")
  }

  @Test("loading stops when it is told to") func loadingStopsWhenItIsToldTo() throws {
    let text = (1...20000).map { pod("p\($0)") }.joined(separator: "\n")
    let path = try files.write("many.json", text.utf8)
    let result = SourceLoader(isCancelled: { true }).load([.path(path)])
    #expect(result.report.objectCount < 20000)
  }
}
