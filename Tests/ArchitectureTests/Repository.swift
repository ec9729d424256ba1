import Foundation

/// The package's own files, as the tests find them.
struct Repository {
  let root: URL

  /// The checkout that this file was compiled from.
  static let own = Repository(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())

  /// The text of a file, by its path from the root.
  func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The Swift files below a folder, by their paths from the root, sorted; build folders left out.
  func swiftFiles(below folder: String) -> [String] {
    let start = root.appending(path: folder).path
    let entries = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return
      entries
      .filter { $0.hasSuffix(".swift") && !$0.split(separator: "/").contains(".build") }
      .map { "\(folder)/\($0)" }
      .sorted()
  }

  /// The names at the top level that git tracks, or all of them where there is no git checkout.
  func topLevelEntries() throws -> Set<String> {
    guard FileManager.default.fileExists(atPath: root.appending(path: ".git").path) else {
      return Set(try FileManager.default.contentsOfDirectory(atPath: root.path))
    }
    let git = Process()
    let output = Pipe()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = ["git", "-c", "safe.directory=*", "-C", root.path, "ls-files"]
    git.standardOutput = output
    try git.run()
    let listing = try output.fileHandleForReading.readToEnd() ?? Data()
    git.waitUntilExit()
    return Set(
      String(decoding: listing, as: UTF8.self).split(separator: "\n")
        .compactMap { $0.split(separator: "/").first.map(String.init) })
  }
}
