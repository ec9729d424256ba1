/// Why a command cannot go on: what standard error says, and how the program ends.
struct CommandError: Error {
  /// What is wrong, and what was expected.
  var message: String
  /// How the program ends.
  var exitCode: ExitCode

  /// Wrong usage.
  static func usage(_ message: String) -> CommandError {
    CommandError(message: message, exitCode: .usage)
  }

  /// A name that the input does not have, or input that cannot be used.
  static func input(_ message: String) -> CommandError {
    CommandError(message: message, exitCode: .badInput)
  }
}
