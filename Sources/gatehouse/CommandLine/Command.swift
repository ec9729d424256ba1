/// One subcommand, or the dashboard: its help and what it runs.
struct Command: Sendable {
  /// Its name; empty for the dashboard, which needs none.
  let name: String
  /// What it does, in a line.
  let summary: String
  /// Its words in the usage line.
  let words: String
  /// What else the help says; empty for nothing.
  let details: String
  /// Its options, by heading.
  let groups: [OptionGroup]
  /// Runs it.
  let run: @Sendable (Options, inout StandardOutput) throws -> ExitCode

  /// All options, with those that every command has.
  var options: [OptionDefinition] { groups.flatMap(\.options) }

  /// How messages speak of it.
  var title: String { name.isEmpty ? "the dashboard" : "gatehouse \(name)" }
}

extension Command {
  /// The commands by name, in the order of the help.
  static var all: [Command] {
    [matrix, explain, policy, test, traffic, watch, keys, help, printVersion]
  }

  /// The options of all commands; those of one name are read alike by each.
  static var allOptions: [OptionDefinition] { ([dashboard] + all).flatMap(\.options) }
}
