extension Command {
  /// Prints the help of a command.
  static let help = Command(
    name: "help", summary: "Print the help of a command.", words: "[COMMAND]", details: "",
    groups: [.general]
  ) { options, output in
    guard let name = options.words.first else {
      output.print(Help.text(of: .dashboard, program: Program.calledAs))
      return .yes
    }
    guard let command = Command.all.first(where: { $0.name == name }) else {
      throw CommandError.usage(
        "there is no command \"\(name)\""
          + Suggestion.question(for: name, among: Command.all.map(\.name)))
    }
    output.print(Help.text(of: command, program: Program.calledAs))
    return .yes
  }
}
