extension Command {
  static let explain = Command(
    name: "explain", summary: "Say why.", words: "FROM TO[:PORT]", details: "", groups: [.general]
  ) { _, _ in .no }
}
