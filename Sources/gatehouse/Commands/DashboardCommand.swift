extension Command {
  /// The dashboard, which opens when no command is named.
  static let dashboard = Command(
    name: "", summary: "Who may talk to whom in a Linkerd mesh, and why.",
    words: "[COMMAND] [OPTIONS]",
    details: "Without a command, the dashboard opens.",
    groups: [.source, .dashboard, .names, .mesh, .general]
  ) { options, _ in
    if let word = options.words.first {
      throw CommandError.usage("the dashboard takes no words, found \"\(word)\"")
    }
    return try openDashboard(options)
  }
}

/// Opens the dashboard.
///
/// - Parameter options: What the command line asks for.
func openDashboard(_ options: Options) throws -> ExitCode {
  throw CommandError.input("the dashboard does not open yet; see gatehouse --help for commands")
}
