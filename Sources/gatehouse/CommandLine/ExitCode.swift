/// How a command ends, for scripts.
enum ExitCode: Int32, Sendable {
  /// Yes: allowed, no findings, everything printed.
  case yes = 0
  /// No: denied, or a test failed.
  case no = 1
  /// The input could not be read or understood, in whole or in part.
  case badInput = 2
  /// The command was called in a way that it does not know.
  case usage = 64
  /// The cluster is out of reach.
  case noCluster = 69
  /// The result could not be written.
  case noOutput = 74
}
