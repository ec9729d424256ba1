/// One option: its names, its line in the help, and what it does.
struct OptionDefinition: Sendable {
  /// `-n`, `--namespace`.
  let names: [String]
  /// What its value is called in the help; nil for a switch.
  let value: String?
  /// What it does, in a line; empty for one that the help leaves out.
  let help: String
  /// Takes note of it; the text is empty for a switch.
  let apply: @Sendable (inout Options, String) throws(CommandError) -> Void

  /// An option with a value.
  init(
    _ names: String..., value: String, help: String,
    apply: @escaping @Sendable (inout Options, String) throws(CommandError) -> Void
  ) {
    self.names = names
    self.value = value
    self.help = help
    self.apply = apply
  }

  /// A switch.
  init(_ names: String..., help: String = "", apply: @escaping @Sendable (inout Options) -> Void) {
    self.names = names
    value = nil
    self.help = help
    self.apply = { options, _ in apply(&options) }
  }

  /// The long name, which usage errors say.
  var name: String { names.last ?? "" }
}

/// Options that stand together in the help.
struct OptionGroup: Sendable {
  /// The heading.
  let title: String
  /// The options.
  let options: [OptionDefinition]
}
