extension Command {
  static let policy = Command(
    name: "policy", summary: "Say why.", words: "", details: "", groups: [.general]
  ) { _, _ in .no }
}
