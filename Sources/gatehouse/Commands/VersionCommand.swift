extension Command {
  /// Prints the version.
  static let printVersion = Command(
    name: "version", summary: "Print the version.", words: "[-o text|json]", details: "",
    groups: [.output("text", "json"), .general]
  ) { options, output in
    if options.output == "json" {
      output.print(
        try JSONText.text(
          of: VersionedDocument(kind: "Version", body: ["version": Program.version])))
    } else {
      output.print("gatehouse \(Program.version)")
    }
    return .yes
  }
}
