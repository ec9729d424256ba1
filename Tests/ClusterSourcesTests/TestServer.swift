import Foundation
import Testing

/// Runs a server of the tests, written in Python, for as long as something is done with it.
///
/// - Parameters:
///   - script: The name of the script.
///   - arguments: Its arguments.
///   - body: What to do; it gets the port that the server listens on.
/// - Returns: What the body returns.
/// - Throws: What the body throws, or a failed requirement when there is no server.
func withServer<Result>(
  _ script: String, _ arguments: [String], _ body: (_ port: Int) throws -> Result
) throws -> Result {
  let path = try #require(Bundle.module.path(forResource: script, ofType: "py"))
  let (input, output) = (Pipe(), Pipe())
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", path] + arguments
  process.standardInput = input
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  // It leaves when its standard input ends.
  defer {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
  let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
  return try body(try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines))))
}
