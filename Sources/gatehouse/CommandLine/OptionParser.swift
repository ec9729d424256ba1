/// Reads a command line in kubectl's habits: `-nX`, `-n=X`, `-n X`, `--namespace=X`, `--namespace X`.
enum OptionParser {
  /// A command with its options.
  struct Parsed: Sendable {
    /// The command that was named; the dashboard when none was.
    var command: Command
    /// Its options.
    var options: Options
  }

  /// Reads the arguments behind the program's name.
  ///
  /// - Throws: Wrong usage, with what was expected.
  static func parse(_ arguments: [String]) throws(CommandError) -> Parsed {
    let (command, rest) = try command(of: arguments)
    var options = Options()
    var words: [String] = []
    var index = rest.startIndex
    while index < rest.endIndex {
      let argument = rest[index]
      index += 1
      if argument == "--" {
        words += rest[index...]
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        words.append(argument)
        continue
      }
      let (option, attached) = try option(of: argument, for: command)
      guard option.value != nil else {
        if attached != nil { throw .usage("\(option.name) takes no value, found \"\(argument)\"") }
        try option.apply(&options, "")
        continue
      }
      if let attached {
        try option.apply(&options, attached)
      } else if index < rest.endIndex {
        try option.apply(&options, rest[index])
        index += 1
      } else {
        throw .usage("\(option.name) needs a value: \(option.value ?? "")")
      }
    }
    options.words = words
    if options.source.demo, !options.source.filenames.isEmpty {
      throw .usage("--demo and -f are two sources; give one")
    }
    return Parsed(command: command, options: options)
  }

  /// Finds the first word that is no option, and no option's value.
  private static func command(
    of arguments: [String]
  ) throws(CommandError) -> (command: Command, rest: [String]) {
    var index = arguments.startIndex
    while index < arguments.endIndex, arguments[index] != "--" {
      let argument = arguments[index]
      if argument.hasPrefix("-"), argument != "-" {
        let known = find(argument, among: Command.allOptions)
        index += known?.option.value != nil && known?.attached == nil ? 2 : 1
        continue
      }
      guard let command = Command.all.first(where: { $0.name == argument }) else {
        let names = Command.all.map(\.name)
        throw .usage(
          "there is no command \"\(argument)\"" + Suggestion.question(for: argument, among: names))
      }
      var rest = arguments
      rest.remove(at: index)
      return (command, rest)
    }
    return (.dashboard, arguments)
  }

  private static func option(
    of argument: String, for command: Command
  ) throws(CommandError) -> (option: OptionDefinition, attached: String?) {
    if let found = find(argument, among: command.options) { return found }
    let written = String(argument.prefix { $0 != "=" })
    if find(argument, among: Command.allOptions) != nil {
      throw .usage("\(written) means nothing to \(command.title)")
    }
    let known = command.options.flatMap(\.names)
    throw .usage(
      "there is no option \"\(written)\"" + Suggestion.question(for: written, among: known))
  }

  private static func find(
    _ argument: String, among options: [OptionDefinition]
  ) -> (option: OptionDefinition, attached: String?)? {
    if let exact = options.first(where: { $0.names.contains(argument) }) { return (exact, nil) }
    if argument.hasPrefix("--") {
      guard let equals = argument.firstIndex(of: "=") else { return nil }
      let name = String(argument[..<equals])
      let value = String(argument[argument.index(after: equals)...])
      return options.first { $0.names.contains(name) }.map { ($0, value) }
    }
    let name = String(argument.prefix(2))
    guard let short = options.first(where: { $0.names.contains(name) }) else { return nil }
    let value = argument.dropFirst(2)
    return (short, String(value.hasPrefix("=") ? value.dropFirst() : value))
  }
}
