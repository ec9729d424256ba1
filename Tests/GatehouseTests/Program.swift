import Foundation
import Testing

/// The built program, run in a folder of its own with the files of a test.
final class Program {
  /// What a run ended with.
  struct Result {
    var output: String
    var errors: String
    var code: Int32

    /// The lines of the standard output, without blanks at their ends.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The standard output, read as JSON.
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONDecoder().decode(type, from: Data(output.utf8))
    }
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gatehouse-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file, and returns its name.
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Data(text.utf8))
  }

  /// Writes a file, and returns its name.
  func file(_ name: String, _ data: Data) throws -> String {
    try data.write(to: folder.appendingPathComponent(name))
    return name
  }

  /// Runs the program that was built beside the tests.
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  /// Runs the program that was built beside the tests.
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let process = Process()
    process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("gatehouse")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // A crash shall end at once; the tests only tell that it was one.
    process.environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
    ].merging(environment) { $1 }
    let output = try handle("stdout"), errors = try handle("stderr")
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = try FileHandle(
      forReadingFrom: folder.appendingPathComponent(try file("stdin", input)))
    try process.run()
    process.waitUntilExit()
    return Result(
      output: try text("stdout"), errors: try text("stderr"), code: process.terminationStatus)
  }

  private func handle(_ name: String) throws -> FileHandle {
    let url = folder.appendingPathComponent(name)
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }
}
