/// Why the screen could not be opened.
package enum TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no controlling terminal, as in a pipeline of CI; with the system's reason.
  case noTerminal(String)
  /// terminfo does not know `TERM`; empty when it is not set.
  case unknownTerminal(String)
  /// The terminal cannot place its cursor, such as `dumb`.
  case incapableTerminal(String)
  /// The system refused a pipe; with its reason.
  case noPipe(String)

  /// A sentence that says what to do.
  package var description: String {
    switch self {
    case .noTerminal(let reason):
      "the dashboard needs a terminal, and there is none (\(reason))"
    case .unknownTerminal(""):
      "the environment variable TERM is not set; try TERM=xterm-256color"
    case .unknownTerminal(let name):
      "the terminal type '\(name)' (TERM) is not known here; try TERM=xterm-256color"
    case .incapableTerminal(let name):
      "the terminal type '\(name)' (TERM) cannot place its cursor, which the dashboard needs"
    case .noPipe(let reason):
      "the system gave no pipe (\(reason))"
    }
  }
}
