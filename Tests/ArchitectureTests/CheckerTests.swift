import Testing

/// Shows that the rules of the house can be broken, and that breaking them is seen.
@Suite("The checkers of the house")
struct CheckerTests {
  @Test("An import against the arrows is found, whatever its form")
  func forbiddenImports() {
    let source = """
      import Foundation
      @preconcurrency package import NcursesTerminal
      public import struct Dashboard.Frame
      import Glibc
      """
    #expect(
      SourceRules.forbiddenImports(in: source, of: "KubernetesSnapshot")
        == ["NcursesTerminal", "Dashboard", "Glibc"])
    #expect(SourceRules.forbiddenImports(in: source, of: "gatehouse").isEmpty)
    #expect(SourceRules.forbiddenImports(in: "import CNcurses", of: "gatehouse") == ["CNcurses"])
  }

  @Test("An import in a comment or a text is none")
  func noImports() {
    let source = #"""
      // import A
      /* import B
      import C /* import D */
      import E */
      let help = """
        import F
        """
      let name = "\(names["x"] ?? "import G")"
      import H
      """#
    #expect(SourceRules.imports(of: source) == ["H"])
  }

  @Test("An escape needs a comment on its line or above")
  func escapes() {
    let source = """
      let a = try! load()
      final class Box: @unchecked Sendable {}
      // The lock proves it.
      final class Lock: @unchecked Sendable {}
      nonisolated(unsafe) var b = 0
      nonisolated(unsafe) var c = 0  // set once, before any thread starts
      let text = "try!"
      """
    #expect(
      SourceRules.unprovenEscapes(in: source)
        == ["line 1: try!", "line 2: @unchecked Sendable", "line 5: nonisolated(unsafe)"])
  }

  @Test("A file may have 600 lines, not more")
  func length() {
    #expect(!SourceRules.isTooLong(String(repeating: "\n", count: 600)))
    #expect(SourceRules.isTooLong(String(repeating: "\n", count: 601)))
  }

  @Test("A stranger at the top level is seen; a dotfile is not one")
  func topLevel() {
    let entries = ["Sources", ".gitignore", "Utils", "Package.swift", "notes.txt"]
    #expect(SourceRules.strangers(amongTopLevel: entries) == ["Utils", "notes.txt"])
  }

  @Test("A manifest's arrows are read; tests are not rooms")
  func manifest() throws {
    let manifest = try PackageManifest(
      """
      targets: [
        .target(name: "A"),
        // .target(name: "Commented", dependencies: ["A"]),
        .target(
          name: "B",
          dependencies: [
            "A", "C",
          ]),
        .systemLibrary(name: "C", providers: [.apt(["libc-dev"])]),
        .testTarget(name: "BTests", dependencies: ["A", "B"]),
      ]
      """)
    #expect(manifest.arrows == ["A": [], "B": ["A", "C"], "C": []])
  }

  @Test(
    "A manifest that hides an arrow is refused",
    arguments: [
      #".target(name: "A", dependencies: [.product(name: "NIO", package: "swift-nio")])"#,
      #".package(url: "https://example.org/a", from: "1.0.0"), .target(name: "A")"#,
      #".target(name: "A", dependencies: everything)"#,
      #".target(name: "A", dependencies: ["B"] + more)"#,
      #".target(name: "A"), .target(name: "A", dependencies: ["B"])"#,
      #"let package = Package(name: "empty")"#,
    ])
  func hiddenArrow(text: String) {
    #expect(throws: PackageManifest.Unreadable.self) { try PackageManifest(text) }
  }
}
