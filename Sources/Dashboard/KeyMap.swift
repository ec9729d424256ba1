package import TerminalUI

/// A command, the keys that mean it, and the words of the help screen.
package struct Binding: Sendable {
  /// The command.
  package let command: Command
  /// The keys; the first is the one that hints name.
  package let keys: [KeyPress]
  /// What the command does, in the help screen.
  package let summary: String
  /// One word for the hint line; nil where the key is not hinted at.
  package let hint: String?
  /// Hints of least importance go first where there is little room.
  package let importance: Int
  /// The screens where the key works; nil for all.
  package let tabs: [Tab]?

  init(
    _ command: Command, _ keys: String, _ summary: String, hint: String? = nil,
    importance: Int = 0, tabs: [Tab]? = nil
  ) {
    self.command = command
    self.keys = keys.split(separator: " ").compactMap { KeyPress(notation: String($0)) }
    self.summary = summary
    self.hint = hint
    self.importance = importance
    self.tabs = tabs
  }
}

/// The one table of keys, from which the help screen, the hints and `docs/keys.md` are made.
package enum KeyMap {
  /// All bindings, by topic.
  package static let topics: [(title: String, bindings: [Binding])] = [
    ("moving", moving), ("screens", screens), ("matrix", matrix), ("what-if", whatIf),
    ("live", live), ("recording", recording),
    ("program", program),
  ]

  /// The command that a key means on a screen.
  package static func command(for key: KeyPress, on tab: Tab) -> Command? {
    bindings(on: tab).first { $0.keys.contains(key) }?.command
  }

  /// The bindings that work on a screen.
  package static func bindings(on tab: Tab) -> [Binding] {
    topics.flatMap(\.bindings).filter { $0.tabs?.contains(tab) ?? true }
  }

  private static let moving = [
    Binding(.up, "<up> k", "one row up"),
    Binding(.down, "<down> j", "one row down"),
    Binding(.left, "<left> h", "one column left", tabs: [.matrix]),
    Binding(.right, "<right> l", "one column right", tabs: [.matrix]),
    Binding(.pageUp, "<pgup> ctrl-b", "one page up"),
    Binding(.pageDown, "<pgdn> ctrl-f", "one page down"),
    Binding(.halfPageUp, "ctrl-u", "half a page up"),
    Binding(.halfPageDown, "ctrl-d", "half a page down"),
    Binding(.first, "g <home>", "to the first row"),
    Binding(.last, "G <end>", "to the last row"),
    Binding(.firstColumn, "0 ^", "to the first column", tabs: [.matrix]),
    Binding(.lastColumn, "$", "to the last column", tabs: [.matrix]),
  ]

  private static let screens = [
    Binding(.open, "<enter>", "open what is selected", hint: "open", importance: 9),
    Binding(.back, "<esc>", "back, or clear the filter", hint: "back", importance: 5),
    Binding(.tab(.namespaces), "1", "namespaces"),
    Binding(.tab(.workloads), "2", "workloads of the namespace"),
    Binding(
      .tab(.matrix), "3", "matrix: who may talk to whom", hint: "matrix", importance: 3,
      tabs: [.namespaces, .workloads, .detail, .whatIf, .live]),
    Binding(.tab(.matrix), "3", "matrix: who may talk to whom", tabs: [.matrix]),
    Binding(.tab(.detail), "4", "detail: a workload's ports and routes"),
    Binding(.tab(.whatIf), "5", "what-if: try default policies"),
    Binding(.tab(.live), "6", "live: who is let in and refused now"),
    Binding(.nextTab, "<tab>", "next screen"),
    Binding(.previousTab, "<s-tab>", "previous screen"),
    Binding(.filter, "/", "filter the rows", hint: "filter", importance: 6),
    Binding(
      .allNamespaces, "0", "all namespaces, or the chosen one", hint: "all", importance: 1,
      tabs: [.workloads]),
    Binding(
      .sort, "s", "sort by the next column", hint: "sort", importance: 2,
      tabs: [.namespaces, .workloads]),
    Binding(
      .changeClient, "c", "look from the next client's side", hint: "client", importance: 7,
      tabs: [.detail]),
    Binding(.previousClient, "C", "look from the previous client's side", tabs: [.detail]),
    Binding(
      .why, "w", "why: the chain of reasons", hint: "why", importance: 8,
      tabs: [.matrix, .detail, .whatIf, .live]),
    Binding(.problems, "e", "what could not be read, and what the checks found"),
  ]

  private static let matrix = [
    Binding(
      .nextDenied, "x", "next denied cell", hint: "next deny", importance: 4, tabs: [.matrix]),
    Binding(.previousDenied, "X", "previous denied cell", tabs: [.matrix]),
    Binding(.nextDifferent, ">", "next different verdict in the row", tabs: [.matrix]),
    Binding(.previousDifferent, "<lt>", "previous different verdict in the row", tabs: [.matrix]),
    Binding(.nextBand, "}", "next namespace", tabs: [.matrix]),
    Binding(.previousBand, "{", "previous namespace", tabs: [.matrix]),
    Binding(
      .fold, "o", "fold the row's namespace, or open it", hint: "fold", importance: 2,
      tabs: [.matrix]),
    Binding(.foldAll, "O", "fold all namespaces, or open them", tabs: [.matrix]),
    Binding(
      .changeGrouping, "+", "columns: ServiceAccounts, workloads, ports, namespaces",
      hint: "columns", importance: 1, tabs: [.matrix]),
    Binding(
      .lens, "D", "show every cell, or only denied, partial, changed, refused ones; dim the rest",
      hint: "lens", importance: 1, tabs: [.matrix]),
  ]

  private static let whatIf = [
    Binding(
      .toggle, "t <space>", "try the next default policy", hint: "try", importance: 7,
      tabs: [.namespaces, .workloads, .matrix, .detail, .whatIf]),
    Binding(
      .undo, "u", "take the last try back", hint: "undo", importance: 6, tabs: [.whatIf]),
    Binding(
      .undo, "u", "take the last try back",
      tabs: [.namespaces, .workloads, .matrix, .detail, .live]),
    Binding(
      .lens, "D", "show all effects, lost or gained edges only", hint: "lens", importance: 1,
      tabs: [.whatIf]),
  ]

  private static let live = [
    Binding(
      .nextRefused, "!", "next cell that is refused now", hint: "refused", importance: 3,
      tabs: [.matrix]),
    Binding(
      .followWorst, "F", "follow the most refused edge", hint: "follow", importance: 2,
      tabs: [.live]),
    Binding(.followWorst, "F", "follow the most refused edge", tabs: [.matrix]),
    Binding(
      .lens, "D", "show all, refused, drift, by default, unused grants, or unobserved pods",
      hint: "lens", importance: 7, tabs: [.live]),
    Binding(
      .pause, "p", "keep what is shown; looks go on (a recording stands still)", hint: "pause",
      importance: 4, tabs: [.live]),
    Binding(
      .pause, "p", "keep what is shown; looks go on (a recording stands still)",
      tabs: [.namespaces, .workloads, .matrix, .detail, .whatIf]),
    Binding(
      .shorterWindow, ",", "a shorter window for traffic", hint: "shorter", importance: 3,
      tabs: [.live]),
    Binding(
      .longerWindow, ".", "a longer window for traffic", hint: "longer", importance: 3,
      tabs: [.live]),
    Binding(
      .shorterWindow, ",", "a shorter window for traffic",
      tabs: [.namespaces, .workloads, .matrix, .detail, .whatIf]),
    Binding(
      .longerWindow, ".", "a longer window for traffic",
      tabs: [.namespaces, .workloads, .matrix, .detail, .whatIf]),
  ]

  private static let recording = [
    Binding(.nextMoment, "]", "to the next moment at which something happened"),
    Binding(.previousMoment, "[", "to the last moment at which something happened"),
    Binding(.faster, ")", "play faster"),
    Binding(.slower, "(", "play slower"),
  ]

  private static let program = [
    Binding(
      .commandLine, ":",
      "a command: `ctx NAME` reads another kubectl context, `jump TIME` goes elsewhere in a recording"
    ),
    Binding(.help, "? <f1>", "this help", hint: "help", importance: 10),
    Binding(.reload, "R ctrl-r", "read the source again"),
    Binding(.redraw, "ctrl-l", "draw the screen anew"),
    Binding(.suspend, "ctrl-z", "to the background; `fg` brings it back"),
    Binding(.quit, "q Q ctrl-c", "quit", hint: "quit", importance: 4),
  ]
}
