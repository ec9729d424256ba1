import TerminalUI

/// What can be typed behind `:`.
enum TypedCommand: Hashable {
  /// Read another context of kubectl's.
  case context(String)
  /// Say which contexts there are.
  case contexts
  /// Go to a moment of the recording.
  case jump(String)
  /// End.
  case quit

  /// What a text means; nil for one that means nothing.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("ctx", 1), ("context", 1), ("contexts", 1): self = .contexts
    case ("ctx", 2), ("context", 2): self = .context(words[1])
    case ("jump", 2): self = .jump(words[1])
    case ("q", 1), ("quit", 1): self = .quit
    default: return nil
    }
  }

  /// The commands, for someone who typed another.
  static let known = "ctx NAME, ctx, jump TIME, q"
}

extension DashboardState {
  /// Does what was typed behind `:`.
  mutating func perform(typed text: String) -> [DashboardEffect] {
    if text.allSatisfy(\.isWhitespace) { return [] }
    switch TypedCommand(text) {
    case .quit: return [.quit]
    case .contexts: return [.listContexts]
    case .jump(let time):
      jump(to: time)
      return []
    case .context(let name):
      replay = nil
      leaveCluster(for: name)
      return [.changeContext(name)]
    case nil:
      say("there is no command \"\(text)\"; known are \(TypedCommand.known)", isError: true)
      return []
    }
  }

  /// Forgets the cluster, since another one is going to be read.
  mutating func leaveCluster(for title: String) {
    source = SourceStatus(title: title)
    cluster = nil
    whatIf = .init()
    trial = nil
    recent = .init()
    place = Place(tab: place.tab)
    history = []
    matrix.regrouped = nil
  }
}
