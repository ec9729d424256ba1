/// The help, made from the tables of commands and options.
enum Help {
  /// The help of one command; of the whole program for the dashboard.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - program: How the program was called.
  /// - Returns: The text, without a line feed at its end.
  static func text(of command: Command, program: String) -> String {
    var lines = [command.summary, ""]
    let words = command.words.isEmpty ? "" : " \(command.words)"
    lines.append("Usage: \(program)\(command.name.isEmpty ? "" : " \(command.name)")\(words)")
    if !command.details.isEmpty { lines += ["", command.details] }
    if command.name.isEmpty {
      lines += ["", "Commands:"]
      lines += aligned(Command.all.map { ($0.name, $0.summary) })
    }
    for group in command.groups {
      lines += ["", "\(group.title):"]
      lines += aligned(
        group.options.filter { !$0.help.isEmpty }.map { option in
          (
            option.names.joined(separator: ", ") + (option.value.map { " \($0)" } ?? ""),
            option.help
          )
        })
    }
    if command.name.isEmpty {
      lines += [
        "", "Exit codes: 0 yes, 1 no (denied, a test failed), 2 the input could not be read or",
        "understood, 64 wrong usage, 69 the cluster is out of reach, 74 the result could not be written.",
        "", "\(program) COMMAND --help says more of a command.",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private static func aligned(_ rows: [(name: String, text: String)]) -> [String] {
    // Longer names get a line of their own.
    let short = min(rows.map(\.name.count).max() ?? 0, 26)
    return rows.flatMap { row -> [String] in
      if row.name.count > short {
        return ["  \(row.name)", "  " + String(repeating: " ", count: short) + "  \(row.text)"]
      }
      let gap = String(repeating: " ", count: short - row.name.count)
      return ["  \(row.name)\(gap)  \(row.text)"]
    }
  }
}
