/// The rooms of the house and the arrows between them, as `docs/architecture.md` draws them.
enum Rooms {
  /// What each room may import of the others; an arrow that is not here does not exist.
  static let arrows: [String: Set<String>] = [
    "KubernetesSnapshot": [],
    "LinkerdPolicy": ["KubernetesSnapshot"],
    "Traffic": ["LinkerdPolicy", "KubernetesSnapshot"],
    "PolicyChecks": ["Traffic", "LinkerdPolicy", "KubernetesSnapshot"],
    "TerminalUI": [],
    "Dashboard": ["TerminalUI", "PolicyChecks", "Traffic", "LinkerdPolicy", "KubernetesSnapshot"],
    "CLibCurl": [],
    "CLibYAML": [],
    "ClusterSources": ["KubernetesSnapshot", "Traffic", "CLibCurl", "CLibYAML"],
    "CNcurses": [],
    "NcursesTerminal": ["TerminalUI", "CNcurses"],
    "gatehouse": [
      "Dashboard", "TerminalUI", "PolicyChecks", "Traffic", "LinkerdPolicy", "KubernetesSnapshot",
      "ClusterSources", "NcursesTerminal",
    ],
  ]

  /// The rooms that touch the world: processes, files, clocks, the terminal.
  static let worldly: Set<String> = ["ClusterSources", "NcursesTerminal", "gatehouse"]

  /// The libraries of the toolchain that a room may use.
  static func libraries(of room: String) -> Set<String> {
    worldly.contains(room)
      ? ["Foundation", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc"]
      : ["Foundation"]
  }

  /// The modules that a source file of `room` may import.
  static func importable(from room: String) -> Set<String> {
    arrows[room, default: []].union(libraries(of: room))
  }

  /// What may stand at the top level, beside dotfiles.
  static let topLevel: Set<String> = [
    "Package.swift", "README.md", "CHANGELOG.md", "LICENSE", "Sources", "Tests", "themes",
    "Benchmarks", "docs", "Makefile",
  ]
}
